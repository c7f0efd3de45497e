import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import copyStreams from 'pg-copy-streams'

/** What one column of a row may hold on its way into COPY; objects go in as JSON. */
export type CopyValue = string | number | boolean | null | undefined | object

const chunkBytes = 1 << 16

/**
 * Copies rows into a table as fast as PostgreSQL takes them, on the connection given (so inside its
 * transaction). Answers how many rows went in.
 *
 * @param columns the table's columns, in the order of each row's values
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly CopyValue[]> | Iterable<readonly CopyValue[]>,
): Promise<number> {
  const into = client.query(copyStreams.from(`copy ${table} (${columns.join(', ')}) from stdin`))
  let count = 0
  let chunk = ''
  try {
    for await (const row of rows) {
      chunk += `${row.map(copyText).join('\t')}\n`
      count += 1
      if (chunk.length < chunkBytes) continue
      if (!into.write(chunk)) await once(into, 'drain')
      chunk = ''
    }
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)))
    await finished(into).catch(() => {})
    throw error
  }
  into.end(chunk)
  await finished(into)
  return count
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

function copyText(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : text
}
