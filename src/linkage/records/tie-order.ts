import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import type { Records } from './records.ts'
import { quote } from './tables.ts'

/**
 * A number for each record by which ties are settled, the same whatever the order of the rows:
 * what it holds (`hash`), among records that hold the same its source, then its id. Ids are read
 * only for records that are alike in both.
 */
export async function tieOrder(
  connection: DuckDBConnection,
  idTable: string,
  records: Pick<Records, 'sources' | 'sourceNames' | 'placeOf'>,
  hash: Uint32Array,
): Promise<Float64Array> {
  const order = Float64Array.from(hash)
  const groups = alike(hash)
  const bySource = placesOf(records.sourceNames)
  const sourceOf = (row: number) => bySource[records.sources[row] as number] ?? -1
  const twice = groups.flatMap((rows) => {
    const seen = new Map<number, number>()
    for (const row of rows) seen.set(sourceOf(row), (seen.get(sourceOf(row)) ?? 0) + 1)
    return rows.filter((row) => (seen.get(sourceOf(row)) as number) > 1)
  })
  const byId = await inOrderOfIds(
    connection,
    idTable,
    twice.map((row) => records.placeOf(row)),
  )
  const idPlace = (row: number) => byId.get(records.placeOf(row)) ?? 0
  for (const rows of groups) {
    rows.sort((a, b) => sourceOf(a) - sourceOf(b) || idPlace(a) - idPlace(b))
    rows.forEach((row, place) => {
      order[row] = (hash[row] as number) + place / rows.length
    })
  }
  return order
}

/** Groups of two and more records of the same hash. */
function alike(hash: Uint32Array): number[][] {
  const size = 2 ** Math.ceil(Math.log2(2 * hash.length + 2))
  const firsts = new Int32Array(size).fill(-1)
  const groups = new Map<number, number[]>()
  for (let i = 0; i < hash.length; i++) {
    const own = hash[i] as number
    let slot = own & (size - 1)
    while ((firsts[slot] as number) >= 0 && hash[firsts[slot] as number] !== own)
      slot = (slot + 1) & (size - 1)
    const first = firsts[slot] as number
    if (first < 0) firsts[slot] = i
    else {
      const rows = groups.get(first)
      if (rows) rows.push(i)
      else groups.set(first, [first, i])
    }
  }
  return [...groups.values()]
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
