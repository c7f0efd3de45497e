import type { Patterns } from '../compare/patterns.ts'
import type { Comparison } from '../model/model.ts'

/** Shares of levels, by comparison. */
type Levels = Float64Array[]

const ROUNDS = 200
const TINY = 1e-12

/** What is needed of the patterns: their order, levels and which levels say nothing. */
interface Shown {
  comparisons: readonly Comparison[]
  patterns: Patterns
  /** Patterns in a fixed order. */
  order: readonly number[]
}

/**
 * How likely each pattern is among pairs that are not one, fitted to pairs that certainly are not.
 * A mixture of kinds of pair: ordinary ones, and for each comparison a kind that agrees in it
 * (brothers and sisters, twins and namesakes each find one), so that levels may go together.
 */
export function fitChance(shown: Shown, counts: Float64Array): Float64Array {
  const { comparisons, order } = shown
  const marginal = marginals(shown, counts)
  const kinds: Levels[] = [
    marginal.map((m) => m.slice()),
    ...comparisons.map((_, k) =>
      marginal.map((m, c) => (c === k ? agreeing(comparisons[c] as Comparison, 0.9) : m.slice())),
    ),
  ]
  const weights = new Float64Array(kinds.length).fill(1 / kinds.length)
  const seen = order.filter((p) => (counts[p] as number) > 0)
  let before = Number.NEGATIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const sums = kinds.map(() => marginal.map((m) => m.map((x) => 0.5 * x)))
    const mass = new Float64Array(kinds.length).fill(0.5)
    let likelihood = 0
    for (const p of seen) {
      const n = counts[p] as number
      const densities = kinds.map((levels, k) => (weights[k] as number) * density(shown, levels, p))
      const total = densities.reduce((a, b) => a + b, TINY)
      likelihood += n * Math.log(total)
      densities.forEach((d, k) => {
        const share = (n * d) / total
        mass[k] = (mass[k] as number) + share
        addTo(shown, sums[k] as Levels, p, share)
      })
    }
    const all = mass.reduce((a, b) => a + b, 0)
    mass.forEach((m, k) => {
      weights[k] = m / all
    })
    sums.forEach((levels, k) => {
      kinds[k] = levels.map((own, c) => normalised(own, comparisons[c] as Comparison))
    })
    if (Math.abs(likelihood - before) < 1e-6 * Math.abs(likelihood)) break
    before = likelihood
  }
  return Float64Array.from({ length: shown.patterns.size }, (_, p) =>
    kinds.reduce((sum, levels, k) => sum + (weights[k] as number) * density(shown, levels, p), 0),
  )
}

/**
 * How likely each pattern is a match, given how likely it is among non-matches: expectation–
 * maximisation of the match class and its share on the pairs that may be matches.
 */
export function fitMatches(
  shown: Shown,
  counts: Float64Array,
  chance: Float64Array,
  startShare: number,
): { share: number; probability: Float64Array } {
  const { comparisons, order } = shown
  let levels: Levels = comparisons.map((c) => agreeing(c, 0.9))
  let share = Math.min(0.99, Math.max(0.01, startShare))
  const seen = order.filter((p) => (counts[p] as number) > 0)
  const matchChance = (p: number): number => {
    const m = share * density(shown, levels, p)
    return m / (m + (1 - share) * (chance[p] as number) + TINY * TINY)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const sums = comparisons.map((c) => new Float64Array(c.levels.length).fill(1e-3))
    let expected = 0
    let total = 0
    for (const p of seen) {
      const n = counts[p] as number
      const matches = n * matchChance(p)
      expected += matches
      total += n
      addTo(shown, sums, p, matches)
    }
    levels = sums.map((own, c) => normalised(own, comparisons[c] as Comparison))
    const next = Math.min(0.999_999, Math.max(1e-9, expected / Math.max(1, total)))
    const change = Math.abs(Math.log(next / share))
    share = next
    if (change < 1e-7) break
  }
  return {
    share,
    probability: Float64Array.from({ length: shown.patterns.size }, (_, p) => matchChance(p)),
  }
}

function density({ comparisons, patterns }: Shown, levels: Levels, p: number): number {
  let product = 1
  for (let c = 0; c < patterns.width; c++) {
    const level = patterns.levels[p * patterns.width + c] as number
    if (comparisons[c]?.levels[level]?.missing) continue
    product *= Math.max((levels[c] as Float64Array)[level] as number, TINY)
  }
  return product
}

function addTo({ patterns }: Shown, sums: Levels, p: number, share: number): void {
  for (let c = 0; c < patterns.width; c++) {
    const own = sums[c] as Float64Array
    const level = patterns.levels[p * patterns.width + c] as number
    own[level] = (own[level] as number) + share
  }
}

function marginals(shown: Shown, counts: Float64Array): Levels {
  const sums = shown.comparisons.map((c) => new Float64Array(c.levels.length).fill(0.5))
  for (const p of shown.order) addTo(shown, sums, p, counts[p] as number)
  return sums.map((own, c) => normalised(own, shown.comparisons[c] as Comparison))
}

function normalised(own: Float64Array, comparison: Comparison): Float64Array {
  const total = own.reduce((sum, x, l) => (comparison.levels[l]?.missing ? sum : sum + x), 0)
  return own.map((x, l) => (comparison.levels[l]?.missing || total === 0 ? 0 : x / total))
}

/** Shares with so much at the strongest level and the rest even. */
function agreeing(comparison: Comparison, top: number): Float64Array {
  const informative = comparison.levels.filter((l) => !l.missing).length
  const first = comparison.levels.findIndex((l) => !l.missing)
  return Float64Array.from(comparison.levels, (l, k) =>
    l.missing ? 0 : k === first ? top : (1 - top) / Math.max(1, informative - 1),
  )
}
