import type pg from 'pg'

/** A source whose records, or whose word on what it gives and how far it is trusted, are new. */
export interface ChangedSource {
  readonly feed: string
  /** The last load that the index knows; 0 where it knows none. */
  readonly loadedUpTo: number
  readonly hasNewLoad: boolean
  /** Its trust has changed, so that every candidate it gives may have another place. */
  readonly isRanked: boolean
}

/**
 * The sources as they stand now, into `fresh_source`, and what is new of them since the last build.
 * Loads of one feed follow one another, so that the last one's number says all that the index has.
 */
export async function stageSources(client: pg.ClientBase): Promise<ChangedSource[]> {
  await client.query(`
    create temp table fresh_source on commit drop as
    select s.*, md5(row(s.*)::text)::uuid as row_digest
    from (
      select f.feed, f.source_name, f.organisation, f.late_after_hours, f.last_extract_at,
             coalesce((select max(l.load_id) from extract.load_v1 l
                       where l.feed = f.feed and l.state in ('loaded', 'unchanged')), 0) as load_id,
             array(select attribute from store.source_attribute a where a.feed = f.feed
                   union select 'indicator:' || kind from store.indicator_kind k where k.feed = f.feed
                   order by 1) as attributes,
             (select trust from extract.feed_v1 t where t.feed = f.feed) as trust
      from extract.feed_freshness_v1 f where f.ended_on is null
    ) s`)
  const { rows } = await client.query<ChangedSource>(`
    select n.feed, coalesce(s.load_id, 0) as "loadedUpTo", n.load_id > coalesce(s.load_id, 0) as "hasNewLoad",
           s.trust is distinct from n.trust as "isRanked"
    from fresh_source n left join store.source s on s.feed = n.feed and s.run_to is null
    where n.load_id > coalesce(s.load_id, 0) or s.trust is distinct from n.trust
    order by n.feed`)
  return rows
}

/**
 * A kind of indicator that a source once gave it still asks after, whether or not anybody has it now.
 * The sources are completed with the kinds that this build has found.
 */
export async function keepIndicatorKinds(client: pg.ClientBase): Promise<void> {
  const { rowCount } = await client.query(`
    insert into store.indicator_kind (feed, kind)
    select distinct feed, lower(regexp_replace(trim(content ->> 'kind'), '[\\s_-]+', '-', 'g'))
    from fresh_item where kind = 'indicator'
      -- That a source was asked of a kind must not be known from somebody hidden alone.
      and person_id not in (select person_id from store.hidden_person_v1)
    on conflict do nothing`)
  if (rowCount === 0) return
  await client.query('drop table fresh_source')
  await stageSources(client)
}
