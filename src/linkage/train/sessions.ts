import { makeBlocks, nameOfKeys, type Skipped } from '../blocking/block.ts'
import { CandidatePairs, emptyBatch, type PairBatch, shareBlock } from '../blocking/candidates.ts'
import { BatchComparer } from '../compare/compare-batch.ts'
import { columnsOf, type Expression } from '../model/expression.ts'
import { ratio, runSession, type SessionResult, startM } from './em.ts'
import { countPatterns, type Learned } from './joint.ts'
import type { Shares, TrainingInput } from './train.ts'

/** A training rule that finds more pairs than this is sampled by records. */
const SESSION_PAIRS = 2_000_000

/**
 * The classic training: one expectation–maximisation for each training rule, among the pairs
 * that the rule finds, leaving out the comparisons that look at the rule's own columns; of several
 * answers for a comparison the median.
 */
export function trainBySessions(
  input: TrainingInput,
  u: Shares,
  given: number | null,
  total: number,
): Learned {
  const { model, warnings } = input
  const sessions = model.training.em.map((rule) =>
    trainOn(rule, input, u, given ?? 1 / Math.max(2, input.records.count)),
  )
  const m = model.comparisons.map((comparison, c) => {
    const found = sessions.flatMap((s) => (s.m[c] ? [s.m[c]] : []))
    if (found.length === 0) {
      warnings.push({
        code: 'never-trained',
        message: `No training rule leaves the comparison "${comparison.name}" free, so its m are guesses.`,
      })
      return startM(comparison)
    }
    return Float64Array.from(comparison.levels, (_, l) => median(found.map((f) => f[l] as number)))
  })
  sessions.forEach((s, i) => {
    if (s.converged) return
    warnings.push({
      code: 'not-converged',
      message: `Training on rule ${i + 1} stopped after ${s.iterations} rounds without settling.`,
    })
  })
  return { prior: given ?? fittingPrior(input, m, u, total), m, u }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

function trainOn(
  rule: readonly Expression[],
  input: TrainingInput,
  u: Shares,
  prior: number,
): SessionResult {
  const { model, patterns } = input
  const used = new Set(rule.flatMap(columnsOf))
  const active = model.comparisons.map((c) =>
    [
      ...(c.eitherWay?.columns ?? []),
      ...c.levels.flatMap((l) => (l.when === 'else' ? [] : columnsOf(l.when))),
    ].every((name) => !used.has(name)),
  )
  const counts = patternsUnder(rule, input)
  let odds = prior / (1 - prior)
  model.comparisons.forEach((c, i) => {
    const exact = c.levels.findIndex((l) => !l.missing)
    if (!active[i]) odds *= ratio(0.95, u[i]?.[exact] ?? 1)
  })
  return runSession({
    comparisons: model.comparisons,
    patternLevels: patterns.levels,
    order: patterns.inOrder(),
    counts,
    active,
    u,
    startLambda: Math.min(0.999, Math.max(1e-4, odds / (1 + odds))),
    iterations: model.training.emIterations,
    convergence: model.training.emConvergence,
  })
}

/** Patterns among the pairs that a training rule finds, from the pair table where it has them. */
function patternsUnder(rule: readonly Expression[], input: TrainingInput): Float64Array {
  const { model, pairs, patterns, groupings, comparers } = input
  const name = nameOfKeys(rule)
  const place = model.blocking.findIndex(({ keys }) => nameOfKeys(keys) === name)
  const known = groupings[place]
  const counts = new Float64Array(patterns.size)
  if (known) {
    for (const chunk of pairs.chunks) {
      for (let i = 0; i < chunk.count; i++) {
        // A later rule only has what this one does not find.
        const rule = chunk.rule[i] as number
        if (rule > place) continue
        if (rule < place && !shareBlock(known, chunk.left[i] as number, chunk.right[i] as number))
          continue
        const p = chunk.pattern[i] as number
        counts[p] = (counts[p] as number) + 1
      }
    }
    return counts
  }
  const own = makeBlocks({ words: name, keys: rule, cap: 10_000, ownCap: true }, input.records)
  const limit = sampleLimit(own)
  const found = new Map<number, number>()
  const candidates = new CandidatePairs([own], input.records, input.apart)
  const comparing = new BatchComparer(comparers, patterns)
  const { pattern } = comparing
  const batch = emptyBatch()
  for (const cursor = candidates.start(0); candidates.fill(batch, cursor); ) {
    keepSampled(batch, input.hash, limit)
    comparing.compare(batch)
    for (let i = 0; i < batch.count; i++) {
      const p = pattern[i] as number
      found.set(p, (found.get(p) ?? 0) + 1)
    }
  }
  const grown = new Float64Array(patterns.size)
  for (const [p, n] of found) grown[p] = n
  return grown
}

/** Leaves in a batch the pairs of sampled records that may be one. */
function keepSampled(batch: PairBatch, hash: Uint32Array, limit: number): void {
  const { left, right, apart, count } = batch
  let kept = 0
  for (let i = 0; i < count; i++) {
    const l = left[i] as number
    const r = right[i] as number
    if (apart[i] !== 0 || (hash[l] as number) > limit || (hash[r] as number) > limit) continue
    left[kept] = l
    right[kept++] = r
  }
  batch.count = kept
}

function sampleLimit({ starts }: { starts: Int32Array; skipped: Skipped }): number {
  let pairs = 0
  for (let b = 0; b + 1 < starts.length; b++) {
    const n = (starts[b + 1] as number) - (starts[b] as number)
    pairs += (n * (n - 1)) / 2
  }
  return Math.sqrt(Math.min(1, SESSION_PAIRS / Math.max(1, pairs))) * 2 ** 32
}

/** The prior at which the expected number of matches among the candidates agrees with itself. */
function fittingPrior(input: TrainingInput, m: Shares, u: Shares, total: number): number {
  const { patterns, model } = input
  const counts = countPatterns(input)
  const order = patterns.inOrder()
  const width = patterns.width
  const ratios = Float64Array.from(counts, (_, p) => {
    let r = 1
    for (let c = 0; c < width; c++) {
      const l = patterns.levels[p * width + c] as number
      if (!model.comparisons[c]?.levels[l]?.missing) r *= ratio(m[c]?.[l] ?? 0, u[c]?.[l] ?? 0)
    }
    return r
  })
  let prior = 1 / Math.max(2, input.records.count)
  for (let round = 0; round < 200; round++) {
    let expected = 0
    for (const p of order) {
      const odds = (prior / (1 - prior)) * (ratios[p] as number)
      expected += (counts[p] as number) * (odds / (1 + odds))
    }
    const next = Math.min(0.9, Math.max(0.5, expected) / Math.max(1, total))
    if (Math.abs(next / prior - 1) < 1e-6) return next
    prior = next
  }
  return prior
}
