import type pg from 'pg'

/**
 * Removes what was erased from the index, where anything was erased since the last time; in the same
 * transaction as the build, so that what is erased is nowhere afterwards.
 */
export async function sweepErased(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ erasures: number; known: number }>(`
    select (select count(*) from extract.erasure_v1) as erasures,
           coalesce((select max(erasures) from store.sweep), 0) as known`)
  const [row] = rows
  if (row && row.erasures > row.known) await forgetErased(client)
}

/**
 * Removes from the index, from all its past too, what no source record stands behind any more: the
 * source had it erased, or retention did. Whoever lost something is built anew with the next build.
 * Answers the rows removed, by table.
 */
export async function forgetErased(client: pg.ClientBase): Promise<Record<string, number>> {
  const removed: Record<string, number> = {}
  for (const [table, condition] of Object.entries(orphans)) {
    const { rowCount } = await client.query(`
      with gone as (delete from store.${table} t where ${condition} returning person_id)
      insert into store.rebuild (person_id) select distinct person_id from gone on conflict do nothing`)
    removed[`store.${table}`] = rowCount ?? 0
  }
  const practitioners = await client.query(`
    delete from store.practitioner p where not exists (
      select from store.item i where i.feed = p.feed and i.kind = 'involvement'
        and i.content ->> 'organisation' = p.organisation
        and i.content ->> 'workerName' is not distinct from p.name
        and i.content ->> 'workerRole' is not distinct from p.role
        and i.content ->> 'workerPhone' is not distinct from p.phone
        and i.content ->> 'workerEmail' is not distinct from p.email)`)
  removed['store.practitioner'] = practitioners.rowCount ?? 0
  // A kind of indicator is the source's own words: one that nobody has any more may have been one
  // person's. Of a kind that is forgotten so, a blank says "not asked" and not "none recorded".
  await client.query(`
    with gone as (
      delete from store.indicator_kind k where not exists (
        select from store.item i where i.feed = k.feed and i.kind = 'indicator'
          and lower(regexp_replace(trim(i.content ->> 'kind'), '[\\s_-]+', '-', 'g')) = k.kind)
      returning feed, 'indicator:' || kind as attribute
    )
    update store.source s set attributes = array(
      select a from unnest(s.attributes) a
      where not exists (select from gone g where g.feed = s.feed and g.attribute = a) order by 1)
    where exists (select from gone g where g.feed = s.feed)`)
  // A relationship that names somebody erased is the other's record: the name in it goes when its
  // source sends that record without it.
  const people = await client.query(`
    delete from store.person p where not exists (select from store.value v where v.person_id = p.person_id)
      and not exists (select from store.item i where i.person_id = p.person_id)`)
  removed['store.person'] = people.rowCount ?? 0
  await client.query(`
    delete from store.coverage c using extract.feed_freshness_v1 f where f.feed = c.feed and f.ended_on is not null;
    insert into store.sweep (erasures) select count(*) from extract.erasure_v1`)
  return removed
}

const hasNoPerson = `not exists (select from extract.record_version_v1 r where r.kind = 'person'
  and r.feed = t.feed and r.person_key = t.person_key)`

/** Of each table, which rows no source record stands behind. */
const orphans: Readonly<Record<string, string>> = {
  value: hasNoPerson,
  search_entry: hasNoPerson,
  item: `not exists (select from extract.record_version_v1 r
    where r.kind = t.kind and r.feed = t.feed and r.record_key = t.record_key)`,
}
