import type { IndexedColumn } from '../increment/indexed-rows.ts'
import type { Turns } from './turns.ts'

/** Records visited between two looks at the clock. */
const STRIDE = 50_000

/** For each value of a column the records that hold it. */
export interface Postings {
  /** Records of the index that it covers; those after them are looked at one by one. */
  upTo: number
  /** Records of value v: `rows[starts[v]] … rows[starts[v + 1] − 1]`. */
  starts: Int32Array
  rows: Int32Array
}

/** Lists the records of each value. */
export async function makePostings(
  { codes, values }: IndexedColumn,
  count: number,
  turns: Turns,
): Promise<Postings> {
  const starts = new Int32Array(values.count + 1)
  for (let row = 0; row < count; row++) {
    const code = codes[row] as number
    if (code >= 0) starts[code + 1] = (starts[code + 1] as number) + 1
    if (row % STRIDE === 0 && turns.isDue) await turns.next()
  }
  for (let v = 1; v < starts.length; v++)
    starts[v] = (starts[v] as number) + (starts[v - 1] as number)
  const next = starts.slice()
  const rows = new Int32Array(starts[starts.length - 1] as number)
  for (let row = 0; row < count; row++) {
    const code = codes[row] as number
    if (code >= 0) {
      const at = next[code] as number
      rows[at] = row
      next[code] = at + 1
    }
    if (row % STRIDE === 0 && turns.isDue) await turns.next()
  }
  return { upTo: count, starts, rows }
}

/** The records that hold a value, of those covered. */
export function rowsOf({ starts, rows }: Postings, code: number): Int32Array {
  if (code < 0 || code + 1 >= starts.length) return new Int32Array(0)
  return rows.subarray(starts[code] as number, starts[code + 1] as number)
}
