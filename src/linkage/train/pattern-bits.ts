import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'

/** Bins of rarity: how rare the shared values are, two bits to a bin. */
export const BINS = 21

/** Fewer pairs held apart than this teach too little. */
const ENOUGH_APART = 1000

/** How many imagined pairs stand behind a pattern's parent estimate. */
const BEHIND = 10

/** Weights of whole patterns, learnt from pairs that are certainly not matches. */
export interface PatternBits {
  /** Bits for a pattern and a bin of rarity; NaN where it was never met. */
  bits(pattern: number, bin: number): number
  /** The same as plain data: pattern key, bin, bits. */
  rows: [number, number, number][]
}

/** Pairs of duplicate-free sources' own records, counted by pattern and bin of rarity. */
export class ApartCounts {
  readonly counts = new Map<number, number>()
  total = 0

  add(pattern: number, bin: number): void {
    const key = pattern * BINS + bin
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
    this.total++
  }
}

/** The bin of a pair: how rare what it shares at frequency-adjusted levels is in all. */
export function binOf(
  frequencies: TermFrequencies,
  patterns: Patterns,
  pattern: number,
  left: number,
  right: number,
): number {
  let bits = 0
  for (const c of frequencies.adjusted) {
    const level = patterns.levels[pattern * patterns.width + c] as number
    if (!(frequencies.isAdjusted[c] as boolean[])[level]) continue
    const rarity = frequencies.rarity(c, level, left, right)
    if (!Number.isNaN(rarity)) bits += rarity
  }
  return Math.min(BINS - 1, Math.max(0, Math.floor(bits / 2)))
}

/**
 * Where sources are free of duplicates, two records of one source are certainly not one. How often
 * such a pair shows a pattern says how many of the pairs between sources that show it are chance:
 * no independence of the comparisons is assumed, so brothers, sisters and twins come out by
 * themselves. `ratio` is the number of possible pairs between sources for each one inside one.
 */
export function learnFromApart(
  pairs: PairTable,
  patterns: Patterns,
  frequencies: TermFrequencies,
  apart: ApartCounts,
  ratio: number,
): PatternBits | null {
  if (apart.total < ENOUGH_APART || !Number.isFinite(ratio)) return null
  const cross = new Map<number, number>()
  const crossParent = new Float64Array(patterns.size)
  for (const { count, pattern, left, right } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const p = pattern[i] as number
      const key = p * BINS + binOf(frequencies, patterns, p, left[i] as number, right[i] as number)
      cross.set(key, (cross.get(key) ?? 0) + 1)
      crossParent[p] = (crossParent[p] as number) + 1
    }
  }
  const apartParent = new Float64Array(patterns.size)
  for (const [key, n] of apart.counts) {
    const p = Math.floor(key / BINS)
    apartParent[p] = (apartParent[p] as number) + n
  }
  const table = new Float64Array(patterns.size * BINS).fill(Number.NaN)
  const rows: [number, number, number][] = []
  for (const p of patterns.inOrder()) {
    const parent = ((apartParent[p] as number) + 0.5) / ((crossParent[p] as number) + 1)
    for (let bin = 0; bin < BINS; bin++) {
      const key = p * BINS + bin
      const between = cross.get(key)
      if (between === undefined) continue
      const chance = (ratio * ((apart.counts.get(key) ?? 0) + BEHIND * parent)) / (between + BEHIND)
      const probability = Math.min(1 - 1e-6, Math.max(1e-6, 1 - chance))
      const bits = Math.log2(probability / (1 - probability))
      table[key] = bits
      rows.push([patterns.key(patterns.levels, p * patterns.width), bin, bits])
    }
  }
  return { bits: (pattern, bin) => table[pattern * BINS + bin] as number, rows }
}

/** Takes weights of patterns from saved parameters. */
export function savedPatternBits(
  rows: readonly [number, number, number][],
  patterns: Patterns,
): PatternBits {
  const byKey = new Map(rows.map(([key, bin, bits]) => [key * BINS + bin, bits]))
  const table = new Float64Array(patterns.size * BINS).fill(Number.NaN)
  for (let p = 0; p < patterns.size; p++) {
    const key = patterns.key(patterns.levels, p * patterns.width)
    for (let bin = 0; bin < BINS; bin++)
      table[p * BINS + bin] = byKey.get(key * BINS + bin) ?? Number.NaN
  }
  return { bits: (pattern, bin) => table[pattern * BINS + bin] as number, rows: [...rows] }
}
