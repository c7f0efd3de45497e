import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBDoubleVector,
  type DuckDBIntegerVector,
  INTEGER,
} from '@duckdb/node-api'
import { quote } from './tables.ts'

export interface NumberColumn {
  name: string
  values: Int32Array | Float64Array
}

const ROWS = 2048

/** Makes a temporary table of numbers straight from typed arrays. */
export async function writeColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly NumberColumn[],
  count: number,
): Promise<void> {
  const writer = await openNumberTable(
    connection,
    table,
    columns.map(({ name, values }) => ({
      name,
      type: values instanceof Int32Array ? 'INTEGER' : 'DOUBLE',
    })),
  )
  for (let from = 0; from < count; from += ROWS) {
    const rows = Math.min(ROWS, count - from)
    writer.write(
      columns.map((c) => c.values.subarray(from, from + rows)),
      rows,
    )
  }
  writer.close()
}

/** Takes rows as typed arrays, at most {@link ROWS} at a time. */
export interface NumberWriter {
  write(columns: readonly (Int32Array | Float64Array)[], rows: number): void
  close(): void
}

/** Opens a new temporary table of numbers for writing. */
export async function openNumberTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly { name: string; type: 'INTEGER' | 'DOUBLE' }[],
): Promise<NumberWriter> {
  const definition = columns.map((c) => `${quote(c.name)} ${c.type}`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quote(table)} (${definition.join(', ')})`)
  const types = columns.map((c) => (c.type === 'INTEGER' ? INTEGER : DOUBLE))
  const appender = await connection.createAppender(table, 'main', 'temp')
  // One chunk for all: each would hold its memory until the next collection.
  let chunk = DuckDBDataChunk.create(types, ROWS)
  return {
    write(values, rows) {
      if (rows !== ROWS) chunk = DuckDBDataChunk.create(types, rows)
      values.forEach((part, i) => {
        const vector = chunk.getColumnVector(i) as DuckDBIntegerVector | DuckDBDoubleVector
        // Both are of one kind: the type of the column was chosen by the array.
        ;(vector as unknown as { items: { set(a: unknown): void } }).items.set(part)
        vector.flush()
      })
      appender.appendDataChunk(chunk)
      if (rows !== ROWS) chunk = DuckDBDataChunk.create(types, ROWS)
    },
    close() {
      appender.closeSync()
    },
  }
}
