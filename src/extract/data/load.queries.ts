import type pg from 'pg'
import type { Feed } from '../feeds/read-feeds.ts'
import type { Problem } from '../problems.ts'
import { weekdays } from '../rules/next-expected.ts'

/** A connection, in a transaction or not: loading works on one from COPY to commit. */
export type Connection = pg.ClientBase

/** The last good load of a feed. */
export interface LastLoad {
  readonly checksum: string
  readonly definitionDigest: string
  /** The extract's moment, UTC. */
  readonly extractAt: Date
  /** A person took a past load again. */
  readonly isReplay: boolean
}

/** What is known of a file before it is read. */
export interface LoadStart {
  readonly feed: string
  readonly fileName: string
  readonly definitionDigest: string
  readonly checksum: string | undefined
  readonly bytes: number | undefined
  /** The day in the file's name, `YYYY-MM-DD`, and the time of the definition, `HH:mm`, London. */
  readonly extractOn: string
  readonly extractTime: string
  readonly extract: 'full' | 'delta'
  readonly startedAt: Date
  /** Where a person takes a past load again: which, why and who. */
  readonly replay?: Replay
}

/** That a past load is taken again. */
export interface Replay {
  readonly ofLoad: number
  readonly reason: string
  /** The account, or the user of the command line. */
  readonly by: string
}

/** What a load did. */
export interface LoadCounts {
  readonly rowsRead: number
  readonly added: number
  readonly changed: number
  readonly ended: number
  /** Removed at the source's wish, with every version. */
  readonly erased: number
}

/** Keeps the feed's row as its definition now stands, and locks it until the transaction's end. */
export async function saveFeed(client: Connection, feed: Feed): Promise<void> {
  const gives: Record<string, string[]> = {}
  for (const { kind, fields } of feed.records) {
    gives[kind] = [...new Set([...(gives[kind] ?? []), ...Object.keys(fields)])].sort()
  }
  await client.query(
    `insert into extract.feed
       (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives,
        sent, every, due_by, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (feed) do update set source_name = excluded.source_name,
       organisation = excluded.organisation, late_after_hours = excluded.late_after_hours,
       keys_vouched_unique = excluded.keys_vouched_unique, trust = excluded.trust,
       gives = excluded.gives, sent = excluded.sent, every = excluded.every, due_by = excluded.due_by,
       due_on = excluded.due_on`,
    [
      feed.feed,
      feed.source,
      feed.organisation,
      feed.schedule.lateAfterHours,
      feed.keysVouchedUnique,
      JSON.stringify(feed.trust),
      JSON.stringify(gives),
      feed.schedule.sent,
      feed.schedule.every,
      feed.schedule.by ?? feed.file.extractTime,
      feed.schedule.on ? weekdays.indexOf(feed.schedule.on) + 1 : null,
    ],
  )
}

/** The feed's last good load; undefined where there is none. */
export async function lastLoadOf(client: Connection, feed: string): Promise<LastLoad | undefined> {
  const { rows } = await client.query<{
    checksum: string
    definition_digest: string
    extract_at: Date
    is_replay: boolean
  }>(
    `select checksum, definition_digest, extract_at, replay_of is not null as is_replay from extract.load
     where feed = $1 and state in ('loaded', 'unchanged') order by load_id desc limit 1`,
    [feed],
  )
  const [last] = rows
  return (
    last && {
      checksum: last.checksum,
      definitionDigest: last.definition_digest,
      extractAt: last.extract_at,
      isReplay: last.is_replay,
    }
  )
}

/**
 * Whether these bytes were taken before; with a moment, as the extract of that moment. For a delta
 * the moment counts, since it may say what an earlier one said: a name changed, and changed back.
 */
