import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { Every } from '../rules/rule-book.ts'

/** How often a source's steward has chosen to be mailed; undefined where they have not chosen. */
export async function findSchedule(db: Handle, feed: string): Promise<Every | undefined> {
  const { rows } = await sql<{ every: Every }>`
    select every from cleanse.report_schedule where feed = ${feed} and set_by is not null`.execute(
    db,
  )
  return rows[0]?.every
}

/** Keeps how often a source's steward is mailed. */
export async function saveSchedule(
  db: Handle,
  chosen: { readonly feed: string; readonly every: Every; readonly setBy: string },
): Promise<void> {
  await sql`
    insert into cleanse.report_schedule (feed, every, set_by)
    values (${chosen.feed}, ${chosen.every}, ${chosen.setBy}::uuid)
    on conflict (feed) do update set every = excluded.every, set_by = excluded.set_by, set_at = clock_timestamp()`.execute(
    db,
  )
}

/** When each source's list was last mailed, and how often that is to be where somebody has chosen. */
export async function listSchedules(
  db: Handle,
): Promise<{ feed: string; every: Every | null; lastSentOn: string | null }[]> {
  const { rows } = await sql<{ feed: string; every: Every | null; lastSentOn: string | null }>`
    select feed, case when set_by is not null then every end as every, last_sent_on as "lastSentOn"
    from cleanse.report_schedule`.execute(db)
  return rows
}

/** Notes that a source's list was mailed on a day. */
export async function noteSent(db: Handle, feed: string, on: string): Promise<void> {
  await sql`
    insert into cleanse.report_schedule (feed, every, last_sent_on) values (${feed}, 'week', ${on}::date)
    on conflict (feed) do update set last_sent_on = excluded.last_sent_on`.execute(db)
}

/** What has opened and closed in a source since a day, for the mail. Nothing of anybody hidden now. */
export async function changesSince(
  db: Handle,
  feed: string,
  since: string | null,
): Promise<{ opened: number; closed: number }> {
  const { rows } = await sql<{ opened: number; closed: number }>`
    select count(*) filter (where opened_on > coalesce(${since}::date, '-infinity'))::integer as opened,
           count(*) filter (where closed_on > coalesce(${since}::date, '-infinity'))::integer as closed
    from cleanse.exception_counted where feed = ${feed}`.execute(db)
  return rows[0] ?? { opened: 0, closed: 0 }
}
