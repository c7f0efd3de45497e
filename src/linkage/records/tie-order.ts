import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { GroupScratch, type Groups, groupEntries } from '../blocking/group-entries.ts'
import type { Records } from './records.ts'
import { quote } from './tables.ts'

/**
 * A number for each record by which ties are settled, the same whatever the order of the rows:
 * what it holds (`hash`), among records that hold the same its source, then its id. Only the
 * numbers of `rows` are worked out, where those are given; ids are read only for records that are
 * alike in both.
 */
export async function tieOrder(
  connection: DuckDBConnection,
  idTable: string,
  records: Pick<Records, 'sources' | 'sourceNames' | 'placeOf'>,
  hash: Uint32Array,
  rows: Int32Array | null,
): Promise<Float64Array> {
  const order = new Float64Array(hash)
  const { entries, starts } = alike(rows === null ? hash : hashesOf(rows, hash))
  if (rows !== null)
    for (let i = 0; i < entries.length; i++) entries[i] = rows[entries[i] as number] as number
  const bySource = placesOf(records.sourceNames)
  const sourceOf = (row: number) => bySource[records.sources[row] as number] ?? -1
  const twice: number[] = []
  for (let g = 0; g + 1 < starts.length; g++) {
    const same = entries.subarray(starts[g] as number, starts[g + 1] as number)
    sortBy(same, (a, b) => sourceOf(a) - sourceOf(b))
    for (let i = 1; i < same.length; i++) {
      const [row, before] = [same[i] as number, same[i - 1] as number]
      if (sourceOf(row) === sourceOf(before)) twice.push(before, row)
    }
  }
  const byId = await inOrderOfIds(
    connection,
    idTable,
    [...new Set(twice)].map((row) => records.placeOf(row)),
  )
  const idPlace = (row: number) => byId.get(records.placeOf(row)) ?? 0
  for (let g = 0; g + 1 < starts.length; g++) {
    const same = entries.subarray(starts[g] as number, starts[g + 1] as number)
    if (byId.size > 0) sortBy(same, (a, b) => sourceOf(a) - sourceOf(b) || idPlace(a) - idPlace(b))
    for (let place = 0; place < same.length; place++) {
      const row = same[place] as number
      order[row] = (hash[row] as number) + place / same.length
    }
  }
  return order
}

function hashesOf(rows: Int32Array, hash: Uint32Array): Uint32Array {
  const own = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) own[i] = hash[rows[i] as number] as number
  return own
}

/** Groups of two and more records of the same hash. */
function alike(hash: Uint32Array): Groups {
  const high = new Int32Array(hash.length)
  const low = new Int32Array(hash.length)
  for (let i = 0; i < hash.length; i++) {
    high[i] = (hash[i] as number) >>> 16
    low[i] = (hash[i] as number) & 0xffff
  }
  return groupEntries(high, low, new GroupScratch())
}

/** Insertion sort: most groups are of two or three. */
function sortBy(rows: Int32Array, compare: (a: number, b: number) => number): void {
  if (rows.length > 32) {
    rows.sort(compare)
    return
  }
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as number
    let at = i
    for (; at > 0 && compare(rows[at - 1] as number, row) > 0; at--)
      rows[at] = rows[at - 1] as number
    rows[at] = row
  }
}

/** The place of each text in their sorted order. */
function placesOf(texts: readonly string[]): number[] {
  const sorted = new Map([...new Set(texts)].sort().map((text, place) => [text, place]))
  return texts.map((text) => sorted.get(text) as number)
}

/** Where each of some places of the id table comes in the order of their ids. */
async function inOrderOfIds(
  connection: DuckDBConnection,
  idTable: string,
  places: readonly number[],
): Promise<Map<number, number>> {
  if (places.length === 0) return new Map()
  const found = await connection.runAndReadAll(
    `SELECT rowid FROM ${quote(idTable)} WHERE rowid IN (SELECT unnest($1::BIGINT[])) ORDER BY id`,
    [listValue(places.map(BigInt))],
  )
  return new Map(found.getRows().map(([row], place) => [Number(row), place]))
}
