/** Why two records weigh what they weigh: plain data, to be shown as the reader likes. */
export interface Explanation {
  /** Bits, exactly as the engine scores the pair: the sum of all parts ({@link sumOfParts}). */
  weight: number
  probability: number
  /** Bits of two records of which nothing is known yet. */
  prior: number
  /** One part for each comparison of the model, in its order. */
  parts: ExplainedComparison[]
  /** What the weight has beyond the sum of its parts; null for most models. */
  correction: { bits: number; reason: CorrectionReason } | null
}

/**
 * Why a weight is not the plain sum: learnt of whole patterns from records that are certainly
 * apart (`together`), kin share as much (`kin`), or the pair agrees in nothing that the model
 * demands (`held`).
 */
export type CorrectionReason = 'together' | 'kin' | 'held'

/** What one comparison says about a pair. */
export interface ExplainedComparison {
  /** Name of the comparison in the model. */
  comparison: string
  /** What people call that which is compared: "date of birth". */
  about: string
  /** The level that the two records reach, as its place in the comparison. */
  level: number
  /** The level in words: "date of birth with day and month exchanged". */
  words: string
  side: Side
  /**
   * The other column, where two are compared either way and agree better exchanged: this one of
   * one record was compared with that one of the other. Null elsewhere.
   */
  exchangedWith: string | null
  /** Bits of the level: log2(m / u). */
  levelBits: number
  /** Bits for how rare the shared value is; 0 where that does not count. */
  frequencyBits: number
  /** Share of the records that hold the shared value; null where it does not count. */
  valueShare: number | null
  /** How often one and the same, and how often two strangers, reach this level; null if missing. */
  m: number | null
  u: number | null
}

/** Evidence for, against, hardly any (`neither`), or none because a value is missing. */
export type Side = 'for' | 'against' | 'neither' | 'missing'

/** Bits that one comparison adds in all. */
export const bitsOfPart = (part: ExplainedComparison): number => part.levelBits + part.frequencyBits

/** The parts added up, in the engine's own order so that not even rounding differs. */
export function sumOfParts({ prior, parts, correction }: Explanation): number {
  let bits = prior
  for (const part of parts) bits += part.levelBits
  for (const part of parts) bits += part.frequencyBits
  return bits + (correction?.bits ?? 0)
}

/** Evidence of fewer bits than this, either way, is hardly any. */
const HARDLY_ANY = 0.5

/** Which side evidence of so many bits is on. */
export function sideOf(bits: number): Side {
  if (bits >= HARDLY_ANY) return 'for'
  return bits <= -HARDLY_ANY ? 'against' : 'neither'
}
