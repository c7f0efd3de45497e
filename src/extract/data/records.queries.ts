import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { RecordKind, SourceRecord } from '../records.ts'
import type { ExtractTables } from './tables.ts'

/** A source record in force. */
export interface CurrentRecord<Kind extends RecordKind = RecordKind> {
  readonly recordId: string
  readonly feed: string
  readonly recordKey: string
  readonly personKey: string
  readonly content: SourceRecord<Kind>['content']
  /** The day of the extract that first brought it in this form, `YYYY-MM-DD`. */
  readonly recordedOn: string
}

interface CurrentRow {
  record_id: string
  feed: string
  record_key: string
  person_key: string
  content: unknown
  recorded_on: string
}

/**
 * The records in force of one kind, from all feeds, in batches: one moment's state, however long
 * the reading takes, and never more than a batch in memory. Given a transaction it reads in that
 * one; otherwise in one of its own, which ends with the loop.
 *
 *     for await (const batch of currentRecords(db, 'person')) { … }
 */
export async function* currentRecords<Kind extends RecordKind>(
  db: Handle,
  kind: Kind,
  batchSize = 5000,
): AsyncGenerator<CurrentRecord<Kind>[]> {
  if (db.isTransaction) {
    yield* readCursor(db, kind, batchSize)
    return
  }
  const transaction = await (db as Kysely<unknown>)
    .startTransaction()
    .setAccessMode('read only')
    .execute()
  try {
    yield* readCursor(transaction, kind, batchSize)
  } finally {
    await transaction.rollback().execute()
  }
}

async function* readCursor<Kind extends RecordKind>(
  db: Handle,
  kind: Kind,
  batchSize: number,
): AsyncGenerator<CurrentRecord<Kind>[]> {
  const cursor = sql.id(`records_${randomBytes(6).toString('hex')}`)
  // A cursor takes no parameters; the kind is one of six words of ours.
  await sql`declare ${cursor} no scroll cursor for
    select record_id, feed, record_key, person_key, content, recorded_on
    from extract.current_record_v1 where kind = ${sql.lit(kind)}`.execute(db)
  try {
    for (;;) {
      const { rows } = await sql<CurrentRow>`fetch ${sql.lit(batchSize)} from ${cursor}`.execute(db)
      if (rows.length === 0) return
      yield rows.map((row) => ({
        recordId: row.record_id,
        feed: row.feed,
        recordKey: row.record_key,
        personKey: row.person_key,
        content: row.content as SourceRecord<Kind>['content'],
        recordedOn: row.recorded_on,
      }))
    }
  } finally {
    await sql`close ${cursor}`.execute(db).catch(() => {})
  }
}

/** How fresh a feed is. */
export interface FeedFreshness {
  readonly feed: string
  readonly sourceName: string
  readonly organisation: string
  /** The moment of its last good extract; undefined where none has ever come. */
  readonly lastExtractAt: Date | undefined
  /** Nothing good for longer than its definition allows, or ever. */
  readonly isLate: boolean
}

const hour = 3_600_000

/** How fresh each feed is at a moment. Feeds that were never used are not in the database yet. */
export async function feedFreshness(db: Handle, now: Date): Promise<FeedFreshness[]> {
  const rows = await only<ExtractTables>(db)
    .selectFrom('extract.feed_freshness_v1')
    .selectAll()
    .orderBy('feed')
    .execute()
  return rows.map((row) => ({
    feed: row.feed,
    sourceName: row.source_name,
    organisation: row.organisation,
    lastExtractAt: row.last_extract_at ?? undefined,
    isLate:
      row.last_extract_at === null ||
      now.getTime() - row.last_extract_at.getTime() > row.late_after_hours * hour,
  }))
}
