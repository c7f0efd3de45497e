import { LinkageError } from '../errors.ts'
import { Records } from '../records/records.ts'
import type { NewRows } from './indexed-rows.ts'
import type { LinkageIndex } from './linkage-index.ts'
import type { ReadRows } from './read-changes.ts'

/** A change sorted out: what comes in, what goes out, what is as it was. */
export interface SortedRows {
  /** New records, and changed ones as they are now; null where there are none. */
  rows: NewRows | null
  records: Records | null
  /** Numbers of the records that go: removed, and changed ones as they were. */
  former: number[]
  sourceNames: readonly string[]
  counts: { new: number; changed: number; removed: number; unchanged: number }
  unknown: string[]
}

/** Compares the records given with those of the index. Nothing is changed yet. */
export function sortRows(
  index: LinkageIndex,
  read: ReadRows | null,
  removed: readonly string[],
): SortedRows {
  const counts = { new: 0, changed: 0, removed: 0, unchanged: 0 }
  const former: number[] = []
  const kept: number[] = []
  const given = new Set(read?.rows.ids)
  const columnNames = index.rows.columns.map((c) => c.name)
  if (read) {
    const isSame = sameAsBefore(index, read.rows)
    read.rows.ids.forEach((id, i) => {
      const row = index.rows.find(id)
      if (row >= 0 && isSame(i, row)) {
        counts.unchanged++
        return
      }
      kept.push(i)
      if (row < 0) counts.new++
      else {
        counts.changed++
        former.push(row)
      }
    })
  }
  const unknown: string[] = []
  for (const id of new Set(removed)) {
    if (given.has(id)) {
      throw new LinkageError(
        'input-invalid',
        'A record is both given and to be removed. Leave it out of one of the two.',
      )
    }
    const row = index.rows.find(id)
    if (row < 0) unknown.push(id)
    else {
      counts.removed++
      former.push(row)
    }
  }
  return {
    ...(read && kept.length > 0
      ? pick(read, columnNames, Int32Array.from(kept))
      : { rows: null, records: null }),
    former,
    sourceNames: read?.sourceNames ?? index.sourceNames,
    counts,
    unknown,
  }
}

/** Whether a record given holds exactly what one of the index does, and comes from the same source. */
function sameAsBefore({ rows }: LinkageIndex, given: NewRows): (i: number, row: number) => boolean {
  const known = given.columns.map(({ texts }, c) =>
    Int32Array.from(texts, (text) => rows.columns[c]?.values.find(text) ?? -1),
  )
  return (i, row) =>
    given.sources[i] === rows.sources[row] &&
    given.columns.every(({ codes }, c) => {
      const code = codes[i] as number
      const now = rows.columns[c]?.codes[row] as number
      return code < 0 ? now < 0 : now >= 0 && known[c]?.[code] === now
    })
}

function pick(
  { records, rows, sourceNames }: ReadRows,
  names: readonly string[],
  kept: Int32Array,
): Pick<SortedRows, 'rows' | 'records'> {
  const at = (codes: Int32Array) => kept.map((i) => codes[i] as number)
  const columns = rows.columns.map(({ codes, texts }) => ({ codes: at(codes), texts }))
  return {
    rows: {
      ids: Array.from(kept, (i) => rows.ids[i] as string),
      sources: at(rows.sources),
      hash: Uint32Array.from(kept, (i) => rows.hash[i] as number),
      columns,
    },
    records: new Records({
      count: kept.length,
      sources: at(records.sources),
      sourceNames,
      // The texts stay those of all that was read; how often each occurs is asked of nobody.
      columns: columns.map(({ codes, texts }, c) => ({
        name: names[c] as string,
        codes,
        dictionary: { texts, counts: new Int32Array(texts.length) },
      })),
    }),
  }
}
