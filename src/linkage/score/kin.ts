import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import { ratio } from '../train/em.ts'
import type { Parameters } from '../train/parameters.ts'

/** What a pair weighs at most that lacks all evidence of the kind the model asks for. */
export const HELD_BITS = -4

/** How far below the threshold of a match a pair stays that a person must decide. */
const ASK_BITS = 1

/**
 * The most that pairs of a pattern may weigh, whatever speaks for them: nothing above the threshold
 * where a level says that a person must be asked, far below it where a level keeps them apart or they
 * agree in none of the comparisons of which the model needs one.
 */
export function ceilingsOf(model: Model, patterns: Patterns): Float64Array {
  const lacking = lackingPatterns(model, patterns)
  const { size, width, levels } = patterns
  const { match } = model.thresholds
  const ask = Math.log2(match / (1 - match)) - ASK_BITS
  return Float64Array.from({ length: size }, (_, p) => {
    const holds = model.comparisons.map((c, i) => c.levels[levels[p * width + i] as number]?.hold)
    if (lacking[p] === 1 || holds.includes('apart')) return HELD_BITS
    return holds.includes('ask') ? ask : Number.POSITIVE_INFINITY
  })
}

/** Patterns that agree in none of the comparisons of which a model needs one. */
function lackingPatterns(model: Model, { size, width, levels }: Patterns): Uint8Array {
  const needed = model.comparisons.flatMap((c, i) =>
    model.constraints.needsOneOf.includes(c.name) ? [i] : [],
  )
  return Uint8Array.from({ length: size }, (_, p) => {
    const agrees = needed.some((c) => {
      const comparison = model.comparisons[c]
      const level = levels[p * width + c] as number
      return (
        comparison !== undefined &&
        !comparison.levels[level]?.missing &&
        level < comparison.levels.length - 1
      )
    })
    return needed.length > 0 && !agrees ? 1 : 0
  })
}

/** Bits for one person against kin: rare values speak only where kin do not share them anyway. */
export function kinScorer(
  model: Model,
  parameters: Parameters,
  { size, width, levels }: Patterns,
  frequencyBits: (comparison: number, level: number, left: number, right: number) => number,
): ((pattern: number, left: number, right: number) => number) | null {
  const { kin } = parameters
  if (kin === undefined) return null
  const bits = parameters.comparisons.map((c, i) =>
    c.levels.map((l, k) => {
      const share = kin.shares[i]?.[k]
      return l.m === null || share == null ? 0 : Math.log2(ratio(l.m, share))
    }),
  )
  const apart = model.comparisons.flatMap((c, i) => (kin.comparisons.includes(c.name) ? [] : [i]))
  const base = Float64Array.from({ length: size }, (_, p) => {
    let sum = Math.log2(parameters.prior / kin.prior)
    for (let c = 0; c < width; c++) sum += bits[c]?.[levels[p * width + c] as number] ?? 0
    return sum
  })
  return (pattern, left, right) => {
    let sum = base[pattern] as number
    for (const c of apart) {
      sum += frequencyBits(c, levels[pattern * width + c] as number, left, right)
    }
    return sum
  }
}
