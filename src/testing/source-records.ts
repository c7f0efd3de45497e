import { createHash } from 'node:crypto'
import type { RecordKind, SourceRecord } from '#extract'
import type { Database } from '#platform/db'

/** A record for a test: its key is its person's unless given. */
export type TestRecord = {
  [Kind in RecordKind]: {
    feed: string
    personKey: string
    kind: Kind
    content: SourceRecord<Kind>['content']
    recordKey?: string
  }
}[RecordKind]

/** What a feed's definition would say of it. */
export interface TestFeed {
  readonly trust: Readonly<Record<string, number>>
  readonly gives: Readonly<Record<string, readonly string[]>>
}

/**
 * Puts records in force as if one extract of each feed had brought them, in place of all records
 * that were in force before.
 *
 * @param feeds what each feed gives and how far it is trusted for it
 * @param extractAt when the sources wrote their extracts
 */
export async function putRecords(
  database: Database,
  records: readonly TestRecord[],
  feeds: Readonly<Record<string, TestFeed>> = {},
  extractAt = '2026-11-20T06:00:00Z',
): Promise<void> {
  const { pool } = database
  const loads = new Map<string, number>()
  for (const feed of new Set(records.map((record) => record.feed))) {
    await pool.query(
      `insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
       values ($1, initcap(replace($1, '-', ' ')), $1 || ' organisation', 36, false, $2, $3) on conflict do nothing`,
      [feed, feeds[feed]?.trust ?? {}, feeds[feed]?.gives ?? {}],
    )
    const { rows } = await pool.query<{ load_id: number }>(
      `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
       values ($1, $1 || '.csv', gen_random_uuid()::text, 'test', 1, $2, 'loaded', $2, $2) returning load_id`,
      [feed, extractAt],
    )
    const loadId = Number(rows[0]?.load_id)
    loads.set(feed, loadId)
    await pool.query(
      'update extract.source_record set load_to = $2 where feed = $1 and load_to is null',
      [feed, loadId],
    )
  }
  for (const { feed, personKey, kind, content, recordKey = personKey } of records) {
    await pool.query(
      `insert into extract.source_record
         (feed, kind, record_key, person_key, content, content_digest, line, load_from)
       values ($1, $2, $3, $4, $5, $6, 1, $7)`,
      [feed, kind, recordKey, personKey, content, digestOf(content), loads.get(feed)],
    )
  }
}

function digestOf(content: object): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest()
}
