import { argumentFinder } from '../compare/arguments.ts'
import type { Comparer } from '../compare/comparer.ts'
import { columnsOf, type Expression } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import { combine, countCodes, upTo } from '../records/column.ts'
import type { Records } from '../records/records.ts'

/** More equality levels than this make too many combinations. */
const MOST_LEVELS = 5

/**
 * u of a comparison of which every level is an equality of something (the postcode, its sector,
 * its area), over all pairs of records and exactly: pairs first equal at a level are counted from
 * the sizes of groups, by inclusion and exclusion of the levels before it. Null for any other.
 */
export function closedFormU(comparer: Comparer, records: Records): Float64Array | null {
  const [comparison] = comparer.comparisons
  if (comparison === undefined || comparer.comparisons.length !== 1) return null
  const equalities = equalityLevels(comparison)
  if (equalities === null) return null
  const column = records.column({ kind: 'column', name: equalities.column })
  const size = column.dictionary.texts.length
  const whole = upTo(size)
  const find = argumentFinder([column], [whole], size)
  const codes = equalities.arguments.map((e) => find(e).codeOf.subarray(0, size))
  const counts = countCodes(column.codes, size)
  const filled = counts.reduce((a, b) => a + b, 0)
  const u = new Float64Array(comparison.levels.length)
  let rest = (filled * (filled - 1)) / 2
  const all = Math.max(1, rest)
  const nested = codes.every((c, k) => k === 0 || isFiner(codes[k - 1] as Int32Array, c))
  equalities.levels.forEach((level, k) => {
    if (nested) {
      const fine =
        k === 0 ? 0 : finerPairs(codes[k - 1] as Int32Array, codes[k] as Int32Array, counts)
      const found = equalPairs([codes[k] as Int32Array], counts) - fine
      u[level] = found / all
      rest -= found
      return
    }
    let pairs = 0
    for (let subset = 0; subset < 1 << k; subset++) {
      const chosen = codes.filter((_, i) => i === k || (subset >> i) & 1)
      const sign = (chosen.length - 1) % 2 === 0 ? 1 : -1
      pairs += sign * equalPairs(chosen, counts)
    }
    u[level] = pairs / all
    rest -= pairs
  })
  u[u.length - 1] = Math.max(0, rest) / all
  return u.map((value, i) => comparison.levels[i]?.fixedU ?? value)
}

/** Whether u of a comparer's comparison is known in closed form. */
export function isClosedForm(comparer: Comparer): boolean {
  const [comparison] = comparer.comparisons
  return (
    comparer.comparisons.length === 1 &&
    comparison !== undefined &&
    equalityLevels(comparison) !== null
  )
}

function equalityLevels(comparison: Comparison) {
  const levels: number[] = []
  const found: Expression[] = []
  const columns = new Set<string>()
  for (let i = 0; i < comparison.levels.length; i++) {
    const level = comparison.levels[i]
    const when = level?.when
    if (when === undefined || when === 'else') continue
    const [argument] = when.kind === 'call' && when.args.length === 1 ? when.args : []
    if (when.kind !== 'call' || argument === undefined) return null
    for (const name of columnsOf(argument)) columns.add(name)
    if (when.name === 'missing' && level?.missing && argument.kind === 'column') continue
    if (when.name !== 'equal' || level?.missing) return null
    levels.push(i)
    found.push(argument)
  }
  const [column] = columns
  if (columns.size !== 1 || column === undefined || found.length > MOST_LEVELS) return null
  return { column, levels, arguments: found }
}

/**
 * Whether what is equal in one way is always equal in another, or missing there (a postcode and
 * its sector), and what is missing in the one is missing in the other.
 */
function isFiner(fine: Int32Array, coarse: Int32Array): boolean {
  const seen = new Int32Array(fine.length).fill(-2)
  for (let i = 0; i < fine.length; i++) {
    const code = fine[i] as number
    const other = coarse[i] as number
    if (code < 0) {
      if (other >= 0) return false
      continue
    }
    if (seen[code] !== -2 && seen[code] !== other) return false
    seen[code] = other
  }
  return true
}

/** How many pairs of records are equal in every one of several ways. */
function equalPairs(codes: readonly Int32Array[], counts: Int32Array): number {
  const { codes: groups, size } = combine(codes, 'drop')
  return pairsWithin(groups, size, counts)
}

/** The same of a way and another that it is finer than: only what is missing there is left out. */
function finerPairs(fine: Int32Array, coarse: Int32Array, counts: Int32Array): number {
  const groups = fine.map((code, i) => ((coarse[i] as number) < 0 ? -1 : code))
  return pairsWithin(groups, groups.length, counts)
}

/** Pairs within groups of values (fewer than `size`), of which so many records each have. */
function pairsWithin(groups: Int32Array, size: number, counts: Int32Array): number {
  const sums = new Float64Array(size)
  for (let i = 0; i < groups.length; i++) {
    const g = groups[i] as number
    if (g >= 0) sums[g] = (sums[g] as number) + (counts[i] as number)
  }
  let pairs = 0
  for (let g = 0; g < size; g++) {
    const n = sums[g] as number
    pairs += (n * (n - 1)) / 2
  }
  return pairs
}
