import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import { ratio } from '../train/em.ts'
import type { Parameters } from '../train/parameters.ts'

/** What a pair weighs at most that lacks all evidence of the kind the model asks for. */
export const HELD_BITS = -4

/** Patterns that agree in none of the comparisons of which a model needs one. */
export function heldPatterns(model: Model, { size, width, levels }: Patterns): Uint8Array {
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
