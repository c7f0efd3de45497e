import type { PageContext } from '#platform/web'
import type { Reviewing } from '../data/review.queries.ts'

/** What the module's pages need to be told. */
export interface MatchSettings {
  /** How many reviewers must agree before a decision stands: 1 or 2. */
  readonly reviewersNeeded: number
}

/** Who reviews; restricted records are for whoever may pass a shield, and nobody else. */
export function reviewerOf({ reader }: Pick<PageContext, 'reader'>): Reviewing {
  return {
    accountId: reader.accountId,
    maySeeRestricted: reader.permissions.has('access.shield.pass'),
  }
}
