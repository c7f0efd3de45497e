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
  let count = 0
  const chunks = async function* () {
    let chunk = ''
    for await (const row of rows) {
      chunk += copyLine(row)
      count += 1
      if (chunk.length < chunkBytes) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await copyText(client, table, columns, chunks())
  return count
}

/** The same from text in COPY's own form, whole lines at a time, as {@link copyLine} makes them. */
export async function copyText(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  chunks: AsyncIterable<string>,
): Promise<void> {
  const into = client.query(copyStreams.from(`copy ${table} (${columns.join(', ')}) from stdin`))
  // The server may refuse a row at any time, also while the next ones are still being made.
  let refusal: Error | undefined
  into.on('error', (error: Error) => {
    refusal ??= error
  })
  try {
    for await (const chunk of chunks) {
      if (refusal) throw refusal
      if (chunk !== '' && !into.write(chunk)) await once(into, 'drain')
    }
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)))
    await finished(into).catch(() => {})
    throw error
  }
  into.end()
  await finished(into)
}

/** A text as one value of COPY's text form; a number, and what has no tab, line end or backslash, is that as it is. */
export function copyEscaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : text
}

/** A row as a line of COPY's text form. */
export function copyLine(row: readonly CopyValue[]): string {
  return `${row.map(copyValue).join('\t')}\n`
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

function copyValue(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  return copyEscaped(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
