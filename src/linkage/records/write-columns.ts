import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBDoubleVector,
  type DuckDBIntegerVector,
  INTEGER,
} from '@duckdb/node-api'

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
  const types = columns.map((c) => (c.values instanceof Int32Array ? INTEGER : DOUBLE))
  const definition = columns.map(
    (c, i) => `"${c.name}" ${types[i] === INTEGER ? 'INTEGER' : 'DOUBLE'}`,
  )
  await connection.run(`CREATE OR REPLACE TEMP TABLE "${table}" (${definition.join(', ')})`)
  const appender = await connection.createAppender(table, 'main', 'temp')
  for (let from = 0; from < count; from += ROWS) {
    const rows = Math.min(ROWS, count - from)
    const chunk = DuckDBDataChunk.create(types, rows)
    columns.forEach((column, i) => {
      const part = column.values.subarray(from, from + rows)
      const vector = chunk.getColumnVector(i) as DuckDBIntegerVector | DuckDBDoubleVector
      // Both pairs are of one kind: the type above was chosen by the array.
      ;(vector as unknown as { items: { set(a: unknown): void } }).items.set(part)
      vector.flush()
    })
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}
