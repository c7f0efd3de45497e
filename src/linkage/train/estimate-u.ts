import type { Comparer } from '../compare/comparer.ts'
import { countCodes } from '../records/column.ts'

/**
 * u of each level: how often two records taken at random reach it. Pairs that hold the same thing
 * are counted in full (n(n−1)/2 for each distinct thing); the rest comes from a sample of
 * records, worked out once per pair of distinct values and weighted by how many pairs hold them.
 */
export function estimateU(comparer: Comparer, sample: Int32Array): Float64Array {
  const levels = comparer.comparison.levels
  const same = new Float64Array(levels.length)
  const counts = countCodes(comparer.codes, comparer.size)
  let filled = 0
  let samePairs = 0
  for (let a = 0; a < comparer.size; a++) {
    const n = counts[a] as number
    filled += n
    if (n < 2) continue
    const level = comparer.level(a, a)
    same[level] = (same[level] as number) + (n * (n - 1)) / 2
    samePairs += (n * (n - 1)) / 2
  }
  const all = (filled * (filled - 1)) / 2
  const different = sampleDifferent(comparer, sample)
  const seen = different.reduce((a, b) => a + b, 0)
  const u = new Float64Array(levels.length)
  const informative = (i: number) => levels[i]?.missing === false
  let total = 0
  for (let i = 0; i < u.length; i++) {
    if (!informative(i)) continue
    const rest = seen === 0 ? 0 : ((different[i] as number) / seen) * (all - samePairs)
    u[i] = (same[i] as number) + rest
    total += u[i] as number
  }
  for (let i = 0; i < u.length; i++) u[i] = total === 0 ? 0 : (u[i] as number) / total
  return u
}

function sampleDifferent(comparer: Comparer, sample: Int32Array): Float64Array {
  const weight = new Map<number, number>()
  for (const row of sample) {
    const code = comparer.codes[row] as number
    if (code >= 0) weight.set(code, (weight.get(code) ?? 0) + 1)
  }
  const codes = Int32Array.from(weight.keys()).sort()
  const weights = Float64Array.from(codes, (c) => weight.get(c) as number)
  const found = new Float64Array(comparer.comparison.levels.length)
  for (let x = 0; x < codes.length; x++) {
    const a = codes[x] as number
    for (let y = x + 1; y < codes.length; y++) {
      const level = comparer.levelOnce(a, codes[y] as number)
      found[level] = (found[level] as number) + (weights[x] as number) * (weights[y] as number)
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
