import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { type Column, countCodes } from './column.ts'
import type { Records } from './records.ts'
import { quote } from './tables.ts'
import { ValueCoder } from './value-coder.ts'

/** The column under which labels are kept: no column of a model can have this name. */
const LABEL = ' label'

/** Reads a table (id, label) of known identities, beside the records of the id table. */
export async function readLabels(
  connection: DuckDBConnection,
  table: string,
  idTable: string,
  records: Records,
): Promise<Column> {
  const coder = new ValueCoder()
  const codes = new Int32Array(records.count).fill(-1)
  const rowAt = records.rowsByPlace()
  try {
    const result = await connection.stream(
      `SELECT CAST(l.label AS VARCHAR), CAST(i.rowid AS INTEGER) FROM ${quote(idTable)} i JOIN ${quote(table)} l ON CAST(l.id AS VARCHAR) = i.id`,
    )
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      const found = new Int32Array(chunk.rowCount)
      coder.encode(chunk.getColumnVector(0), chunk.rowCount, found, 0)
      const rows = chunk.getColumnVector(1)
      found.forEach((code, i) => {
        codes[rowAt[Number(rows.getItem(i))] as number] = code
      })
    }
  } catch {
    throw new LinkageError(
      'table-missing',
      `The labels "${table}" are not a table with columns id and label.`,
    )
  }
  return {
    name: LABEL,
    codes,
    dictionary: { texts: coder.texts, counts: countCodes(codes, coder.texts.length) },
  }
}
