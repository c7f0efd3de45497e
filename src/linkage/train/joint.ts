import type { Comparison } from '../model/model.ts'
import { ratio, startM } from './em.ts'
import type { Shares, TrainingInput } from './train.ts'

export interface Learned {
  prior: number
  m: Shares
  u: Shares
}

/** Keeps a share off nought and off certainty while few pairs are behind it. */
const SMOOTHING = 1e-3
const ROUNDS = 300
/** In no table are most pairs of records matches; a prior beyond this has lost its way. */
const MOST_PRIOR = 0.5
/** At least this part of what was drawn is put down to chance. */
const LEAST_CHANCE = 0.02

/**
 * One expectation–maximisation over all candidate pairs and all comparisons at once. The prior is
 * the expected number of matches over ALL possible pairs: those that no rule proposes are taken
 * as non-matches, so that probability .5 means what it says, also where few records match.
 * With `known` m only the prior is learnt.
 */
export function trainJointly(
  input: TrainingInput,
  u: Shares,
  given: number | null,
  total: number,
  known: Shares | null = null,
): Learned {
  const { model, patterns, pairs } = input
  const { comparisons } = model
  const counts = countPatterns(input)
  const order = patterns.inOrder().filter((p) => (counts[p] as number) > 0)
  const width = patterns.width
  const m: Shares = known ?? comparisons.map(startM)
  const drawn = u
  let chance: Shares = u.map((shares) => shares.slice())
  let expected = Math.max(0.5, 0.3 * pairs.count)
  let prior = given ?? Math.min(0.5, expected / Math.max(1, total))
  let converged = false
  for (let round = 0; round < ROUNDS && !converged; round++) {
    const bits = comparisons.map((c, i) =>
      Float64Array.from(c.levels, (l, k) =>
        l.missing
          ? 0
          : Math.log(
              ratio((m[i] as Float64Array)[k] as number, (chance[i] as Float64Array)[k] as number),
            ),
      ),
    )
    const base = Math.log(prior / (1 - prior))
    const matched = comparisons.map((c) => new Float64Array(c.levels.length))
    expected = 0
    for (const p of order) {
      let logit = base
      for (let c = 0; c < width; c++)
        logit += (bits[c] as Float64Array)[patterns.levels[p * width + c] as number] as number
      const share = (counts[p] as number) / (1 + Math.exp(-logit))
      expected += share
      for (let c = 0; c < width; c++) {
        const level = patterns.levels[p * width + c] as number
        const sums = matched[c] as Float64Array
        sums[level] = (sums[level] as number) + share
      }
    }
    let change = 0
    if (known === null)
      comparisons.forEach((c, i) => {
        const sums = matched[i] as Float64Array
        const open = c.levels.map((l, k) => (l.missing ? -1 : k)).filter((k) => k >= 0)
        const all = open.reduce((a, k) => a + (sums[k] as number), 0) + SMOOTHING * open.length
        for (const k of open) {
          const level = c.levels[k]
          const next = level?.fixedM ?? ((sums[k] as number) + SMOOTHING) / all
          const ms = m[i] as Float64Array
          change = Math.max(change, Math.abs(next - (ms[k] as number)))
          ms[k] = next
        }
      })
    if (given === null) {
      const next = Math.min(MOST_PRIOR, Math.max(0.5, expected) / Math.max(1, total))
      change = Math.max(change, Math.abs(Math.log(next / prior)) * 0.01)
      prior = next
    }
    chance = drawn.map((shares, i) =>
      withoutMatches(comparisons[i] as Comparison, shares, m[i] as Float64Array, prior),
    )
    converged = change < 1e-6
  }
  if (!converged) {
    input.warnings.push({
      code: 'not-converged',
      message: `Training stopped after ${ROUNDS} rounds without settling.`,
    })
  }
  return { prior, m, u: chance }
}

/**
 * Pairs drawn at random hold matches too, in the share of the prior: taken out, what remains is
 * chance agreement. Decisive where few records share a value other than by being one.
 */
function withoutMatches(
  comparison: Comparison,
  drawn: Float64Array,
  m: Float64Array,
  prior: number,
): Float64Array {
  return drawn.map((share, k) => {
    const level = comparison.levels[k]
    if (level?.missing) return 0
    return (
      level?.fixedU ??
      Math.max((share - prior * (m[k] as number)) / (1 - prior), share * LEAST_CHANCE)
    )
  })
}

/** How many candidate pairs show each pattern. */
export function countPatterns({
  pairs,
  patterns,
}: Pick<TrainingInput, 'pairs' | 'patterns'>): Float64Array {
  const counts = new Float64Array(patterns.size)
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      const p = chunk.pattern[i] as number
      counts[p] = (counts[p] as number) + 1
    }
  }
  return counts
}
