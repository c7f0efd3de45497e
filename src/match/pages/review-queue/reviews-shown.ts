import type { PageContext } from '#platform/web'
import { type OpenReview, openReviewsFor } from '../../data/review.queries.ts'
import { type MatchSettings, reviewerOf } from '../match-settings.ts'

/** The open questions that this reader may know of: nothing that a shield hides from them. */
export async function reviewsShown(
  context: PageContext,
  settings: MatchSettings,
): Promise<OpenReview[]> {
  const { db } = context.database
  const reviews = await openReviewsFor(db, reviewerOf(context))
  const people = reviews.flatMap(({ personA, personB }) => [personA, personB])
  const { hidden } = await settings.disclosuresOf(
    db,
    people.filter((person) => person !== null),
  )
  return reviews.filter((review) => !isHidden(review, hidden))
}

/** Whether a question is about somebody whom the reader may not know of. */
export function isHidden(
  { personA, personB }: Pick<OpenReview, 'personA' | 'personB'>,
  hidden: ReadonlySet<string>,
): boolean {
  return [personA, personB].some((person) => person !== null && hidden.has(person))
}
