import type pg from 'pg'

/** Removes the exceptions of records that were erased. Answers the rows removed, by table. */
export async function forgetErased(client: pg.ClientBase): Promise<Record<string, number>> {
  const { rowCount } = await client.query(
    `delete from cleanse.exception e where not exists (
       select from extract.record_version_v1 r
       where r.kind = 'person' and r.feed = e.feed and r.person_key = e.person_key)`,
  )
  return { 'cleanse.exception': rowCount ?? 0 }
}
