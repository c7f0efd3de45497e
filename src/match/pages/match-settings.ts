import type { Handle } from '#platform/db'
import type { PageContext } from '#platform/web'
import type { Reviewing } from '../data/review.queries.ts'

/** Whom the reader may not know of, and whose whereabouts they may not know, by person. */
export interface Disclosures {
  readonly hidden: ReadonlySet<string>
  readonly masked: ReadonlySet<string>
}

/** What the module's pages need to be told. */
export interface MatchSettings {
  /** How many reviewers must agree before a decision stands: 1 or 2. */
  readonly reviewersNeeded: number
  /** What shields leave to the reader of the transaction, of these people: the store knows. */
  disclosuresOf(db: Handle, personIds: readonly string[]): Promise<Disclosures>
}

/** Who reviews; restricted records are for whoever may pass a shield, and nobody else. */
export function reviewerOf({ reader }: Pick<PageContext, 'reader'>): Reviewing {
  return {
    accountId: reader.accountId,
    maySeeRestricted: reader.permissions.has('access.shield.pass'),
  }
}
