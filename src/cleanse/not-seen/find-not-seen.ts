import type pg from 'pg'
import { addDays, addMonths, type IsoDate } from '#kernel'
import { type Database, onOneConnection } from '#platform/db'
import type { NotSeenSettings } from '../rules/rule-book.ts'
import { schoolAge } from '../rules/school-age.ts'

/** The finders, in the order in which they are shown. */
export const finders = ['moved', 'on-no-roll', 'one-agency-only', 'never-recorded'] as const

export type Finder = (typeof finders)[number]

/** What each finder found, for the run's summary. */
export type NotSeenCounts = Readonly<Record<Finder, number>>

/**
 * Finds the children whom hardly anybody sees, out of what may be told of everybody: nobody who is
 * hidden is among them. Facts alone: who knows the child, what has ended and when. Where a source
 * that would know is late, its silence means nothing, and the children are held back.
 */
export async function findNotSeen(
  database: Database,
  options: { readonly settings: NotSeenSettings; readonly today: IsoDate },
): Promise<NotSeenCounts> {
  return onOneConnection(database, async (client) => {
    await client.query(
      `set transaction isolation level repeatable read; set local work_mem = '64MB'`,
    )
    const { settings, today } = options
    await stageChildren(client, settings, today)
    await client.query(
      'create temp table seen_little (finder text, person_id uuid, reason text, late_source text) on commit drop',
    )
    await findMoved(client, settings, today)
    await findOnNoRoll(client, settings, today)
    await findOneAgencyOnly(client, settings)
    await findNeverRecorded(client)
    return keep(client, today)
  })
}

/** Children alive, the sources that hold them, the services that nearly every child has, and what is late. */
async function stageChildren(client: pg.ClientBase, settings: NotSeenSettings, today: IsoDate) {
  await client.query(
    `create temp table child on commit drop as
     select person_id, born_on,
            case when born_on > $2::date then 'under 5' when born_on > $3::date then '5 to 15' else '16 and 17' end as age_band
     from reporting.person_v1
     where born_on > $1::date and born_on <= $4::date and died_on is null`,
    [addMonths(today, -18 * 12), addMonths(today, -5 * 12), addMonths(today, -16 * 12), today],
  )
  await client.query('create unique index on child (person_id); analyze child')
  await client.query(`
    create temp table known_to on commit drop as
    select distinct c.person_id, l.feed from child c join match.current_link_v1 l using (person_id);
    create index on known_to (person_id);
    analyze known_to`)
  await client.query(
    `create temp table usual_service on commit drop as
     select i.person_id, i.feed, i.service, i.end_on, i.service = any ($2) as is_roll,
            i.end_on is null or i.end_on > $3::date as is_open
     from reporting.involvement_v1 i join child using (person_id) where i.service = any ($1)`,
    [settings.everyChild, settings.roll, today],
  )
  await client.query('create index on usual_service (person_id); analyze usual_service')
  await client.query(
    `create temp table source_now on commit drop as
     select feed, source_name,
            coalesce(last_extract_at + make_interval(hours => late_after_hours)
                       < least(now(), $1::date + interval '12 hours'), true) as is_late
     from extract.feed_freshness_v1 where ended_on is null`,
    [today],
  )
}

/** Every service that follows a child has ended, and none has taken over. */
async function findMoved(client: pg.ClientBase, { graceDays }: NotSeenSettings, today: IsoDate) {
  await client.query(
    `insert into seen_little
     select 'moved', u.person_id,
            (array_agg(u.service || ' ended on ' || to_char(u.end_on, 'FMDD FMMonth YYYY') order by u.end_on desc))[1]
              || ', and neither a school nor a health visitor or school nurse has taken over.',
            (select min(source_name) from source_now s
             where s.is_late and s.feed in (select feed from usual_service))
     from usual_service u
     group by u.person_id
     having not bool_or(u.is_open) and max(u.end_on) <= $1::date`,
    [addDays(today, -graceDays)],
  )
}

