import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'
import { fitChance, fitMatches } from './chance-mixture.ts'

/** Bins of rarity: how rare the shared values are, two bits to a bin. */
export const BINS = 21

/** Fewer pairs held apart than this teach too little. */
const ENOUGH_APART = 100

/** How many imagined pairs stand behind what is thought beforehand. */
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
 * themselves. Patterns with few pairs lean on a model of both kinds of pair, and within a pattern
 * the bins of rarity lean on the pattern. `ratio` is the number of possible pairs between sources
 * for each one inside one. Null where too few such pairs were met.
 */
export function learnFromApart(
  model: Model,
  pairs: PairTable,
  patterns: Patterns,
  frequencies: TermFrequencies,
  apart: ApartCounts,
  ratio: number,
): PatternBits | null {
  if (apart.total < ENOUGH_APART || !Number.isFinite(ratio)) return null
  const between = countBetween(pairs, patterns, frequencies)
  const inside = new Float64Array(patterns.size)
  for (const [key, n] of apart.counts) {
    const p = Math.floor(key / BINS)
    inside[p] = (inside[p] as number) + n
  }
  const shown = { comparisons: model.comparisons, patterns, order: patterns.inOrder() }
  const chance = fitChance(shown, inside)
  const start = 1 - (ratio * apart.total) / Math.max(1, pairs.count)
  const { share, probability } = fitMatches(shown, between.byPattern, chance, start)
  const scale = ((1 - share) * pairs.count) / apart.total
  const table = new Float64Array(patterns.size * BINS).fill(Number.NaN)
  const rows: [number, number, number][] = []
  for (const p of shown.order) {
    const cross = between.byPattern[p] as number
    if (cross === 0) continue
    const byModel = Math.max(cross * (1 - (probability[p] as number)), 1e-9)
    const expected = leaning(inside[p] as number, byModel, scale)
    for (let bin = 0; bin < BINS; bin++) {
      const key = p * BINS + bin
      const n = between.byBin[key] as number
      if (n === 0) continue
      const share = Math.max((n * Math.min(expected, cross)) / cross, 1e-9)
      const byChance = leaning(apart.counts.get(key) ?? 0, share, scale)
      const bits = bitsOfShare(1 - Math.min(byChance / n, 1))
      table[key] = bits
      rows.push([patterns.key(patterns.levels, p * patterns.width), bin, bits])
    }
  }
  return { bits: (pattern, bin) => table[pattern * BINS + bin] as number, rows }
}

/** Chance pairs to expect: what was met inside sources, leaning on what is thought beforehand. */
function leaning(met: number, thought: number, scale: number): number {
  return (BEHIND + met) / (BEHIND / thought + 1 / scale)
}

function bitsOfShare(share: number): number {
  const probability = Math.min(1 - 1e-6, Math.max(1e-6, share))
  return Math.log2(probability / (1 - probability))
}

function countBetween(pairs: PairTable, patterns: Patterns, frequencies: TermFrequencies) {
  const byBin = new Float64Array(patterns.size * BINS)
  const byPattern = new Float64Array(patterns.size)
  for (const chunk of pairs.chunks) {
    const { count, pattern, left, right } = chunk
    const bins = new Uint8Array(count)
    for (let i = 0; i < count; i++) {
      const p = pattern[i] as number
      const bin = binOf(frequencies, patterns, p, left[i] as number, right[i] as number)
      bins[i] = bin
      byBin[p * BINS + bin] = (byBin[p * BINS + bin] as number) + 1
      byPattern[p] = (byPattern[p] as number) + 1
    }
    chunk.bins = bins
  }
  return { byBin, byPattern }
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
