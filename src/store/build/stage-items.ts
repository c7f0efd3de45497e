import type pg from 'pg'
import { addressOrder } from './ranking.ts'

/** One row per person of `touched`; restricted when any of their records is (the strictest flag binds all). */
export async function stagePeople(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table fresh_person on commit drop as
    select p.person_id, p.reference, s.is_restricted, coalesce(g.gone, '[]') as gone,
           md5(row(p.person_id, p.reference, s.is_restricted, g.gone)::text)::uuid as row_digest
    from match.person_v1 p
    left join gone_person g using (person_id)
    join (
      select t.person_id, bool_or((r.content ->> 'isRestricted')::boolean)
             or t.person_id in (select person_id from restricted_person) as is_restricted
      from touched t join match.current_link_v1 l using (person_id)
      join extract.current_record_v1 r on r.kind = 'person' and r.feed = l.feed and r.record_key = l.person_key
      group by t.person_id
    ) s using (person_id)`)
}

/**
 * All that the sources hold of the people in `touched` beside the attributes, into `fresh_item`. A
 * relationship says whose it is on the other side, where the source gives that person's key; whether
 * it may be shown is asked when it is read.
 */
export async function stageItems(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temp table fresh_item on commit drop as
    select person_id, kind, rank, content, feed, person_key, record_key, record_id, recorded_on,
           other_person_id, place,
           feed || ':' || kind || ':' || coalesce(content ->> 'sensitivity', 'ordinary') as grant_key,
           md5(row(person_id, kind, rank, content, feed, record_key, other_person_id)::text)::uuid as row_digest
    from (
      select t.person_id, r.kind, r.content, r.feed, r.person_key, r.record_key, r.record_id, r.recorded_on,
             other.person_id as other_person_id, null::text as place, null::int as rank
      from touched t
      join match.current_link_v1 l using (person_id)
      join extract.current_record_v1 r on r.feed = l.feed and r.person_key = l.person_key
      left join match.current_link_v1 other
        on r.kind = 'relationship' and other.feed = r.feed and other.person_key = r.content ->> 'otherKey'
      where r.kind not in ('person', 'address')
      union all
      select t.person_id, r.kind, r.content, r.feed, r.person_key, r.record_key, r.record_id, r.recorded_on,
             null, p.place, row_number() over (partition by t.person_id order by ${addressOrder})::int
      from touched t
      join match.current_link_v1 l using (person_id)
      join extract.current_record_v1 r on r.feed = l.feed and r.person_key = l.person_key
      left join place_found p using (record_id)
      left join store.source_attribute s on s.feed = r.feed and s.attribute = 'address'
      where r.kind = 'address'
    ) item
    order by person_id`)
}