/** Of compulsory school age, and on no roll that is told of. Who has moved is listed there. */
async function findOnNoRoll(client: pg.ClientBase, { graceDays }: NotSeenSettings, today: IsoDate) {
  const { from, to } = schoolAge(today)
  await client.query(
    `insert into seen_little
     select 'on-no-roll', c.person_id,
            coalesce('Last on a roll until ' || to_char(u.last_on, 'FMDD FMMonth YYYY') || '.', 'Never on a roll that is known here.'),
            (select min(source_name) from source_now s
             where s.is_late and s.feed in (select feed from usual_service where is_roll))
     from child c
     left join lateral (
       select bool_or(is_open) as is_on_roll, max(end_on) as last_on
       from usual_service u where u.person_id = c.person_id and u.is_roll
     ) u on true
     where c.born_on between $1::date and $2::date
       and not coalesce(u.is_on_roll, false) and coalesce(u.last_on <= $3::date, true)
       and exists (select from usual_service where is_roll)
       and not exists (select from seen_little s where s.person_id = c.person_id)`,
    [from, to, addDays(today, -graceDays)],
  )
}

/** One source alone has a record, where others know most children of the age. */
async function findOneAgencyOnly(client: pg.ClientBase, { mostChildren }: NotSeenSettings) {
  // Worked out once: for each child anew it would take hours in a town.
  await client.query(
    `with knows_most as materialized (
       select c.age_band, k.feed from child c join known_to k using (person_id)
       group by c.age_band, k.feed
       having count(*) >= $1::double precision * (select count(*) from child a where a.age_band = c.age_band)
     ),
     alone as materialized (
       select person_id, min(feed) as feed from known_to group by person_id having count(*) = 1
     )
     insert into seen_little
     select 'one-agency-only', a.person_id,
            'Only ' || s.source_name || ' has a record.' || coalesce(' ' || o.names || ', which ' ||
              case when o.count = 1 then 'knows' else 'know' end || ' most children of this age, ' ||
              case when o.count = 1 then 'has' else 'have' end || ' none.', ''),
            o.late
     from alone a join child c using (person_id) join source_now s using (feed)
     left join lateral (
       select string_agg(n.source_name, ' and ' order by n.source_name) as names, count(*) as count,
              min(n.source_name) filter (where n.is_late) as late
       from knows_most m join source_now n using (feed)
       where m.age_band = c.age_band and m.feed <> a.feed
     ) o on true`,
    [mostChildren],
  )
}

/** A brother or sister whom a record names, and of whom there is no record. */
async function findNeverRecorded(client: pg.ClientBase) {
  await client.query(`
    insert into seen_little
    select 'never-recorded', c.person_id,
           case count(*) when 1 then 'A brother or sister is' else count(*) || ' brothers and sisters are' end
             || ' named by ' || string_agg(distinct s.source_name, ', ' order by s.source_name) || ' and recorded by nobody.',
           min(s.source_name) filter (where s.is_late)
    from child c
    join match.current_link_v1 l using (person_id)
    join extract.current_record_v1 r on r.feed = l.feed and r.person_key = l.person_key and r.kind = 'relationship'
    join source_now s on s.feed = r.feed
    where r.content ->> 'kind' ~* '(sibling|brother|sister|twin)'
      and not exists (select from match.link_v1 o where o.feed = r.feed and o.person_key = r.content ->> 'otherKey')
      and not exists (
        select from reporting.person_v1 p
        where lower(p.given_name) = lower(r.content ->> 'otherGiven')
          and lower(p.family_name) = lower(coalesce(r.content ->> 'otherFamily', p.family_name)))
    group by c.person_id`)
}

async function keep(client: pg.ClientBase, today: IsoDate): Promise<NotSeenCounts> {
  await client.query(
    `delete from cleanse.not_seen n where not exists (
       select from seen_little s where s.finder = n.finder and s.person_id = n.person_id and s.late_source is null)`,
  )
  await client.query(
    `insert into cleanse.not_seen (finder, person_id, reason, found_on)
     select finder, person_id, reason, $1::date from seen_little where late_source is null
     on conflict (finder, person_id) do update set reason = excluded.reason`,
    [today],
  )
  await client.query(`
    delete from cleanse.not_seen_held_back;
    insert into cleanse.not_seen_held_back (finder, person_id, late_source)
    select finder, person_id, late_source from seen_little where late_source is not null`)
  const { rows } = await client.query<{ finder: Finder; count: number }>(
    'select finder, count(*)::integer as count from cleanse.not_seen group by finder',
  )
  const counts = Object.fromEntries(rows.map(({ finder, count }) => [finder, count]))
  return Object.fromEntries(finders.map((finder) => [finder, counts[finder] ?? 0])) as NotSeenCounts
}
