import { mix } from '../../records/column.ts'
import type { Inside } from '../../run-stages.ts'
import type { Truth } from './truth.ts'

/** Weights (bits) are counted in steps of a quarter from −60 to 120; what is beyond goes to the ends. */
export const STEP = 0.25
const LOWEST = -60
const STEPS = 720

/** Pairs of which an example is kept for each pattern. */
export const EXAMPLES = 2

/** All candidate pairs, counted in one go: by weight, by rule and by pattern. */
export interface PairCounts {
  /** Pairs by step of weight, and those of them that are one in truth. */
  byWeight: Float64Array
  rightByWeight: Float64Array
  /** Pairs of each rule that reach the threshold, and that are one in truth. */
  matchesByRule: Float64Array
  rightByRule: Float64Array
  patterns: {
    count: Float64Array
    matches: Float64Array
    right: Float64Array
    lowest: Float64Array
    highest: Float64Array
    sum: Float64Array
    /** Example e of pattern p at p × EXAMPLES + e: its records, or −1. */
    left: Int32Array
    partner: Int32Array
  }
}

/** The lower end of a step of weight. */
export const weightOfStep = (step: number): number => LOWEST + step * STEP

/** Goes once over all candidate pairs. Examples are spread over the records, and always the same. */
export function countPairs(inside: Inside, truth: Truth | null): PairCounts {
  const { pairs, patterns } = inside.compared
  const { matchBits } = inside
  const rules = inside.compared.sizes.length
  const counts = emptyCounts(patterns.size, rules)
  const found = counts.patterns
  const chosen = new Float64Array(patterns.size * EXAMPLES).fill(Number.POSITIVE_INFINITY)
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      const l = chunk.left[i] as number
      const r = chunk.right[i] as number
      const p = chunk.pattern[i] as number
      const rule = chunk.rule[i] as number
      const bits = chunk.weight[i] as number
      const step = stepOf(bits)
      const isMatch = bits >= matchBits
      add(counts.byWeight, step)
      add(found.count, p)
      found.sum[p] = (found.sum[p] as number) + bits
      if (bits < (found.lowest[p] as number)) found.lowest[p] = bits
      if (bits > (found.highest[p] as number)) found.highest[p] = bits
      if (isMatch) {
        add(counts.matchesByRule, rule)
        add(found.matches, p)
      }
      if (truth && (truth.codes[l] as number) >= 0 && truth.codes[l] === truth.codes[r]) {
        add(counts.rightByWeight, step)
        add(counts.rightByRule, rule)
        add(found.right, p)
      }
      const at = p * EXAMPLES
      const order = mix(l, r)
      for (let e = 0; e < EXAMPLES; e++) {
        if (order >= (chosen[at + e] as number)) continue
        for (let k = EXAMPLES - 1; k > e; k--) {
          chosen[at + k] = chosen[at + k - 1] as number
          found.left[at + k] = found.left[at + k - 1] as number
          found.partner[at + k] = found.partner[at + k - 1] as number
        }
        chosen[at + e] = order
        found.left[at + e] = l
        found.partner[at + e] = r
        break
      }
    }
  }
  return counts
}

const stepOf = (bits: number): number =>
  Math.max(0, Math.min(STEPS - 1, Math.floor((bits - LOWEST) / STEP)))

function add(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] as number) + 1
}

function emptyCounts(patterns: number, rules: number): PairCounts {
  return {
    byWeight: new Float64Array(STEPS),
    rightByWeight: new Float64Array(STEPS),
    matchesByRule: new Float64Array(rules),
    rightByRule: new Float64Array(rules),
    patterns: {
      count: new Float64Array(patterns),
      matches: new Float64Array(patterns),
      right: new Float64Array(patterns),
      lowest: new Float64Array(patterns).fill(Number.POSITIVE_INFINITY),
      highest: new Float64Array(patterns).fill(Number.NEGATIVE_INFINITY),
      sum: new Float64Array(patterns),
      left: new Int32Array(patterns * EXAMPLES).fill(-1),
      partner: new Int32Array(patterns * EXAMPLES).fill(-1),
    },
  }
}
