import { Conflict, NotFound } from '#kernel'
import { findContradictions } from '#linkage'
import type { Handle } from '#platform/db'
import {
  addAnswer,
  addDecision,
  closeReview,
  lockReview,
  type NewAnswer,
  type RecordName,
  releaseReview,
  reopenReview,
  standingAnswers,
  undoAnswer,
} from '../data/answer.queries.ts'
import { decisionsInForce, type IdPair } from '../data/decision.queries.ts'
import { type ReviewFaces, type Reviewing, reviewById, sidesOf } from '../data/review.queries.ts'
import { matchId } from '../rules/match-row.ts'
import { settle } from './settle.ts'

/** What came of an answer. */
export type Answered =
  | { readonly state: 'settled' | 'waits-for-another' }
  /** It would join what other decisions keep apart, or the other way round. */
  | { readonly state: 'contradicts' }

/**
 * Takes a reviewer's answer, within the handle's transaction. Once enough agree, the question is closed
 * and the decision stands for every run to come: "same" for the two records compared, "not the same"
 * for every record of the one side with every record of the other, so that it is not asked again in
 * another form. Decisions never contradict each other: an answer that would is not taken.
 *
 * @param needed how many reviewers must agree
 * @throws NotFound where the reader may not know of it; Conflict where it has been answered
 */
export async function answerReview(
  db: Handle,
  reviewId: string,
  given: NewAnswer & Pick<Reviewing, 'maySeeRestricted'>,
  needed: number,
): Promise<Answered> {
  const locked = await lockReview(db, reviewId)
  const review = await reviewById(db, reviewId, given)
  if (!locked || !review) throw new NotFound('There is no such question for this reader.')
  const before = await standingAnswers(db, reviewId)
  if (locked.outcome !== null || before.some(({ account }) => account === given.accountId)) {
    throw new Conflict('This has been answered already.', { fix: 'Go back to the queue.' })
  }
  const outcome = settle([...before.map(({ answer }) => answer), given.answer], needed)
  if (outcome === 'same' || outcome === 'not-same') {
    const pairs = await pairsDecided(db, review, outcome)
    if (await contradicts(db, outcome, pairs)) return { state: 'contradicts' }
    await addDecision(db, reviewId, outcome, pairs)
  }
  await addAnswer(db, reviewId, given)
  if (outcome === undefined) {
    await releaseReview(db, reviewId)
    return { state: 'waits-for-another' }
  }
  await closeReview(db, reviewId, outcome)
  return { state: 'settled' }
}

/**
 * Undoes the last answer to a question, within the handle's transaction: the decision that it made no
 * longer stands, and the question is open as it was before.
 *
 * @throws NotFound where there is nothing to undo that the reader may know of
 */
export async function undoLastAnswer(db: Handle, reviewId: string, who: Reviewing): Promise<void> {
  const locked = await lockReview(db, reviewId)
  const review = await reviewById(db, reviewId, who)
  const last = (await standingAnswers(db, reviewId)).at(-1)
  if (!locked || !review || !last) throw new NotFound('There is nothing to undo.')
  await undoAnswer(db, last.answerId, who.accountId)
  await reopenReview(db, reviewId, last.account)
}

type Pair = readonly [RecordName, RecordName]

async function pairsDecided(
  db: Handle,
  review: ReviewFaces,
  answer: 'same' | 'not-same',
): Promise<Pair[]> {
  const face: Pair = [
    { feed: review.feedA, personKey: review.keyA },
    { feed: review.feedB, personKey: review.keyB },
  ]
  if (answer === 'same') return [face]
  const sides = await sidesOf(db, review)
  const a = sides.filter(({ side }) => side === 'a')
  const b = sides.filter(({ side }) => side === 'b')
  const all = a.flatMap((one) => b.map((other): Pair => [one, other]))
  return all.length > 0 ? all : [face]
}

async function contradicts(
  db: Handle,
  answer: 'same' | 'not-same',
  pairs: readonly Pair[],
): Promise<boolean> {
  const { same, notSame } = await decisionsInForce(db)
  const fresh = pairs.map(
    ([a, b]): IdPair => [matchId(a.feed, a.personKey), matchId(b.feed, b.personKey)],
  )
  const all =
    answer === 'same'
      ? { same: [...same, ...fresh], notSame }
      : { same, notSame: [...notSame, ...fresh] }
  return findContradictions(all).length > 0
}
