import type { Comparison } from '../model/model.ts'
import { SMALLEST_SHARE } from './parameters.ts'

/** The pairs of one training session, by pattern. */
export interface SessionInput {
  comparisons: readonly Comparison[]
  /** Levels of each pattern, `levels[pattern * width + comparison]`. */
  patternLevels: readonly number[]
  /** How many of the session's pairs show each pattern. */
  counts: Float64Array
  /** The patterns in a fixed order, so that sums come out the same every time. */
  order: readonly number[]
  /** Comparisons that the session's blocking rule leaves free. */
  active: readonly boolean[]
  u: readonly Float64Array[]
  startLambda: number
  iterations: number
  convergence: number
}

export interface SessionResult {
  /** m of each level of each active comparison; null for the others. */
  m: (Float64Array | null)[]
  lambda: number
  iterations: number
  converged: boolean
}

/** Expectation–maximisation over pattern counts, u held fixed; missing gives no evidence. */
export function runSession(input: SessionInput): SessionResult {
  const { comparisons, patternLevels, counts, active, u } = input
  const width = comparisons.length
  const m = comparisons.map((c, i) => (active[i] ? startM(c) : null))
  const seen = input.order.filter((p) => (counts[p] ?? 0) > 0)
  let lambda = input.startLambda
  let iterations = 0
  let converged = false
  while (iterations < input.iterations && !converged) {
    iterations++
    const ratios = m.map(
      (ms, c) => ms?.map((value, l) => ratio(value, (u[c] as Float64Array)[l] as number)) ?? null,
    )
    const matched = comparisons.map((c) => new Float64Array(c.levels.length))
    let total = 0
    let expected = 0
    for (const p of seen) {
      let odds = lambda / (1 - lambda)
      for (let c = 0; c < width; c++) {
        const r = ratios[c]
        if (!r) continue
        const level = patternLevels[p * width + c] as number
        if (!(comparisons[c] as Comparison).levels[level]?.missing) odds *= r[level] as number
      }
      const n = counts[p] as number
      const share = n * (odds / (1 + odds))
      total += n
      expected += share
      for (let c = 0; c < width; c++) {
        const level = patternLevels[p * width + c] as number
        const sums = matched[c] as Float64Array
        sums[level] = (sums[level] as number) + share
      }
    }
    if (total === 0) break
    const nextLambda = Math.min(1 - 1e-9, Math.max(1e-12, expected / total))
    let change = Math.abs(nextLambda - lambda)
    lambda = nextLambda
    m.forEach((ms, c) => {
      if (ms)
        change = Math.max(
          change,
          maximise(ms, matched[c] as Float64Array, comparisons[c] as Comparison),
        )
    })
    converged = change < input.convergence
  }
  return { m, lambda, iterations, converged }
}

/** Where training starts: .95 at the strongest level, the rest evenly over the others. */
export function startM(comparison: Comparison): Float64Array {
  const informative = comparison.levels.filter((l) => !l.missing).length
  let first = true
  return Float64Array.from(comparison.levels, (l) => {
    if (l.missing) return 0
    const value = first ? 0.95 : 0.05 / (informative - 1)
    first = false
    return l.fixedM ?? value
  })
}

function maximise(m: Float64Array, matched: Float64Array, comparison: Comparison): number {
  let total = 0
  comparison.levels.forEach((l, i) => {
    if (!l.missing) total += matched[i] as number
  })
  if (total === 0) return 0
  let change = 0
  comparison.levels.forEach((l, i) => {
    if (l.missing || l.fixedM !== null) return
    const next = (matched[i] as number) / total
    change = Math.max(change, Math.abs(next - (m[i] as number)))
    m[i] = next
  })
  return change
}

/** m over u, either kept off nought. */
export function ratio(m: number, u: number, smallest = SMALLEST_SHARE): number {
  return Math.max(m, smallest) / Math.max(u, smallest)
}
