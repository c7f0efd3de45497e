import type pg from 'pg'

/** The derived rows that no source record stands behind any more, table by table. */
export interface Swept {
  readonly values: number
  readonly items: number
  readonly searchEntries: number
  readonly people: number
}

/**
 * Removes from the index, from all its past too, what no source record stands behind any more: the
 * source had it erased, or retention did. Nothing is looked at where nothing was erased since the
 * last time. In the same transaction as the build, so that what is erased is nowhere afterwards.
 */
export async function sweepErased(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ has_any: boolean }>(`
    select exists (
      select from extract.erasure_v1 where done_at > coalesce((select max(swept_at) from store.sweep), '-infinity')
    ) as has_any`)
  if (rows[0]?.has_any) await sweep(client)
}

/** The same whether or not anything is known to have been erased. */
export async function sweep(client: pg.ClientBase): Promise<Swept> {
  const count = async (text: string) => (await client.query(text)).rowCount ?? 0
  const isOrphan = (alias: string) =>
    `not exists (select from extract.record_version_v1 r where r.kind = 'person'
                 and r.feed = ${alias}.feed and r.person_key = ${alias}.person_key)`
  const values = await count(`delete from store.value v where ${isOrphan('v')}`)
  const searchEntries = await count(`delete from store.search_entry e where ${isOrphan('e')}`)
  const items = await count(`
    delete from store.item i where not exists (
      select from extract.record_version_v1 r
      where r.kind = i.kind and r.feed = i.feed and r.record_key = i.record_key)`)
  // A relationship that names somebody erased is the other's record; the name of the erased goes when
  // their source sends it again without them.
  const people = await count(`
    delete from store.person p where not exists (select from store.value v where v.person_id = p.person_id)
      and not exists (select from store.item i where i.person_id = p.person_id)`)
  await client.query('insert into store.sweep (rows_removed) values ($1)', [
    values + searchEntries + items + people,
  ])
  return { values, items, searchEntries, people }
}
