import { type Comparison, EITHER_WAY_VALUE } from '../model/model.ts'
import { combine, upTo } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { argumentFinder, contentRank } from './arguments.ts'
import { type Comparer, cached, ladder } from './comparer.ts'

/**
 * Compares two columns (first name and surname) straight or swapped, whichever agrees better in
 * all; straight when both agree alike. Each of the two comparisons then has its own level.
 */
export function makeEitherWay(first: Comparison, second: Comparison, records: Records): Comparer {
  const columns = (first.eitherWay?.columns ?? []).map((name) =>
    records.column({ kind: 'column', name }),
  )
  const pooled = columns.map((_, i) => records.pooled(columns, i))
  const { codes, parts, size } = combine(
    pooled.map((c) => c.codes),
    'keep',
  )
  const values = pooled[0] as (typeof pooled)[number]
  const distinct = values.dictionary.texts.length
  const whole = upTo(distinct)
  const named = [{ ...values, name: EITHER_WAY_VALUE }]
  const find = argumentFinder(named, [whole], distinct)
  const last = first.levels.length - 1
  const missing = Math.max(
    0,
    first.levels.findIndex((l) => l.missing),
  )
  const part = cached(
    whole,
    {
      equal: ladder(first, find),
      unequal: ladder(first, find, EITHER_WAY_VALUE),
      nothing: () => missing,
    },
    contentRank(named, [whole], distinct),
  )
  const score = first.levels.map((l, i) =>
    l.missing ? -1 : (3 * (last - i)) / Math.max(1, last - 1),
  )
  const [one, two] = parts as [Int32Array, Int32Array]
  const { level } = part
  const decide = (a: number, b: number): number => {
    const [a1, a2, b1, b2] = [one[a], two[a], one[b], two[b]] as [number, number, number, number]
    const straight1 = level(a1, b1)
    const straight2 = level(a2, b2)
    if (a1 === b1 && a2 === b2) return straight1 * 16 + straight2
    const swapped1 = level(a1, b2)
    const swapped2 = level(a2, b1)
    const straight = (score[straight1] as number) + (score[straight2] as number)
    const swapped = (score[swapped1] as number) + (score[swapped2] as number)
    return swapped > straight ? swapped1 * 16 + swapped2 : straight1 * 16 + straight2
  }
  return {
    comparisons: [first, second],
    codes,
    size,
    ...cached(
      codes,
      { equal: decide, unequal: decide, nothing: () => missing * 17 },
      contentRank(pooled, parts, size),
    ),
  }
}
