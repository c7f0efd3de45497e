import type { Comparer } from '../compare/comparer.ts'
import { countCodes } from '../records/column.ts'
import { isClosedForm } from './closed-form.ts'

/**
 * u of each level of each comparison that a comparer decides: how often two records taken at
 * random reach it. Pairs that hold the same thing are counted in full (n(n−1)/2 for each distinct
 * thing); the rest comes from `different`, what the pairs of a sample of records reach.
 */
export function estimateU(comparer: Comparer, different: Float64Array): Float64Array[] {
  const packed = comparer.comparisons.length > 1
  const same = new Float64Array(256)
  const counts = countCodes(comparer.codes, comparer.size)
  let filled = 0
  let samePairs = 0
  for (let a = 0; a < comparer.size; a++) {
    const n = counts[a] as number
    filled += n
    if (n < 2) continue
    const level = comparer.levelOnce(a, a)
    same[level] = (same[level] as number) + (n * (n - 1)) / 2
    samePairs += (n * (n - 1)) / 2
  }
  const differentPairs = (filled * (filled - 1)) / 2 - samePairs
  const nothing = pairsOfNothing(comparer, counts, filled)
  return comparer.comparisons.map(({ levels }, part) => {
    const levelOf = (code: number) => (packed ? (part === 0 ? code >> 4 : code & 15) : code)
    const u = new Float64Array(levels.length)
    const seen = new Float64Array(levels.length)
    for (let code = 0; code < 256; code++) {
      const level = levelOf(code)
      if (level >= levels.length) continue
      u[level] = (u[level] as number) + (same[code] as number)
      seen[level] = (seen[level] as number) + (different[code] as number)
    }
    const sampled = seen.reduce((a, b) => a + b, 0)
    nothing?.forEach((n, i) => {
      u[i] = (u[i] as number) + n
    })
    let total = 0
    levels.forEach((l, i) => {
      // Half a pair for each level: one never seen in the sample is rare, not impossible.
      const rest = (((seen[i] as number) + 0.5) / (sampled + 1)) * differentPairs
      u[i] = l.missing ? 0 : (u[i] as number) + rest
      total += u[i] as number
    })
    return u.map((value, i) => levels[i]?.fixedU ?? (total === 0 ? 0 : value / total))
  })
}

/**
 * Pairs of which one record holds nothing, by level, where a model takes that for evidence: where
 * they reach a level that is neither marked as missing nor the last. Null elsewhere.
 */
function pairsOfNothing(
  comparer: Comparer,
  counts: Int32Array,
  filled: number,
): Float64Array | null {
  const [comparison] = comparer.comparisons
  if (comparison === undefined || comparer.comparisons.length > 1) return null
  const { levels } = comparison
  const both = comparer.levelOnce(-1, -1)
  if (levels[both]?.missing || both === levels.length - 1) return null
  const empty = comparer.codes.length - filled
  const pairs = new Float64Array(levels.length)
  pairs[both] = (empty * (empty - 1)) / 2
  counts.forEach((n, thing) => {
    const level = comparer.levelOnce(-1, thing)
    pairs[level] = (pairs[level] as number) + n * empty
  })
  return pairs
}

/**
 * Which level the pairs of a sample that hold different things reach, worked out once per pair
 * of distinct things and weighted by how many records of the sample hold them.
 */
export function sampleDifferent(comparer: Comparer, sample: Int32Array): Float64Array {
  const weight = new Map<number, number>()
  for (const row of sample) {
    const code = comparer.codes[row] as number
    if (code >= 0) weight.set(code, (weight.get(code) ?? 0) + 1)
  }
  const codes = Int32Array.from(weight.keys()).sort()
  const weights = Float64Array.from(codes, (c) => weight.get(c) as number)
  const found = new Float64Array(256)
  for (let x = 0; x < codes.length; x++) {
    const a = codes[x] as number
    const weightA = weights[x] as number
    for (let y = x + 1; y < codes.length; y++) {
      const level = comparer.levelOnce(a, codes[y] as number)
      found[level] = (found[level] as number) + weightA * (weights[y] as number)
    }
  }
  return found
}

/** Records whose pairs number about `pairs`, chosen by what they hold. */
export function sampleRecords(hash: Uint32Array, pairs: number): Int32Array {
  const wanted = Math.ceil((1 + Math.sqrt(1 + 8 * pairs)) / 2)
  if (wanted >= hash.length) return Int32Array.from(hash, (_, i) => i)
  const limit = (wanted / hash.length) * 2 ** 32
  const rows: number[] = []
  for (let i = 0; i < hash.length; i++) if ((hash[i] as number) < limit) rows.push(i)
  return Int32Array.from(rows)
}

/** What the pairs of a sample reach; nothing where that is known in closed form. */
export const reachedBy = (comparer: Comparer, sample: Int32Array): Float64Array =>
  isClosedForm(comparer) ? new Float64Array(256) : sampleDifferent(comparer, sample)
