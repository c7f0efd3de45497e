import type { PairChunk } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import { ratio } from '../train/em.ts'
import { type Parameters, SMALLEST_SHARE } from '../train/parameters.ts'
import { binOf, type PatternBits } from '../train/pattern-bits.ts'
import { ceilingsOf, kinScorer } from './kin.ts'
import type { TermFrequencies } from './term-frequencies.ts'

/**
 * Weights of pairs in bits. A weight is the prior's bits, plus one term for each comparison's
 * level, plus a term where a level is adjusted by how common the value is, plus, where the model
 * learnt from pairs held apart, a correction for how the levels go together; nothing else.
 */
export interface Scorer {
  priorBits: number
  /** Bits of each level: `levelBits[comparison][level]`. */
  levelBits: readonly Float64Array[]
  /** Bits for the frequency of a shared value, 0 where it does not count. */
  frequencyBits(comparison: number, level: number, left: number, right: number): number
  /** The whole weights of many pairs. */
  weigh(chunk: PairChunk): Float64Array
  /** The whole weight of a pair that shows a pattern. */
  weight(pattern: number, left: number, right: number): number
  /** The same without what was learnt from pairs held apart. */
  plainWeight(pattern: number, left: number, right: number): number
  adjusted: readonly number[]
  /** The most that a pair of each pattern may weigh. */
  ceilings: Float64Array
  /** Whether weights carry a correction (the rest after prior, levels and frequencies). */
  corrected: boolean
  /** Whether that correction is learnt, so that a weight counts as a whole. */
  whole: boolean
}

export function makeScorer(
  model: Model,
  parameters: Parameters,
  patterns: Patterns,
  frequencies: TermFrequencies,
  patternBits: PatternBits | null,
): Scorer {
  const { width, levels } = patterns
  const smallest = parameters.smallestShare ?? SMALLEST_SHARE
  const levelBits = parameters.comparisons.map((c) =>
    Float64Array.from(c.levels, (l) =>
      l.m === null || l.u === null ? 0 : Math.log2(ratio(l.m, l.u, smallest)),
    ),
  )
  // Kept off nought as in the ratio: what a level gave for its rarity is taken off whole.
  const uBits = parameters.comparisons.map((c, k) =>
    Float64Array.from(c.levels, (l, i) =>
      Math.log2(Math.max(model.comparisons[k]?.levels[i]?.frequency?.u ?? l.u ?? 1, smallest)),
    ),
  )
  const priorBits = Math.log2(parameters.prior / (1 - parameters.prior))
  const base = Float64Array.from({ length: patterns.size }, (_, p) => {
    let bits = priorBits
    for (let c = 0; c < width; c++)
      bits += (levelBits[c] as Float64Array)[levels[p * width + c] as number] as number
    return bits
  })
  const adjusted = frequencies.adjusted
  const weightOf = model.comparisons.map((c) =>
    Float64Array.from(c.levels, (l) => l.frequency?.weight ?? c.termFrequency.weight),
  )
  const addedBits = (comparison: number, level: number, rarity: number): number =>
    Number.isNaN(rarity)
      ? 0
      : ((weightOf[comparison] as Float64Array)[level] as number) *
        (((uBits[comparison] as Float64Array)[level] as number) + rarity)
  const frequencyBits = (
    comparison: number,
    level: number,
    left: number,
    right: number,
  ): number => {
    return addedBits(comparison, level, frequencies.rarity(comparison, level, left, right))
  }
  const plainWeight = (pattern: number, left: number, right: number): number => {
    let bits = base[pattern] as number
    for (let k = 0; k < adjusted.length; k++) {
      const c = adjusted[k] as number
      bits += frequencyBits(c, levels[pattern * width + c] as number, left, right)
    }
    return bits
  }
  const kin = kinScorer(model, parameters, patterns, frequencyBits)
  const ceilings = ceilingsOf(model, patterns)
  const unheld = (pattern: number, left: number, right: number, knownBin = -1): number => {
    if (patternBits !== null) {
      const bin = knownBin < 0 ? binOf(frequencies, patterns, pattern, left, right) : knownBin
      const bits = patternBits.bits(pattern, bin)
      if (!Number.isNaN(bits)) return bits
    }
    const bits = plainWeight(pattern, left, right)
    // The odds of one person against strangers and against kin together.
    return kin === null ? bits : -Math.log2(2 ** -bits + 2 ** -kin(pattern, left, right))
  }
  const weight = (pattern: number, left: number, right: number, knownBin = -1): number => {
    return Math.min(unheld(pattern, left, right, knownBin), ceilings[pattern] as number)
  }
  const corrected = patternBits !== null || kin !== null || ceilings.some(Number.isFinite)
  const plain = corrected ? null : plainWeights(base, adjusted, frequencies, patterns, addedBits)
  return {
    priorBits,
    levelBits,
    adjusted,
    ceilings,
    frequencyBits,
    plainWeight,
    corrected,
    whole: patternBits !== null || kin !== null,
    weight,
    weigh(chunk) {
      const out = new Float64Array(chunk.count)
      if (plain !== null) plain(chunk, out)
      else {
        const { count, left, right, pattern, bins } = chunk
        for (let i = 0; i < count; i++) {
          const bin = bins === undefined ? -1 : (bins[i] as number)
          out[i] = weight(pattern[i] as number, left[i] as number, right[i] as number, bin)
        }
      }
      return out
    },
  }
}

/**
 * Weights that are sums of parts, many at a time. Where both records hold the same value its
 * rarity is looked up at once; only at other levels are both records asked.
 */
function plainWeights(
  base: Float64Array,
  adjusted: readonly number[],
  frequencies: TermFrequencies,
  { size, width, levels }: Patterns,
  addedBits: (comparison: number, level: number, rarity: number) => number,
): (chunk: PairChunk, out: Float64Array) => void {
  const passes = adjusted.map((c) => {
    const level = Int32Array.from({ length: size }, (_, p) => levels[p * width + c] as number)
    const shared = (frequencies.isAdjusted[c] as boolean[]).map((is, l) =>
      is ? frequencies.ofSharedValue(c, l) : null,
    )
    // Levels of one comparison that share a value all look at the same column.
    const value = shared.find((v) => v !== null) ?? null
    const kind = level.map((l) =>
      !frequencies.isAdjusted[c]?.[l] ? NOTHING : value && shared[l] === value ? VALUE : ASKED,
    )
    return { c, level, value, kind }
  })
  return ({ count, left, right, pattern }, out) => {
    for (let i = 0; i < count; i++) out[i] = base[pattern[i] as number] as number
    for (const { c, level, value, kind } of passes) {
      for (let i = 0; i < count; i++) {
        const p = pattern[i] as number
        const k = kind[p] as number
        if (k === NOTHING) continue
        const l = left[i] as number
        const rarity =
          k === VALUE && value !== null
            ? (value.bits[value.codes[l] as number] as number)
            : frequencies.rarity(c, level[p] as number, l, right[i] as number)
        out[i] = (out[i] as number) + addedBits(c, level[p] as number, rarity)
      }
    }
  }
}

/** Where a pattern's rarity comes from: nowhere, the shared value, or both records are asked. */
const NOTHING = 0
const VALUE = 1
const ASKED = 2

/** Probability from bits. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

/** Bits from a probability; 0 and 1 give infinities, which compare as they should. */
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability))
