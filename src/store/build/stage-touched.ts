import type pg from 'pg'
import type { ChangedSource } from './stage-sources.ts'

/**
 * The people to be built anew, into `touched`: everybody, or those of whom a record came, changed or
 * ended since the last build, whose links changed, or who have a relationship with such a person.
 * Includes those who held such a record before, so that what they no longer have is closed.
 */
export async function stageTouched(
  client: pg.ClientBase,
  since: { readonly lastRunId: number; readonly sources: readonly ChangedSource[] } | undefined,
): Promise<number> {
  await client.query('select store.bind_shields(null)')
  await stageShielded(client)
  await client.query('create temp table touched (person_id uuid) on commit drop')
  if (since === undefined) {
    await client.query(`
      insert into touched
      select person_id from match.current_link_v1
      union select person_id from store.person where run_to is null`)
  } else {
    await stageChangedKeys(client, since.lastRunId, since.sources)
    await client.query(`
      insert into touched
      select l.person_id from changed_key join match.current_link_v1 l using (feed, person_key)
      union
      select v.person_id from changed_key join store.value v using (feed, person_key) where v.run_to is null
      union
      select i.person_id from changed_key c join store.item i
        on i.feed = c.feed and i.content ->> 'otherKey' = c.person_key and i.kind = 'relationship' and i.run_to is null
      where c.is_linked_anew
      union
      select person_id from store.rebuild
      union
      select person_id from store.person p left join gone_person g using (person_id)
      where p.run_to is null and p.gone <> coalesce(g.gone, '[]')
      union
      select person_id from store.person p
      where p.run_to is null and p.is_restricted <> (person_id in (select person_id from restricted_person))`)
  }
  await client.query('delete from store.rebuild')
  await client.query('create unique index on touched (person_id); analyze touched')
  const { rows } = await client.query<{ people: number }>('select count(*) as people from touched')
  return rows[0]?.people ?? 0
}

/**
 * Whom a source restricts, or did when it last held them, into `restricted_person`; whom a source no
 * longer holds without a word of why, into `gone_person`.
 */
async function stageShielded(client: pg.ClientBase) {
  await client.query(`
    create temp table restricted_person on commit drop as
    select distinct p.person_id from extract.shield_v1 s
    cross join lateral store.person_of(s.feed, s.person_key) p (person_id)
    where s.kind = 'restricted' and p.person_id is not null;
    create temp table gone_person on commit drop as
    select person_id, jsonb_agg(jsonb_build_object('feed', feed, 'sinceOn', since_on) order by feed) as gone
    from (
      select store.person_of(feed, person_key) as person_id, feed, min(since_on) as since_on
      from extract.shield_v1 where kind = 'gone' group by 1, 2
    ) g where person_id is not null
    group by person_id;
    analyze gone_person`)
}

async function stageChangedKeys(
  client: pg.ClientBase,
  lastRunId: number,
  sources: readonly ChangedSource[],
) {
  await client.query(
    'create temp table key_found (feed text, person_key text, is_linked_anew boolean) on commit drop',
  )
  await client.query(
    `insert into key_found
     select feed, person_key, true from match.link_v1 where run_from > $1
     union all
     select feed, person_key, true from match.link_v1 where run_to > $1`,
    [lastRunId],
  )
  // Source by source, with its number in the query: the indexes of loads answer nothing else.
  for (const { feed, loadedUpTo, hasNewLoad, isRanked } of sources) {
    if (isRanked) {
      await client.query(
        'insert into key_found select feed, person_key, false from match.current_link_v1 where feed = $1',
        [feed],
      )
    } else if (hasNewLoad) {
      await client.query(
        `insert into key_found
         select feed, person_key, false from extract.record_version_v1 where feed = $1 and load_from > $2
         union all
         select feed, person_key, false from extract.record_version_v1 where feed = $1 and load_to > $2`,
        [feed, loadedUpTo],
      )
    }
  }
  await client.query(`
    create temp table changed_key on commit drop as
    select feed, person_key, bool_or(is_linked_anew) as is_linked_anew
    from key_found group by feed, person_key;
    analyze changed_key`)
}
