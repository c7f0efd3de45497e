import { explainScored } from '../../explain/explain-scored.ts'
import type { Explanation } from '../../explain/explanation.ts'
import type { Inside } from '../../run-stages.ts'
import { EXAMPLES, type PairCounts } from './pairs.ts'

/** Two records and why they weigh what they do. */
export interface PairExample {
  left: number
  right: number
  explanation: Explanation
}

/** A combination of levels: every pair that shows it agrees and differs in the same respects. */
export interface PatternShown {
  /** The level of each comparison, as words; null where a value is missing. */
  levels: { about: string; words: string; missing: boolean }[]
  pairs: number
  /** Those that reach the threshold. */
  matches: number
  /** Those that are one in truth; null without a truth. */
  right: number | null
  lowest: number
  highest: number
  mean: number
  examples: PairExample[]
}

export interface Patterns {
  /** How many different patterns some pair shows, and how many pairs the shown ones cover. */
  all: number
  covered: number
  /** Those that most matches show, those near the threshold, and those that most others show. */
  matches: PatternShown[]
  near: PatternShown[]
  others: PatternShown[]
}

const SHOWN = { matches: 8, near: 8, others: 4 }
/** So many bits either side of the threshold are near it. */
const NEAR = 4

/** Chooses the patterns that most deserve a look, with examples. */
export function measurePatterns(inside: Inside, counts: PairCounts, judged: boolean): Patterns {
  const { patterns } = inside.compared
  const { count, matches, sum } = counts.patterns
  const order = patterns.inOrder().filter((p) => (count[p] as number) > 0)
  const mean = (p: number) => (sum[p] as number) / (count[p] as number)
  const taken = new Set<number>()
  const most = (number: number, of: (p: number) => number): PatternShown[] => {
    const chosen = order
      .filter((p) => !taken.has(p) && of(p) > 0)
      .toSorted((a, b) => of(b) - of(a))
      .slice(0, number)
    for (const p of chosen) taken.add(p)
    return chosen.toSorted((a, b) => mean(b) - mean(a)).map((p) => shown(inside, counts, p, judged))
  }
  const isNear = (p: number) => Math.abs(mean(p) - inside.matchBits) <= NEAR
  const near = most(SHOWN.near, (p) => (isNear(p) ? (count[p] as number) : 0))
  const found = {
    matches: most(SHOWN.matches, (p) => matches[p] as number),
    near,
    others: most(SHOWN.others, (p) => (count[p] as number) - (matches[p] as number)),
  }
  const covered = [...taken].reduce((total, p) => total + (count[p] as number), 0)
  return { all: order.length, covered, ...found }
}

function shown(inside: Inside, counts: PairCounts, p: number, judged: boolean): PatternShown {
  const { model } = inside.run.options
  const { patterns } = inside.compared
  const { count, matches, right, lowest, highest, sum, left, partner } = counts.patterns
  const examples = Array.from({ length: EXAMPLES }, (_, e) => p * EXAMPLES + e)
    .filter((at) => (left[at] as number) >= 0)
    .map((at) => exampleOf(inside, p, left[at] as number, partner[at] as number))
  return {
    levels: model.comparisons.map((comparison, c) => {
      const level = comparison.levels[patterns.levels[p * patterns.width + c] as number]
      return {
        about: comparison.words,
        words: level?.words ?? '',
        missing: level?.missing ?? false,
      }
    }),
    pairs: count[p] as number,
    matches: matches[p] as number,
    right: judged ? (right[p] as number) : null,
    lowest: lowest[p] as number,
    highest: highest[p] as number,
    mean: (sum[p] as number) / (count[p] as number),
    examples,
  }
}

/** Explains a candidate pair whose pattern is known. */
export function exampleOf(
  inside: Inside,
  pattern: number,
  left: number,
  right: number,
): PairExample {
  const explanation = explainScored(
    {
      model: inside.run.options.model,
      parameters: inside.parameters,
      patterns: inside.compared.patterns,
      frequencies: inside.prepared.frequencies,
      scorer: inside.scorer,
      comparers: inside.prepared.comparers,
    },
    pattern,
    left,
    right,
  )
  return { left, right, explanation }
}
