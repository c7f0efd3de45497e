import { accountNames } from '#access'
import { definePage, type Page, type PageContext } from '#platform/web'
import { matchEvents } from '../match.audit.ts'
import { matchPaths, pairPath } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import { type MatchSettings, reviewerOf } from '../match-settings.ts'
import { doneOf, filterOf, withFilter } from '../review-pair/queue-position.ts'
import { nextOf, type QueueFilter, type QueueModel, queueModel } from './review-queue.view.ts'
import { reviewsShown } from './reviews-shown.ts'

/** The reviewers' front page: every question that is open, the most useful first. */
export const queuePage = (settings: MatchSettings): Page =>
  definePage<QueueModel, MatchPermission>({
    method: 'GET',
    path: matchPaths.queue,
    permission: 'match.review.decide',
    // The list says which sources and what kind of evidence, and nothing of any person.
    audit: {
      event: matchEvents.queueOpened,
      people: () => [],
      criteria: (_request, { filter }) => ({ ...filter }),
    },
    async handle(context) {
      const { database, request } = context
      const filter = filterOf(request.query)
      const reviews = await reviewsShown(context, settings)
      const claimed = reviews.flatMap(({ claimedBy }) => claimedBy ?? [])
      const names = await accountNames(database.db, claimed)
      return {
        template: 'review-queue/review-queue.njk',
        model: queueModel(reviews, filter, names, await doneOf(context)),
      }
    },
  })

interface TakenModel {
  readonly filter: QueueFilter
}

/** Takes the most useful question that is free, and leads to it. */
export const nextPage = (settings: MatchSettings): Page =>
  definePage<TakenModel, MatchPermission>({
    method: 'POST',
    path: matchPaths.next,
    permission: 'match.review.decide',
    audit: { event: matchEvents.nextTaken, people: () => [] },
    async handle(context) {
      const filter = filterOf(context.request.body)
      return { redirect: await nextAddress(context, settings, filter), model: { filter } }
    },
  })

/** Where a reviewer goes on: the next question of the filter, or the queue where there is none. */
export async function nextAddress(
  context: PageContext,
  settings: MatchSettings,
  filter: QueueFilter,
  after?: string,
): Promise<string> {
  const who = reviewerOf(context)
  const reviews = await reviewsShown(context, settings)
  const next = nextOf(reviews, filter, who.accountId)
  return withFilter(next ? pairPath(next.reviewId) : matchPaths.queue, filter, after)
}
