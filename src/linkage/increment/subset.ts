import { type Column, countCodes } from '../records/column.ts'
import { Records } from '../records/records.ts'
import type { IndexedColumn } from './indexed-rows.ts'
import type { LinkageIndex } from './linkage-index.ts'

/** More records than this are translated through an array as long as the column's values. */
const FEW = 5000

/**
 * Some records of an index as a run holds its records, so that they are compared and weighed by
 * the same code. Record i of them is `among[i]` of the index; `extra` is one more, that is not in
 * the index, given by its value in each column.
 */
export function subset(
  { rows, sourceNames }: LinkageIndex,
  among: Int32Array,
  extra?: readonly (string | null)[],
): Records {
  const count = among.length + (extra ? 1 : 0)
  const sources = new Int32Array(count)
  among.forEach((row, i) => {
    sources[i] = rows.sources[row] as number
  })
  return new Records({
    count,
    sources,
    sourceNames,
    columns: rows.columns.map((column, c) => columnOf(column, among, extra && (extra[c] ?? null))),
  })
}

function columnOf(
  { name, values, codes: all }: IndexedColumn,
  among: Int32Array,
  extra: string | null | undefined,
): Column {
  const codes = new Int32Array(among.length + (extra === undefined ? 0 : 1))
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
  if (extra !== undefined) {
    const known = extra === null ? -1 : texts.indexOf(extra)
    codes[among.length] = extra === null || known >= 0 ? known : texts.push(extra) - 1
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
