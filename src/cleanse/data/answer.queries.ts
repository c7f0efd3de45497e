import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** What a steward may answer. */
export type AnswerKind = 'repaired' | 'not-an-error' | 'cannot-repair'

/** An answer as the exception's page shows it. */
export interface AnswerRow {
  readonly answerId: string
  readonly answer: AnswerKind
  readonly reason: string | null
  readonly minutes: number | null
  readonly by: string
  readonly answeredAt: Date
  readonly undoneAt: Date | null
}

/** An answer to be kept. */
export interface NewAnswer {
  readonly exceptionKey: string
  /** The values that it is given for. */
  readonly restsOn: string
  readonly answer: AnswerKind
  readonly reason: string | undefined
  readonly minutes: number | undefined
  readonly accountId: string
  readonly name: string
}

/** Every answer to an exception, the last one first, those undone too. */
export async function answersTo(db: Handle, exceptionKey: string): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select answer_id as "answerId", answer, reason, minutes, answered_by_name as by,
           answered_at as "answeredAt", undone_at as "undoneAt"
    from cleanse.answer where exception_key = ${exceptionKey}::uuid
    order by answered_at desc`.execute(db)
  return rows
}

/** Keeps an answer in place of the one that stands. */
export async function saveAnswer(db: Handle, answer: NewAnswer): Promise<void> {
  await undoAnswer(db, answer.exceptionKey, answer.accountId)
  await sql`
    insert into cleanse.answer (exception_key, rests_on, answer, reason, minutes, answered_by, answered_by_name)
    values (${answer.exceptionKey}::uuid, ${answer.restsOn}::uuid, ${answer.answer}, ${answer.reason ?? null},
            ${answer.minutes ?? null}, ${answer.accountId}::uuid, ${answer.name})`.execute(db)
}

/** Takes the standing answer back; false where none stands. */
export async function undoAnswer(
  db: Handle,
  exceptionKey: string,
  accountId: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update cleanse.answer set undone_by = ${accountId}::uuid, undone_at = clock_timestamp()
    where exception_key = ${exceptionKey}::uuid and undone_at is null`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}
