/** Which of the two shares of a level. */
export type Share = 'm_probability' | 'u_probability'

/** How Splink 4 and 5 write that no pair was seen at a level, and what it stands for. */
const NOT_OBSERVED = 1e-6

/** A share as it stands in the file; null where it was not trained. */
export function shareOf(given: number | string | null | undefined): number | null {
  if (typeof given === 'string') return NOT_OBSERVED
  return given ?? null
}

/**
 * What Splink takes where m was never trained: .95 for the strongest level, the rest evenly.
 * Weakest first, as Splink counts its levels.
 */
export function defaultM(levels: number): number[] {
  const rest = (1 - 0.95) / (levels - 1)
  return [...Array.from({ length: levels - 1 }, () => rest), 0.95]
}

/** The same for u: the default m over Bayes factors from 2^−5 to 2^3 and 2^10. */
export function defaultU(levels: number): number[] {
  const weights =
    levels === 2
      ? [-5]
      : Array.from({ length: levels - 1 }, (_, i) => -5 + (i * (3 - -5)) / (levels - 2))
  return defaultM(levels).map((m, i) => m / 2 ** ([...weights, 10][i] as number))
}
