import type { DuckDBConnection } from '@duckdb/node-api'
import { contentHash } from '../records/content-hash.ts'
import { readRecords } from '../records/read-records.ts'
import type { Records } from '../records/records.ts'
import { quote } from '../records/tables.ts'
import type { NewRows } from './indexed-rows.ts'
import type { LinkageIndex } from './linkage-index.ts'

/** Records read from tables, in the index's own terms. */
export interface ReadRows {
  records: Records
  rows: NewRows
  /** The sources that they bring with them, after those that the index knows. */
  sourceNames: string[]
}

let reads = 0

/** Reads the new and changed records of a change: table n holds those of the n-th table indexed. */
export async function readRows(
  index: LinkageIndex,
  connection: DuckDBConnection,
  tables: readonly (string | null)[],
): Promise<ReadRows | null> {
  const given = tables.flatMap((name, place) => (name === null ? [] : [{ name, place }]))
  if (given.length === 0) return null
  const { model } = index
  const idTable = `linkage_change_${++reads}_ids`
  try {
    const names = given.map((t) => t.name)
    const records = await readRecords(connection, names, model, idTable, async () => {})
    const ids = await readIds(connection, idTable, records.count)
    const places = given.map((t) => t.place)
    const { sourceNames, sources } = sourcesIn(index, records, places)
    const columns = model.columns.map((c) => records.column({ kind: 'column', name: c.name }))
    return {
      records,
      sourceNames,
      rows: {
        ids,
        sources,
        hash: contentHash(columns, records.count, index.basis.seed),
        columns: columns.map((c) => ({ codes: c.codes, texts: c.dictionary.texts })),
      },
    }
  } finally {
    await connection.run(`DROP TABLE IF EXISTS temp.${quote(idTable)}`)
  }
}

/** The ids of records in the order of their numbers. */
export async function readIds(
  connection: DuckDBConnection,
  idTable: string,
  count: number,
): Promise<string[]> {
  const ids: string[] = []
  const result = await connection.stream(`SELECT id FROM ${quote(idTable)}`)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const vector = chunk.getColumnVector(0)
    for (let i = 0; i < chunk.rowCount; i++) ids.push(String(vector.getItem(i)))
  }
  if (ids.length !== count) throw new RangeError(`${ids.length} ids of ${count} records`)
  return ids
}

/** The sources of records read, as the index numbers its sources: by name, or by the table's place. */
function sourcesIn(index: LinkageIndex, records: Records, places: readonly number[]) {
  const sourceNames = [...index.sourceNames]
  const number = records.sourceNames.map((name, i) => {
    const known = index.model.sources.column === null ? places[i] : sourceNames.indexOf(name)
    if (known !== undefined && known >= 0) return known
    return sourceNames.push(name) - 1
  })
  return { sourceNames, sources: records.sources.map((s) => number[s] as number) }
}
