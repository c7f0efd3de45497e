import type { Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import { ratio, startM } from './em.ts'
import type { Shares } from './train.ts'

/** A class of pairs that is no further from chance than this, in nats, is no class of matches. */
const LEAST_EVIDENCE = 1.5
/** Matches that differ so often in every comparison are none, */
const MOSTLY = 0.9
/** if to differ is what strangers do too (the last level of a comparison may be agreement). */
const COMMON = 0.2
/** A prior at which nothing is joined. */
export const NO_PRIOR = 1e-12
/** A comparison that tells people apart has this much to say about a match, in nats. */
const TELLING = 2

/**
 * Why what training took for matches is none: it agrees in nothing more than strangers do, or
 * only in what kin share. Then nothing is to be joined. Null where it may be matches.
 */
export function noMatchesBecause(model: Model, m: Shares, u: Shares): Warning | null {
  const found = model.comparisons.map((_, c) =>
    divergence(m[c] as Float64Array, u[c] as Float64Array),
  )
  const differs = model.comparisons.every((comparison, c) => {
    const last = comparison.levels.length - 1
    return (m[c]?.[last] ?? 0) >= MOSTLY && (u[c]?.[last] ?? 0) >= COMMON
  })
  if (differs || found.reduce((a, b) => a + b, 0) < LEAST_EVIDENCE) {
    return {
      code: 'no-matches-found',
      message: 'No pairs agree more than strangers do, so nothing is taken for a match.',
    }
  }
  const { relatives } = model.training
  if (relatives.length === 0) return null
  const others = model.comparisons.flatMap((comparison, c) => {
    if (relatives.includes(comparison.name)) return []
    const atBest = divergence(startM(comparison), u[c] as Float64Array)
    return atBest > TELLING ? [(found[c] as number) / atBest] : []
  })
  if (others.length === 0 || others.some((share) => share >= 0.1)) return null
  return {
    code: 'only-kin-found',
    message: `Pairs agree only in what kin share (${relatives.join(', ')}), so nothing is taken for a match.`,
  }
}

function divergence(shares: Float64Array, u: Float64Array): number {
  return shares.reduce(
    (sum, s, k) => (s > 0 ? sum + s * Math.log(ratio(s, u[k] as number)) : sum),
    0,
  )
}
