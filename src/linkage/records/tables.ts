import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'

/** A name as SQL writes it. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A column as text; an array as its sorted elements, the unit separator between them. */
export const asText = (column: string, isArray: boolean): string =>
  isArray
    ? `array_to_string(list_sort(list_distinct(CAST(${column} AS VARCHAR[]))), chr(31))`
    : `CAST(${column} AS VARCHAR)`

/** Checks that every table has the columns wanted; returns which of them hold arrays. */
export async function describeTables(
  connection: DuckDBConnection,
  tables: readonly string[],
  wanted: readonly string[],
): Promise<Set<string>> {
  const arrays = new Set<string>()
  for (const table of tables) {
    const types = await columnTypes(connection, table)
    const lost = wanted.filter((c) => !types.has(c))
    if (lost.length > 0) {
      throw new LinkageError(
        'column-missing',
        `Table "${table}" has no column ${lost.map((c) => `"${c}"`).join(', ')}; it has ${[...types.keys()].join(', ')}. Correct the model or the table.`,
      )
    }
    for (const [name, type] of types) if (type.endsWith(']')) arrays.add(name)
  }
  return arrays
}

async function columnTypes(
  connection: DuckDBConnection,
  table: string,
): Promise<Map<string, string>> {
  try {
    const described = await connection.runAndReadAll(`DESCRIBE ${quote(table)}`)
    return new Map(described.getRows().map((r) => [String(r[0]), String(r[1])]))
  } catch {
    throw new LinkageError('table-missing', `There is no table "${table}" in the connection.`)
  }
}

/** Whether a name is a table that holds its rows (and not a view). */
export async function isBaseTable(connection: DuckDBConnection, name: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    'SELECT count(*) FROM duckdb_tables() WHERE table_name = $1',
    [name],
  )
  return Number(reader.getRows()[0]?.[0] ?? 0) === 1
}

/** The first value of the first row, as a number. */
export async function firstNumber(connection: DuckDBConnection, sql: string): Promise<number> {
  const reader = await connection.runAndReadAll(sql)
  return Number(reader.getRows()[0]?.[0] ?? 0)
}