export async function wasTaken(
  client: Connection,
  feed: string,
  checksum: string,
  moment?: Date,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from extract.load
     where feed = $1 and checksum = $2 and extract_at = coalesce($3, extract_at)
       and state in ('loaded', 'unchanged') limit 1`,
    [feed, checksum, moment ?? null],
  )
  return (rowCount ?? 0) > 0
}

/** The moment of an extract, in UTC, from its London day and time. */
export async function momentOf(client: Connection, start: LoadStart): Promise<Date> {
  const { rows } = await client.query<{ moment: Date }>(
    `select ($1::date + $2::time) at time zone 'Europe/London' as moment`,
    [start.extractOn, start.extractTime],
  )
  return rows[0]?.moment ?? new Date(`${start.extractOn}T${start.extractTime}:00Z`)
}

/** Whether an extract's London day, `YYYY-MM-DD`, comes after the one that `now` is in. */
export async function isStillToCome(
  client: Connection,
  extractOn: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(
    `select $1::date > ($2::timestamptz at time zone 'Europe/London')::date as answer`,
    [extractOn, now],
  )
  return rows[0]?.answer ?? false
}

/**
 * Whether the same file, read by the same definition, was refused for the same reason before. One
 * that was refused before it could be landed has no checksum and is a new refusal each time.
 */
export async function wasRefused(
  client: Connection,
  start: LoadStart,
  refusal: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from extract.load
     where feed = $1 and checksum = $2 and definition_digest = $3 and refusal = $4 limit 1`,
    [start.feed, start.checksum ?? null, start.definitionDigest, refusal],
  )
  return (rowCount ?? 0) > 0
}

/** Writes the row of a load and answers its number; the counts follow with {@link finishLoad}. */
export async function startLoad(
  client: Connection,
  start: LoadStart,
  state: 'loaded' | 'unchanged' | 'refused',
  refusal?: string,
): Promise<number> {
  const { rows } = await client.query<{ load_id: number }>(
    `insert into extract.load
       (feed, file_name, checksum, bytes, extract_at, state, started_at, finished_at, refusal,
        definition_digest, extract, replay_of, replay_reason, replay_by)
     values ($1, $2, $3, $4, ($5::date + $6::time) at time zone 'Europe/London', $7, $8,
             clock_timestamp(), $9, $10, $11, $12, $13, $14)
     returning load_id`,
    [
      start.feed,
      start.fileName,
      start.checksum ?? null,
      start.bytes ?? null,
      start.extractOn,
      start.extractTime,
      state,
      start.startedAt,
      refusal ?? null,
      start.definitionDigest,
      start.extract,
      start.replay?.ofLoad ?? null,
      start.replay?.reason ?? null,
      start.replay?.by ?? null,
    ],
  )
  return Number(rows[0]?.load_id)
}

/** Completes the row of a load with what it did. */
export async function finishLoad(client: Connection, loadId: number, counts: LoadCounts) {
  await client.query(
    `update extract.load set rows_read = $2, records_added = $3, records_changed = $4,
       records_ended = $5, records_erased = $6, finished_at = clock_timestamp() where load_id = $1`,
    [loadId, counts.rowsRead, counts.added, counts.changed, counts.ended, counts.erased],
  )
}

/** Keeps the problems of a load: rows set aside, or why it was refused. */
export async function saveProblems(
  client: Connection,
  loadId: number,
  fileName: string,
  problems: readonly Problem[],
): Promise<void> {
  await client.query(
    `insert into extract.reject (load_id, file_name, line, column_name, reason)
     select $1, $2, p.line, p.field, p.message
     from jsonb_to_recordset($3) as p (line integer, field text, message text)`,
    [loadId, fileName, JSON.stringify(problems)],
  )
}

/** Lets the server know the new sizes, so that the next steps' queries are planned for them. */
export async function analyseRecords(client: Connection): Promise<void> {
  // Not the content: looking through JSON takes longer than all the rest.
  await client.query(
    'analyze extract.source_record (feed, kind, record_key, person_key, load_from, load_to)',
  )
}
