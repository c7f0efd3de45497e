import { type Comparison, EITHER_WAY_VALUE } from '../model/model.ts'
import { combine, mix, upTo } from '../records/column.ts'
import { textHashes } from '../records/content-hash.ts'
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
  const { level } = part
  const nothing = missing * 17
  const hashes = textHashes(values.dictionary)
  const hashOf = (x: number, y: number) =>
    mix(mix(0, x < 0 ? 7 : (hashes[x] as number)), y < 0 ? 7 : (hashes[y] as number))
  const decide = (a1: number, a2: number, b1: number, b2: number): number => {
    if ((a1 < 0 && a2 < 0) || (b1 < 0 && b2 < 0)) return nothing
    const straight1 = level(a1, b1)
    const straight2 = level(a2, b2)
    if (a1 === b1 && a2 === b2) return straight1 * 16 + straight2
    const swapped1 = level(a1, b2)
    const swapped2 = level(a2, b1)
    const straight = (score[straight1] as number) + (score[straight2] as number)
    const swapped = (score[swapped1] as number) + (score[swapped2] as number)
    if (swapped <= straight) return straight1 * 16 + straight2
    // Which side comes first is settled by content, or the order of the rows would matter.
    return hashOf(a1, a2) <= hashOf(b1, b2) ? swapped1 * 16 + swapped2 : swapped2 * 16 + swapped1
  }
  const [one, two] = parts as [Int32Array, Int32Array]
  const ofThings = (a: number, b: number): number =>
    a < 0 || b < 0
      ? nothing
      : decide(one[a] as number, two[a] as number, one[b] as number, two[b] as number)
  const [firsts, seconds] = pooled.map((c) => c.codes) as [Int32Array, Int32Array]
  return {
    comparisons: [first, second],
    codes,
    size,
    level: ofThings,
    levelOnce: ofThings,
    levels(left, right, count, out) {
      // Straight from the two columns: hardly two pairs of records hold the same four names.
      for (let i = 0; i < count; i++) {
        const l = left[i] as number
        const r = right[i] as number
        out[i] = decide(
          firsts[l] as number,
          seconds[l] as number,
          firsts[r] as number,
          seconds[r] as number,
        )
      }
    },
    exchanged(a, b) {
      if (a < 0 || b < 0) return false
      const worth = (x: number, y: number) => score[level(x, y)] as number
      const [a1, a2, b1, b2] = [one[a], two[a], one[b], two[b]] as [number, number, number, number]
      return worth(a1, b2) + worth(a2, b1) > worth(a1, b1) + worth(a2, b2)
    },
  }
}
