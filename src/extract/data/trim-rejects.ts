import type pg from 'pg'

/** Removes the lines of refused and set-aside rows of loads before a day. Answers how many, by table. */
export async function trimRejects(
  client: pg.ClientBase,
  before: (period: 'rejects') => string,
): Promise<Record<string, number>> {
  const { rowCount } = await client.query(
    `delete from extract.reject r using extract.load l
     where l.load_id = r.load_id and l.finished_at < $1::date`,
    [before('rejects')],
  )
  return { 'extract.reject': rowCount ?? 0 }
}
