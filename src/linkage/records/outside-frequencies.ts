import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { quote } from './tables.ts'

/**
 * How common values are in outside populations: tables (value, share) of the connection that the
 * model names, by table.
 */
export async function readOutsideFrequencies(
  connection: DuckDBConnection,
  model: Model,
): Promise<Map<string, Map<string, number>>> {
  const found = new Map<string, Map<string, number>>()
  for (const { name, termFrequency } of model.comparisons) {
    const table = termFrequency.table
    if (table === null || found.has(table)) continue
    try {
      const reader = await connection.runAndReadAll(
        `SELECT CAST("value" AS VARCHAR), CAST("share" AS DOUBLE) FROM ${quote(table)} WHERE "value" IS NOT NULL`,
      )
      found.set(table, new Map(reader.getRows().map((r) => [String(r[0]), Number(r[1])])))
    } catch {
      throw new LinkageError(
        'table-missing',
        `The comparison "${name}" takes its frequencies from the table "${table}", which is not in the connection with columns value and share.`,
      )
    }
  }
  return found
}
