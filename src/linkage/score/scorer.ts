import type { PairChunk } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import { ratio } from '../train/em.ts'
import { type Parameters, SMALLEST_SHARE } from '../train/parameters.ts'
import { binOf, type PatternBits } from '../train/pattern-bits.ts'
import { HELD_BITS, heldPatterns, kinScorer } from './kin.ts'
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
  const levelBits = parameters.comparisons.map((c) =>
    Float64Array.from(c.levels, (l) =>
      l.m === null || l.u === null ? 0 : Math.log2(ratio(l.m, l.u)),
    ),
  )
  // Kept off nought as in the ratio: what a level gave for its rarity is taken off whole.
  const uBits = parameters.comparisons.map((c) =>
    Float64Array.from(c.levels, (l) => Math.log2(Math.max(l.u ?? 1, SMALLEST_SHARE))),
  )
  const priorBits = Math.log2(parameters.prior / (1 - parameters.prior))
  const base = Float64Array.from({ length: patterns.size }, (_, p) => {
    let bits = priorBits
    for (let c = 0; c < width; c++)
      bits += (levelBits[c] as Float64Array)[levels[p * width + c] as number] as number
    return bits
  })
  const adjusted = frequencies.adjusted
  const weightOf = model.comparisons.map((c) => c.termFrequency.weight)
  const frequencyBits = (
    comparison: number,
    level: number,
    left: number,
    right: number,
  ): number => {
    const rarity = frequencies.rarity(comparison, level, left, right)
    if (Number.isNaN(rarity)) return 0
    return (
      (weightOf[comparison] as number) *
      (((uBits[comparison] as Float64Array)[level] as number) + rarity)
    )
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
  const held = heldPatterns(model, patterns)
  const unheld = (pattern: number, left: number, right: number): number => {
    if (patternBits !== null) {
      const bits = patternBits.bits(pattern, binOf(frequencies, patterns, pattern, left, right))
      if (!Number.isNaN(bits)) return bits
    }
    const bits = plainWeight(pattern, left, right)
    // The odds of one person against strangers and against kin together.
    return kin === null ? bits : -Math.log2(2 ** -bits + 2 ** -kin(pattern, left, right))
  }
  const weight = (pattern: number, left: number, right: number): number => {
    const bits = unheld(pattern, left, right)
    return held[pattern] === 1 ? Math.min(bits, HELD_BITS) : bits
  }
  const corrected = patternBits !== null || kin !== null || held.includes(1)
  const terms = corrected ? null : recordTerms(adjusted, frequencies, patterns)
  return {
    priorBits,
    levelBits,
    adjusted,
    frequencyBits,
    plainWeight,
    corrected,
    whole: patternBits !== null || kin !== null,
    weight,
    weigh({ count, left, right, pattern }) {
      const out = new Float64Array(count)
      for (let i = 0; i < count; i++) {
        const p = pattern[i] as number
        const l = left[i] as number
        if (terms === null) {
          out[i] = weight(p, l, right[i] as number)
          continue
        }
        let bits = base[p] as number
        for (let k = 0; k < adjusted.length; k++) {
          const rarity = (terms[k] as RecordTerm[])[p] as RecordTerm
          if (rarity === 'none') continue
          const c = adjusted[k] as number
          const level = levels[p * width + c] as number
          bits +=
            rarity === 'asked'
              ? frequencyBits(c, level, l, right[i] as number)
              : (weightOf[c] as number) *
                (((uBits[c] as Float64Array)[level] as number) + (rarity[l] as number))
        }
        out[i] = bits
      }
      return out
    },
  }
}

/** Where a pattern's rarity comes from: nowhere, one record's own array, or both are asked. */
type RecordTerm = 'none' | 'asked' | Float64Array

function recordTerms(
  adjusted: readonly number[],
  frequencies: TermFrequencies,
  { size, width, levels }: Patterns,
): RecordTerm[][] {
  return adjusted.map((c) =>
    Array.from({ length: size }, (_, p): RecordTerm => {
      const level = levels[p * width + c] as number
      if (!frequencies.isAdjusted[c]?.[level]) return 'none'
      return frequencies.byRecord(c, level) ?? 'asked'
    }),
  )
}

/** Probability from bits. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

/** Bits from a probability; 0 and 1 give infinities, which compare as they should. */
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability))
