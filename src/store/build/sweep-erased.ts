import type pg from 'pg'

/** Whether anything was erased since the index was last cleared of it. */
export async function hasNewErasures(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ erasures: number; known: number }>(`
    select (select count(*) from extract.erasure_v1) as erasures,
           coalesce((select max(erasures) from store.sweep), 0) as known`)
  const [row] = rows
  return row !== undefined && row.erasures > row.known
}

/** Whether somebody lost something to an erasure, and was not built anew since. */
export async function someLost(client: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await client.query('select from store.rebuild limit 1')
  return (rowCount ?? 0) > 0
}

/**
 * Who has something in force of a record that was erased, into `losing`: of them the counts are to be
 * taken before and after.
 */
export async function stageLosing(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table losing on commit drop as
    select person_id from extract.erased_key_v1 join store.value v using (feed, person_key) where v.run_to is null
    union
    select person_id from extract.erased_key_v1 join store.item i using (feed, person_key) where i.run_to is null`)
}

/** Where to look for what no record stands behind: behind records known to be erased, or everywhere. */
export type Among = 'erased' | 'everything'

/**
 * Removes from the index, from all its past too, what no source record stands behind any more: the
 * source had it erased, or retention did. Whoever lost something is built anew with the next build.
 * Answers the rows removed, by table.
 */
export async function forgetErased(
  client: pg.ClientBase,
  among: Among = 'erased',
): Promise<Record<string, number>> {
  await client.query(`
    drop table if exists pg_temp.erased, pg_temp.lost;
    create temp table erased on commit drop as select * from extract.erased_key_v1;
    create temp table lost (person_id uuid, feed text, kind text, content jsonb) on commit drop;
    analyze erased`)
  const removed: Record<string, number> = {}
  for (const [table, { known, condition, told }] of Object.entries(orphans)) {
    const { rowCount } = await client.query(`
      with gone as (
        delete from store.${table} t where ${among === 'erased' ? `${known} and ` : ''}${condition}
        returning person_id, ${told}
      )
      insert into lost (person_id, feed, kind, content) select * from gone`)
    removed[`store.${table}`] = rowCount ?? 0
  }
  await client.query(
    'insert into store.rebuild (person_id) select distinct person_id from lost on conflict do nothing',
  )
  removed['store.practitioner'] = await forgetPractitioners(client, among)
  await forgetIndicatorKinds(client, among)
  removed['store.person'] = await forgetPeople(client, among)
  await client.query(`
    delete from store.coverage c using extract.feed_freshness_v1 f where f.feed = c.feed and f.ended_on is not null;
    insert into store.sweep (erasures) select count(*) from extract.erasure_v1`)
  return removed
}

/** In SQL: the worker whom an involvement names, beside a row of store.practitioner (`p`). */
const namesWorker = (row: string) => `
  ${row}.feed = p.feed and ${row}.kind = 'involvement'
  and ${row}.content ->> 'organisation' = p.organisation
  and ${row}.content ->> 'workerName' is not distinct from p.name
  and ${row}.content ->> 'workerRole' is not distinct from p.role
  and ${row}.content ->> 'workerPhone' is not distinct from p.phone
  and ${row}.content ->> 'workerEmail' is not distinct from p.email`

async function forgetPractitioners(client: pg.ClientBase, among: Among): Promise<number> {
  const { rowCount } = await client.query(`
    delete from store.practitioner p
    where ${among === 'erased' ? `exists (select from lost l where ${namesWorker('l')}) and` : ''}
      not exists (select from store.item i where ${namesWorker('i')})`)
  return rowCount ?? 0
}

/**
 * A kind of indicator is the source's own words: one that nobody has any more may have been one
 * person's. Of a kind that is forgotten so, a blank says "not asked" and not "none recorded".
 */
async function forgetIndicatorKinds(client: pg.ClientBase, among: Among): Promise<void> {
  const isOfKind = (row: string) => `${row}.feed = k.feed and ${row}.kind = 'indicator'
    and lower(regexp_replace(trim(${row}.content ->> 'kind'), '[\\s_-]+', '-', 'g')) = k.kind`
  await client.query(`
    with gone as (
      delete from store.indicator_kind k
      where ${among === 'erased' ? `exists (select from lost l where ${isOfKind('l')}) and` : ''}
        not exists (select from store.item i where ${isOfKind('i')})
      returning feed, 'indicator:' || kind as attribute
    )
    update store.source s set attributes = array(
      select a from unnest(s.attributes) a
      where not exists (select from gone g where g.feed = s.feed and g.attribute = a) order by 1)
    where exists (select from gone g where g.feed = s.feed)`)
}

/**
 * A relationship that names somebody erased is the other's record: the name in it goes when its source
 * sends that record without it.
 */
async function forgetPeople(client: pg.ClientBase, among: Among): Promise<number> {
  // Those in force and those ended have indexes of their own.
  const hasNo = (table: string) => `
    not exists (select from store.${table} x where x.person_id = p.person_id and x.run_to is null)
    and not exists (select from store.${table} x where x.person_id = p.person_id and x.run_to is not null)`
  const { rowCount } = await client.query(`
    delete from store.person p
    where ${among === 'erased' ? 'p.person_id in (select person_id from lost) and' : ''}
      ${hasNo('value')} and ${hasNo('item')}`)
  return rowCount ?? 0
}

const hasNoPerson = `not exists (select from extract.record_version_v1 r where r.kind = 'person'
  and r.feed = t.feed and r.person_key = t.person_key)`
const isOfErased = `exists (select from erased e
  where e.kind = 'person' and e.feed = t.feed and e.person_key = t.person_key)`

/** Of each table: rows of an erased record, those that no record stands behind, and what is told of them. */
const orphans = {
  value: { known: isOfErased, condition: hasNoPerson, told: `null::text, null::text, null::jsonb` },
  search_entry: {
    known: isOfErased,
    condition: hasNoPerson,
    told: `null::text, null::text, null::jsonb`,
  },
  item: {
    known: `exists (select from erased e where e.feed = t.feed and e.person_key = t.person_key
      and e.kind = t.kind and e.record_key = t.record_key)`,
    condition: `not exists (select from extract.record_version_v1 r
      where r.kind = t.kind and r.feed = t.feed and r.record_key = t.record_key)`,
    told: 'feed, kind, content',
  },
} as const
