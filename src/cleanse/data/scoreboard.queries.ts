import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** How one source is getting on. */
export interface SourceScore {
  readonly feed: string
  readonly sourceName: string
  readonly open: number
  /** Days for which half of what is open has been open. */
  readonly medianDays: number | null
  readonly oldestDays: number | null
  readonly opened: number
  readonly closed: number
  /** Days from opening to proof of repair, half of those that closed within the time looked at. */
  readonly medianRepairDays: number | null
  /** Open now, and open before: the error has come back. */
  readonly returned: number
  /** Minutes that stewards said answers took, and answers with and without a word about it. */
  readonly minutesSaid: number
  readonly answersTimed: number
  readonly answers: number
}

/** How many days back the scoreboard looks. */
export const daysShown = 30

/** The score of every source on a day. Nothing sealed is in it, and nothing of anybody hidden now. */
export async function scoreSources(db: Handle, today: string): Promise<SourceScore[]> {
  const { rows } = await sql<SourceScore>`
    with e as materialized (select * from cleanse.exception_counted),
    counted as (
      select feed, count(*) filter (where run_to is null)::integer as open,
             percentile_disc(0.5) within group (order by ${today}::date - opened_on) filter (where run_to is null) as median_days,
             max(${today}::date - opened_on) filter (where run_to is null) as oldest_days,
             count(*) filter (where opened_on > ${today}::date - ${daysShown}::integer)::integer as opened,
             count(*) filter (where closed_on > ${today}::date - ${daysShown}::integer)::integer as closed,
             percentile_disc(0.5) within group (order by closed_on - opened_on)
               filter (where closed_on > ${today}::date - ${daysShown}::integer) as median_repair,
             count(*) filter (where run_to is null and round > 1)::integer as returned
      from e group by feed
    ),
    answered as (
      select k.feed, coalesce(sum(a.minutes), 0)::integer as minutes, count(a.minutes)::integer as timed, count(*)::integer as answers
      from cleanse.answer a
      join (select distinct exception_key, feed from e) k using (exception_key)
      where a.answered_at > ${today}::date - ${daysShown}::integer
      group by k.feed
    )
    select f.feed, f.source_name as "sourceName", coalesce(c.open, 0) as open, c.median_days as "medianDays",
           c.oldest_days as "oldestDays", coalesce(c.opened, 0) as opened, coalesce(c.closed, 0) as closed,
           c.median_repair as "medianRepairDays", coalesce(c.returned, 0) as returned,
           coalesce(a.minutes, 0) as "minutesSaid", coalesce(a.timed, 0) as "answersTimed",
           coalesce(a.answers, 0) as answers
    from extract.feed_freshness_v1 f
    left join counted c using (feed) left join answered a using (feed)
    where f.ended_on is null order by f.source_name`.execute(db)
  return rows
}

/** How many of each rule were found and closed within the time looked at, for the time saved. */
export async function closedByRule(
  db: Handle,
  today: string,
): Promise<{ feed: string; rule: string; opened: number; closed: number }[]> {
  const { rows } = await sql<{ feed: string; rule: string; opened: number; closed: number }>`
    select feed, rule,
           count(*) filter (where opened_on > ${today}::date - ${daysShown}::integer)::integer as opened,
           count(*) filter (where closed_on > ${today}::date - ${daysShown}::integer)::integer as closed
    from cleanse.exception_counted group by feed, rule`.execute(db)
  return rows
}

/** One day of a source: what was open at its end. */
export interface TrendDay {
  readonly on: string
  readonly open: number
}

/** What was open in a source at the end of each day looked at, the first day first. */
export async function trendOf(db: Handle, feed: string, today: string): Promise<TrendDay[]> {
  const { rows } = await sql<TrendDay>`
    with e as materialized (
      select opened_on, closed_on from cleanse.exception_counted where feed = ${feed}
    )
    select d.on_day::date as on,
           (select count(*) from e
            where e.opened_on <= d.on_day and (e.closed_on is null or e.closed_on > d.on_day))::integer as open
    from generate_series(${today}::date - ${daysShown - 1}::integer, ${today}::date, interval '1 day') d (on_day)
    order by 1`.execute(db)
  return rows
}

/** Records of a source that come back most: by key, without a value. */
export async function repeatOffenders(
  db: Handle,
  feed: string,
): Promise<{ recordKey: string; recordKind: string; times: number; open: number }[]> {
  const { rows } = await sql<{
    recordKey: string
    recordKind: string
    times: number
    open: number
  }>`
    select e.record_key as "recordKey", e.record_kind as "recordKind",
           count(*) filter (where e.round > 1)::integer as times,
           count(*) filter (where e.run_to is null)::integer as open
    from cleanse.exception_counted e
    where e.feed = ${feed} and e.record_kind <> 'feed'
    group by e.record_key, e.record_kind having count(*) filter (where e.round > 1) > 0
    order by 3 desc, 1 limit 10`.execute(db)
  return rows
}
