import { z } from 'zod'
import { accountNames, readForm, shownErrors, typedText } from '#access'
import { NotFound } from '#kernel'
import { type Answer, definePage, type Page, type PageContext } from '#platform/web'
import {
  claimReview,
  heldRecords,
  type ReviewFaces,
  reviewById,
  sidesOf,
} from '../../data/review.queries.ts'
import { answerReview, undoLastAnswer } from '../../review/answer-review.ts'
import { reasons } from '../../review/settle.ts'
import { matchEvents } from '../match.audit.ts'
import { matchPaths, pairPath } from '../match.paths.ts'
import type { MatchPermission } from '../match.permissions.ts'
import { type MatchSettings, reviewerOf } from '../match-settings.ts'
import { nextAddress } from '../review-queue/review-queue.route.ts'
import { isHidden } from '../review-queue/reviews-shown.ts'
import { doneOf, filterOf, withFilter } from './queue-position.ts'
import { type PairModel, type PairParts, pairModel } from './review-pair.view.ts'

const template = 'review-pair/review-pair.njk'
const permission = 'match.review.decide'

/** One question to a screen: both sides, the evidence, and the answer. */
export function pairPages(settings: MatchSettings): Page[] {
  return [readPair(settings), answerPair(settings), undoPair(settings)]
}

const readPair = (settings: MatchSettings): Page =>
  definePage<PairModel, MatchPermission>({
    method: 'GET',
    path: matchPaths.pair,
    permission,
    audit: {
      event: matchEvents.pairRead,
      people: (_request, { people }) => [...people],
      criteria: reviewIdOf,
    },
    async handle(context) {
      const review = await reviewOf(context, settings)
      await claimReview(context.database.db, review.reviewId, context.reader.accountId)
      return { template, model: await modelOf(context, review, settings) }
    },
  })

const answerPair = (settings: MatchSettings): Page =>
  definePage<PairModel, MatchPermission>({
    method: 'POST',
    path: matchPaths.answer,
    permission,
    audit: {
      event: matchEvents.answered,
      people: (_request, { people }) => [...people],
      criteria: (request, { typed }) => ({ ...reviewIdOf(request), answer: typed.answer }),
    },
    async handle(context): Promise<Answer<PairModel>> {
      const review = await reviewOf(context, settings)
      const { body } = context.request
      const typed = {
        answer: typedText(body, 'answer'),
        reason: typedText(body, 'reason'),
        words: typedText(body, 'words'),
      }
      const refused = async (field: string, message: string): Promise<Answer<PairModel>> => ({
        template,
        status: 400,
        outcome: 'refused',
        model: await modelOf(context, review, settings, {
          typed,
          problems: shownErrors([{ field, message }]),
        }),
      })
      const read = readForm(answerForm, body)
      if (!read.isComplete) {
        const problems = shownErrors(read.errors)
        const model = await modelOf(context, review, settings, { typed, problems })
        return { template, status: 400, outcome: 'refused', model }
      }
      const given = { ...reviewerOf(context), ...read.values }
      const { db } = context.database
      const answered = await answerReview(db, review.reviewId, given, settings.reviewersNeeded)
      if (answered.state === 'contradicts') return refused('answer', contradiction)
      const model = await modelOf(context, review, settings, { typed })
      const filter = filterOf(body)
      return { redirect: await nextAddress(context, settings, filter, review.reviewId), model }
    },
  })

const contradiction =
  'This answer contradicts decisions that stand: the records would be the same child and not the same at once. Undo the earlier decision first, or choose “Cannot tell”'

const answerForm = z
  .object({
    answer: z.enum(['same', 'not-same', 'cannot-tell'], 'Choose one of the three answers'),
    reason: z.enum(
      Object.keys(reasons) as [keyof typeof reasons, ...(keyof typeof reasons)[]],
      'Choose a reason',
    ),
    words: z
      .string()
      .trim()
      .max(500, 'Use 500 characters or fewer')
      .optional()
      .transform((words) => words || undefined),
  })
  .refine(({ reason, words }) => reason !== 'other' || words !== undefined, {
    path: ['words'],
    message: 'Say what the reason is',
  })

const undoPair = (settings: MatchSettings): Page =>
  definePage<{ people: readonly string[] }, MatchPermission>({
    method: 'POST',
    path: matchPaths.undo,
    permission,
    audit: {
      event: matchEvents.undone,
      people: (_request, { people }) => [...people],
      criteria: reviewIdOf,
    },
    async handle(context) {
      const review = await reviewOf(context, settings)
      await undoLastAnswer(context.database.db, review.reviewId, reviewerOf(context))
      const people = [review.referenceA, review.referenceB].filter((one) => one !== null)
      const filter = filterOf(context.request.body)
      return { redirect: withFilter(pairPath(review.reviewId), filter), model: { people } }
    },
  })

function reviewIdOf(request: { params: unknown }): { review: string } {
  return { review: String((request.params as { reviewId?: unknown }).reviewId) }
}

async function reviewOf(context: PageContext, settings: MatchSettings): Promise<ReviewFaces> {
  const { review: id } = reviewIdOf(context.request)
  const review = z.uuid().safeParse(id).success
    ? await reviewById(context.database.db, id, reviewerOf(context))
    : undefined
  const { hidden } = await settings.disclosuresOf(context.database.db, peopleOf(review))
  if (!review || isHidden(review, hidden)) {
    throw new NotFound('There is no such question for this reader.')
  }
  return review
}

function peopleOf(review: ReviewFaces | undefined): string[] {
  return [review?.personA, review?.personB].filter((person) => typeof person === 'string')
}

async function modelOf(
  context: PageContext,
  review: ReviewFaces,
  settings: MatchSettings,
  more: Pick<PairParts, 'typed' | 'problems'> = {},
): Promise<PairModel> {
  const { db } = context.database
  const { query, body, method } = context.request
  const sides = await sidesOf(db, review)
  const other = review.claimedBy === context.reader.accountId ? null : review.claimedBy
  const { masked } = await settings.disclosuresOf(db, peopleOf(review))
  const names = await accountNames(db, other === null ? [] : [other])
  return pairModel({
    review,
    sides,
    held: await heldRecords(db, sides),
    filter: filterOf(method === 'GET' ? query : body),
    claimedBy: other === null ? undefined : (names.get(other) ?? 'Another reviewer'),
    done: await doneOf(context),
    needed: settings.reviewersNeeded,
    hidesWhereabouts: masked.size > 0,
    ...more,
  })
}
