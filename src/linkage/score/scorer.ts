import type { Model } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { ratio } from '../train/em.ts'
import type { Parameters } from '../train/parameters.ts'

/**
 * Weights of pairs in bits. A weight is the prior's bits, plus one term for each comparison's
 * level, plus a term where a level is adjusted by how common the value is; nothing else.
 */
export interface Scorer {
  priorBits: number
  /** Bits of each level: `levelBits[comparison][level]`. */
  levelBits: readonly Float64Array[]
  /** Bits for the frequency of the shared value. */
  frequencyBits(comparison: number, level: number, left: number, right: number): number
  /** The comparisons that have a level with frequency terms. */
  adjusted: readonly number[]
}

export function makeScorer(model: Model, parameters: Parameters, records: Records): Scorer {
  const levelBits = parameters.comparisons.map((c) =>
    Float64Array.from(c.levels, (l) =>
      l.m === null || l.u === null ? 0 : Math.log2(ratio(l.m, l.u)),
    ),
  )
  const terms = model.comparisons.map((comparison, c) =>
    comparison.levels.map((level, l) => {
      if (!level.termFrequency) return null
      const column = records.column(level.termFrequency)
      const u = parameters.comparisons[c]?.levels[l]?.u ?? 0
      return { column, bits: frequencyTerms(column, u, comparison.termFrequency) }
    }),
  )
  return {
    priorBits: Math.log2(parameters.prior / (1 - parameters.prior)),
    levelBits,
    adjusted: terms.flatMap((t, c) => (t.some((x) => x !== null) ? [c] : [])),
    frequencyBits(comparison, level, left, right) {
      const term = terms[comparison]?.[level]
      if (!term) return 0
      const x = term.column.codes[left] as number
      const y = term.column.codes[right] as number
      if (x < 0 && y < 0) return 0
      if (x < 0) return term.bits[y] as number
      if (y < 0) return term.bits[x] as number
      return Math.min(term.bits[x] as number, term.bits[y] as number)
    },
  }
}

function frequencyTerms(
  column: Column,
  u: number,
  settings: { weight: number; minimumU: number },
): Float64Array {
  const filled = column.dictionary.counts.reduce((a, b) => a + b, 0)
  return Float64Array.from(column.dictionary.counts, (n) => {
    const share = Math.max(n / filled, settings.minimumU)
    return settings.weight * Math.log2(Math.max(u, 1e-12) / share)
  })
}

/** Probability from bits. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits)

/** Bits from a probability; 0 and 1 give infinities, which compare as they should. */
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability))
