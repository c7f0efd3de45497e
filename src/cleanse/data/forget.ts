import type pg from 'pg'

const erased = (table: string) =>
  `not exists (select from extract.record_version_v1 r
     where r.kind = 'person' and r.feed = ${table}.feed and r.person_key = ${table}.person_key)`

/**
 * Removes the exceptions of records that were erased, with what was answered and reported of them.
 * Answers the rows removed, by table.
 */
export async function forgetErased(client: pg.ClientBase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const remove = async (table: string, where: string) => {
    const { rowCount } = await client.query(`delete from ${table} where ${where}`)
    counts[table] = rowCount ?? 0
  }
  await remove('cleanse.exception', `record_kind <> 'feed' and ${erased('exception')}`)
  await remove('cleanse.report', erased('report'))
  await remove(
    'cleanse.answer',
    'not exists (select from cleanse.exception e where e.exception_key = answer.exception_key)',
  )
  return counts
}
