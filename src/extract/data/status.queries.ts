import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { Feed } from '../feeds/read-feeds.ts'
import { type Punctuality, punctuality, type Schedule, weekdays } from '../rules/next-expected.ts'
import { type StoppedFile, waitingFiles } from './let-through.queries.ts'

/** Where a feed stands: for its steward, and for those who look after the way in. */
export interface FeedStatus extends Punctuality {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  /** When it is sent, in words. */
  readonly sent: string
  /** The moment of the extract in force. */
  readonly lastExtractAt: Date | undefined
  readonly lastFileName: string | undefined
  readonly personsInForce: number
  /** The newest file, where it was refused after the last good one. */
  readonly refused:
    | { readonly fileName: string; readonly why: string; readonly at: Date }
    | undefined
  /** Files that a check has stopped and that still wait. */
  readonly stopped: readonly StoppedFile[]
  /** What the last good load warned of. */
  readonly warnings: readonly string[]
  /** Persons gone without a reason so far. */
  readonly goneUnexplained: number
}

interface StatusRow {
  feed: string
  source_name: string
  organisation: string
  sent: string
  every: Schedule['every']
  due_by: string
  due_on: number | null
  late_after_hours: number
  last_extract_at: Date | null
  last_file: string | null
  persons: number
  refused_file: string | null
  refusal: string | null
  refused_at: Date | null
  warnings: string[] | null
  gone: number
}

/**
 * Every feed that was ever used, and those of the definitions that have never sent anything, in order
 * of name.
 */
export async function feedStatus(
  db: Handle,
  now: Date,
  defined: readonly Feed[],
): Promise<FeedStatus[]> {
  const { rows } = await sql<StatusRow>`
    select f.feed, f.source_name, f.organisation, f.sent, f.every, f.due_by, f.due_on, f.late_after_hours,
           good.extract_at as last_extract_at, good.file_name as last_file,
           (select count(*) from extract.source_record r
            where r.feed = f.feed and r.kind = 'person' and r.load_to is null) as persons,
           bad.file_name as refused_file, bad.refusal, bad.finished_at as refused_at,
           (select array_agg(c.message order by c.place) from extract.check_result c
            where c.load_id = taken.load_id and c.level in ('warning', 'let-through')) as warnings,
           (select count(*) from extract.shield s
            where s.feed = f.feed and s.kind = 'gone' and s.until_load is null
              and s.reason is null) as gone
    from extract.feed f
    left join lateral (
      select load_id, extract_at, file_name from extract.load
      where feed = f.feed and state in ('loaded', 'unchanged') order by load_id desc limit 1) good on true
    left join lateral (
      select load_id from extract.load
      where feed = f.feed and state = 'loaded' order by load_id desc limit 1) taken on true
    left join lateral (
      select file_name, refusal, finished_at from extract.load
      where feed = f.feed and state = 'refused' and load_id > coalesce(good.load_id, 0)
      order by load_id desc limit 1) bad on true
    order by f.feed`.execute(db as Kysely<unknown>)
  const stopped = await waitingFiles(db)
  const used = rows.map((row) => statusOf(row, stopped, now))
  const never = defined.filter(({ feed }) => !rows.some((row) => row.feed === feed))
  return [...used, ...never.map((feed) => neverSent(feed, now))].sort((a, b) =>
    a.feed.localeCompare(b.feed),
  )
}

function neverSent({ feed, source, organisation, schedule, file }: Feed, now: Date): FeedStatus {
  return {
    feed,
    sourceName: source,
    organisation,
    sent: schedule.sent,
    lastExtractAt: undefined,
    lastFileName: undefined,
    personsInForce: 0,
    refused: undefined,
    stopped: [],
    warnings: [],
    goneUnexplained: 0,
    ...punctuality({ ...schedule, by: schedule.by ?? file.extractTime }, undefined, now),
  }
}

function statusOf(row: StatusRow, stopped: readonly StoppedFile[], now: Date): FeedStatus {
  const schedule = {
    every: row.every,
    on: row.due_on === null ? undefined : weekdays[row.due_on - 1],
    by: row.due_by,
    lateAfterHours: row.late_after_hours,
  }
  const lastExtractAt = row.last_extract_at ?? undefined
  return {
    feed: row.feed,
    sourceName: row.source_name,
    organisation: row.organisation,
    sent: row.sent,
    lastExtractAt,
    lastFileName: row.last_file ?? undefined,
    personsInForce: row.persons,
    refused:
      row.refused_file !== null && row.refused_at !== null
        ? { fileName: row.refused_file, why: row.refusal ?? '', at: row.refused_at }
        : undefined,
    stopped: stopped.filter(({ feed }) => feed === row.feed),
    warnings: row.warnings ?? [],
    goneUnexplained: row.gone,
    ...punctuality(schedule, lastExtractAt, now),
  }
}

/** One attempt to load a file. */
export interface LoadRow {
  readonly loadId: number
  readonly fileName: string
  readonly extractAt: Date
  readonly state: string
  readonly rowsRead: number
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly erased: number
  readonly why: string
}

/** A feed's latest loads, newest first. */
export async function listLoads(db: Handle, feed: string, limit: number): Promise<LoadRow[]> {
  const { rows } = await sql<LoadRow>`
    select load_id as "loadId", file_name as "fileName", extract_at as "extractAt", state,
           rows_read as "rowsRead", records_added as added, records_changed as changed,
           records_ended as ended, records_erased as erased,
           coalesce(refusal, replay_reason, '') as why
    from extract.load_v1 where feed = ${feed} order by load_id desc limit ${limit}`.execute(
    db as Kysely<unknown>,
  )
  return rows
}
