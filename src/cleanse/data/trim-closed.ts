import type pg from 'pg'

/** Removes exceptions that closed in a run before a day. Answers how many, by table. */
export async function trimExceptions(
  client: pg.ClientBase,
  before: (period: 'closedExceptions') => string,
): Promise<Record<string, number>> {
  const { rowCount } = await client.query(
    `delete from cleanse.exception e using platform.run r
     where r.run_id = e.run_to and r.started_at < $1::date`,
    [before('closedExceptions')],
  )
  return { 'cleanse.exception': rowCount ?? 0 }
}
