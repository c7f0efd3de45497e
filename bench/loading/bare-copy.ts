import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import copyStreams from 'pg-copy-streams'
import type { Database } from '#platform/db'

const columns =
  'record_id, feed, kind, record_key, person_key, content, content_digest, line, load_from, load_to'

/** Writes the stored records to a file in COPY's own form, and answers how many there are. */
export async function writeStored({ pool }: Database, file: string): Promise<number> {
  const client = await pool.connect()
  try {
    await pipeline(
      client.query(copyStreams.to(`copy extract.source_record (${columns}) to stdout`)),
      createWriteStream(file),
    )
    const { rows } = await client.query<{ n: number }>(
      'select count(*) as n from extract.source_record',
    )
    return rows[0]?.n ?? 0
  } finally {
    client.release()
  }
}

/**
 * The yardstick: the same rows into the same table, with its key, indexes and checks, by COPY alone
 * in one transaction.
 */
export async function copyStored({ pool }: Database, file: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const into = client.query(
      copyStreams.from(`copy extract.source_record (${columns}) from stdin`),
    )
    await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), into)
    await client.query('commit')
  } finally {
    client.release()
  }
}
