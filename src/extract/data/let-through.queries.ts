import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { Connection } from './load.queries.ts'

/** A file that a check has stopped, as the last attempt to load it found it. */
export interface StoppedFile {
  readonly loadId: number
  readonly feed: string
  readonly fileName: string
  readonly checksum: string
  readonly refusedAt: Date
  /** What stopped it, each with its figures and no value. */
  readonly stops: readonly string[]
  /** Whether it is no longer this file's turn: a later extract was taken, or the file came anew. */
  readonly isOver: boolean
  /** A person's word that it is right, not yet used. */
  readonly letThrough:
    | { readonly reason: string; readonly by: string; readonly at: Date }
    | undefined
}

type StoppedRow = Omit<StoppedFile, 'letThrough'> & { reason: string | null; by: string; at: Date }

function readStopped(which: RawBuilder<boolean>): RawBuilder<StoppedRow> {
  return sql<StoppedRow>`
    select l.load_id as "loadId", l.feed, l.file_name as "fileName", l.checksum,
           l.finished_at as "refusedAt", c.stops, t.reason, t.let_by as by, t.let_at as at,
           exists (select from extract.load later
                   where later.feed = l.feed and later.load_id > l.load_id
                     and (later.state in ('loaded', 'unchanged') or later.file_name = l.file_name)) as "isOver"
    from extract.load l
    cross join lateral (
      select array_agg(c.message order by c.place) as stops from extract.check_result c
      where c.load_id = l.load_id and c.level = 'stop') c
    left join extract.let_through t
      on t.feed = l.feed and t.checksum = l.checksum and t.used_by is null
    where l.state = 'refused' and c.stops is not null and l.checksum is not null and ${which}
    order by l.load_id desc`
}

function stoppedOf({ reason, by, at, ...file }: StoppedRow): StoppedFile {
  return { ...file, letThrough: reason === null ? undefined : { reason, by, at } }
}

/** A feed's file that a check stopped, by its name (the latest attempt) or by its load. */
export async function stoppedFile(
  db: Handle,
  feed: string,
  which: { readonly fileName: string } | { readonly loadId: number },
): Promise<StoppedFile | undefined> {
  const isIt =
    'loadId' in which ? sql`l.load_id = ${which.loadId}` : sql`l.file_name = ${which.fileName}`
  const { rows } = await readStopped(sql<boolean>`(l.feed = ${feed} and ${isIt})`).execute(db)
  return rows[0] && stoppedOf(rows[0])
}

/** Every file that a check stopped and that still waits: for its sender, or for a person's word. */
export async function waitingFiles(db: Handle): Promise<StoppedFile[]> {
  // After the last good load of its feed, so that few are looked at however many there ever were.
  const { rows } = await readStopped(sql<boolean>`l.load_id > coalesce((
    select max(good.load_id) from extract.load good
    where good.feed = l.feed and good.state in ('loaded', 'unchanged')), 0)`).execute(db)
  return rows.map(stoppedOf).filter(({ isOver }) => !isOver)
}

/** Keeps a person's word that these bytes are right, for the next load of them. */
export async function saveLetThrough(
  db: Handle,
  word: { feed: string; checksum: string; reason: string; by: string },
): Promise<void> {
  await sql`
    insert into extract.let_through (feed, checksum, reason, let_by)
    values (${word.feed}, ${word.checksum}, ${word.reason}, ${word.by})
    on conflict (feed, checksum) do update
      set reason = excluded.reason, let_by = excluded.let_by, let_at = clock_timestamp(),
          used_by = null`.execute(db)
}

/** Takes the word back; false where there is none that has not been used. */
export async function dropLetThrough(
  db: Handle,
  { feed, checksum }: { feed: string; checksum: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from extract.let_through
    where feed = ${feed} and checksum = ${checksum} and used_by is null`.execute(db)
  return (numAffectedRows ?? 0n) > 0n
}

/** Whether a person let these bytes through: their word is used up by this load. */
export async function useLetThrough(
  client: Connection,
  feed: string,
  checksum: string,
  loadId: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update extract.let_through set used_by = $3
     where feed = $1 and checksum = $2 and used_by is null`,
    [feed, checksum, loadId],
  )
  return (rowCount ?? 0) > 0
}
