import { printExpression } from '../../model/expression.ts'
import type { Inside } from '../../run-stages.ts'
import { type PairCounts, STEP, weightOfStep } from './pairs.ts'

/** What a level of a comparison weighs, and how often it was met. */
export interface LevelWeight {
  words: string
  /** When the level holds, as the model writes it. */
  when: string
  missing: boolean
  m: number | null
  u: number | null
  bits: number
  adjusted: boolean
  pairs: number
}

export interface ComparisonWeights {
  comparison: string
  about: string
  levels: LevelWeight[]
}

/** What the model has learnt, level by level. */
export function measureWeights(inside: Inside, counts: PairCounts): ComparisonWeights[] {
  const { patterns } = inside.compared
  return inside.run.options.model.comparisons.map((comparison, c) => {
    const met = new Float64Array(comparison.levels.length)
    for (let p = 0; p < patterns.size; p++) {
      const level = patterns.levels[p * patterns.width + c] as number
      met[level] = (met[level] as number) + (counts.patterns.count[p] as number)
    }
    return {
      comparison: comparison.name,
      about: comparison.words,
      levels: comparison.levels.map((level, l) => ({
        words: level.words,
        when: level.when === 'else' ? 'none of the levels before' : printExpression(level.when),
        missing: level.missing,
        m: inside.parameters.comparisons[c]?.levels[l]?.m ?? null,
        u: inside.parameters.comparisons[c]?.levels[l]?.u ?? null,
        bits: (inside.scorer.levelBits[c] as Float64Array)[l] as number,
        adjusted: level.termFrequency !== null,
        pairs: met[l] as number,
      })),
    }
  })
}

/** Pairs by weight, in bars of equal breadth. */
export interface WeightBar {
  from: number
  to: number
  pairs: number
  /** Those that are one in truth; null without a truth. */
  right: number | null
}

/** No more bars than this can be told apart. */
const MOST_BARS = 50

/** The distribution of weights in bars of one bit, or of several where weights spread widely. */
export function measureDistribution(counts: PairCounts, judged: boolean): WeightBar[] {
  const met = (step: number) => (counts.byWeight[step] as number) > 0
  const steps = Array.from(counts.byWeight, (_, step) => step).filter(met)
  const [first, last] = [steps[0], steps.at(-1)]
  if (first === undefined || last === undefined) return []
  const breadth = Math.max(1, Math.ceil(((last - first + 1) * STEP) / MOST_BARS))
  const perBar = breadth / STEP
  const sum = (of: Float64Array, at: number) =>
    of.subarray(at, at + perBar).reduce((a, b) => a + b, 0)
  const bars: WeightBar[] = []
  // Whole bits, so that a bar never lies across the weight of nought.
  const start = Math.floor(weightOfStep(first) / breadth) * breadth
  for (let from = start; from <= weightOfStep(last); from += breadth) {
    const at = Math.max(0, (from - weightOfStep(0)) / STEP)
    const pairs = sum(counts.byWeight, at)
    const right = judged ? sum(counts.rightByWeight, at) : null
    bars.push({ from, to: from + breadth, pairs, right })
  }
  return bars
}
