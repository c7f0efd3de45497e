import { type Column, countCodes } from '../records/column.ts'
import { Records } from '../records/records.ts'
import type { IndexedColumn } from './indexed-rows.ts'
import type { LinkageIndex } from './linkage-index.ts'

/** More records than this are translated through an array as long as the column's values. */
const FEW = 5000

/**
 * Some records of an index as a run holds its records, so that they are compared and weighed by
 * the same code. Record i of them is `among[i]` of the index.
 */
export function subset({ rows, sourceNames }: LinkageIndex, among: Int32Array): Records {
  return new Records({
    count: among.length,
    sources: among.map((row) => rows.sources[row] as number),
    sourceNames,
    columns: rows.columns.map((column) => columnOf(column, among)),
  })
}

function columnOf({ name, values, codes: all }: IndexedColumn, among: Int32Array): Column {
  const codes = new Int32Array(among.length)
  const texts: string[] = []
  const local = among.length > FEW ? localByArray(values.count) : localByMap()
  for (let i = 0; i < among.length; i++) {
    const code = all[among[i] as number] as number
    if (code < 0) {
      codes[i] = -1
      continue
    }
    const number = local(code, texts.length)
    if (number === texts.length) texts.push(values.text(code))
    codes[i] = number
  }
  return { name, codes, dictionary: { texts, counts: countCodes(codes, texts.length) } }
}

/** Gives the number known for a code, or takes the next. */
type Translation = (code: number, next: number) => number

function localByMap(): Translation {
  const known = new Map<number, number>()
  return (code, next) => {
    const found = known.get(code)
    if (found !== undefined) return found
    known.set(code, next)
    return next
  }
}

function localByArray(size: number): Translation {
  const known = new Int32Array(size)
  return (code, next) => {
    const found = (known[code] as number) - 1
    if (found >= 0) return found
    known[code] = next + 1
    return next
  }
}
