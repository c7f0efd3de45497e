import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { ReviewAnswer } from '../review/settle.ts'

/** One decider at a time, so that two decisions that contradict each other are never both taken. */
const decisionLock = 1_801_547_883

/** A question, locked until the transaction ends. */
export interface LockedReview {
  readonly kind: 'pair' | 'doubt' | 'sample' | 'weak-link'
  readonly feedA: string
  readonly keyA: string
  readonly feedB: string
  readonly keyB: string
  readonly outcome: ReviewAnswer | 'gone' | null
}

export async function lockReview(db: Handle, reviewId: string): Promise<LockedReview | undefined> {
  await sql`select pg_advisory_xact_lock(${decisionLock})`.execute(db)
  const { rows } = await sql<LockedReview>`
    select kind, feed_a as "feedA", key_a as "keyA", feed_b as "feedB", key_b as "keyB", outcome
    from match.review where review_id = ${reviewId} for update`.execute(db)
  return rows[0]
}

/** What one reviewer says. */
export interface NewAnswer {
  readonly accountId: string
  readonly answer: ReviewAnswer
  readonly reason: string
  readonly words?: string | undefined
}

export async function addAnswer(db: Handle, reviewId: string, given: NewAnswer): Promise<void> {
  await sql`insert into match.answer (review_id, account, answer, reason, words)
    values (${reviewId}, ${given.accountId}, ${given.answer}, ${given.reason}, ${given.words ?? null})`.execute(
    db,
  )
}

/** The answers that stand, in the order in which they were given. */
export async function standingAnswers(
  db: Handle,
  reviewId: string,
): Promise<{ answerId: string; account: string; answer: ReviewAnswer }[]> {
  const { rows } = await sql<{ answerId: string; account: string; answer: ReviewAnswer }>`
    select answer_id as "answerId", account, answer from match.answer
    where review_id = ${reviewId} and undone_at is null order by answered_at`.execute(db)
  return rows
}

export async function closeReview(
  db: Handle,
  reviewId: string,
  outcome: ReviewAnswer,
): Promise<void> {
  await sql`update match.review set closed_at = now(), outcome = ${outcome}
    where review_id = ${reviewId}`.execute(db)
}

/** Gives up a claim, so that the next reviewer may take the question. */
export async function releaseReview(db: Handle, reviewId: string): Promise<void> {
  await sql`update match.review set claimed_by = null, claimed_at = null
    where review_id = ${reviewId}`.execute(db)
}

/** Makes a decision stand for these records, two by two. */
export async function addDecision(
  db: Handle,
  reviewId: string,
  answer: 'same' | 'not-same',
  pairs: readonly (readonly [RecordName, RecordName])[],
): Promise<void> {
  const column = (place: 0 | 1, field: keyof RecordName) => pairs.map((pair) => pair[place][field])
  await sql`
    with d as (
      insert into match.decision (review_id, answer) values (${reviewId}, ${answer}) returning decision_id)
    insert into match.decision_pair (decision_id, feed_a, key_a, feed_b, key_b)
    select d.decision_id, p.* from d, unnest(
      ${column(0, 'feed')}::text[], ${column(0, 'personKey')}::text[],
      ${column(1, 'feed')}::text[], ${column(1, 'personKey')}::text[]) p`.execute(db)
}

/** A source's record of a person, by its name in the source. */
export interface RecordName {
  readonly feed: string
  readonly personKey: string
}

export async function undoAnswer(db: Handle, answerId: string, by: string): Promise<void> {
  await sql`update match.answer set undone_at = clock_timestamp(), undone_by = ${by}
    where answer_id = ${answerId}`.execute(db)
}

/** Ends what was decided on a question, and opens it again for whoever had it. */
export async function reopenReview(db: Handle, reviewId: string, account: string): Promise<void> {
  await sql`update match.decision set ended_at = clock_timestamp()
    where review_id = ${reviewId} and ended_at is null`.execute(db)
  await sql`
    update match.review r set closed_at = null, outcome = null, claimed_by = ${account}, claimed_at = now()
    where review_id = ${reviewId} and not exists (
      select from match.review o where o.closed_at is null and o.review_id <> r.review_id
        and (o.feed_a, o.key_a, o.feed_b, o.key_b) = (r.feed_a, r.key_a, r.feed_b, r.key_b))`.execute(
    db,
  )
}
