import { type Blocks, eachPair, makeBlocks } from '../blocking/block.ts'
import type { PairTable, Patterns } from '../blocking/pair-table.ts'
import type { Comparer } from '../compare/comparer.ts'
import { columnsOf, type Expression, printExpression } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import type { Records } from '../records/records.ts'
import { ratio, runSession, type SessionResult } from './em.ts'
import { estimateU, sampleRecords } from './estimate-u.ts'
import type { Parameters } from './parameters.ts'

export interface TrainingInput {
  model: Model
  records: Records
  comparers: readonly Comparer[]
  blocks: readonly Blocks[]
  pairs: PairTable
  patterns: Patterns
  may: (l: number, r: number) => boolean
  hash: Uint32Array
  warnings: Warning[]
}

/** Learns prior, u and m from the records themselves; no label is seen. */
export function train(input: TrainingInput): Parameters {
  const { model, comparers, warnings } = input
  const sample = sampleRecords(input.hash, model.training.uPairs)
  const u = comparers.map((c) =>
    estimateU(c, sample).map((value, l) => c.comparison.levels[l]?.fixedU ?? value),
  )
  const total = possiblePairs(input)
  const given = priorFromRules(input, total)
  const sessions = sessionRules(model).map((rule) =>
    trainOn(rule, input, u, given ?? 1 / input.records.count),
  )
  const m = model.comparisons.map((comparison, c) => {
    const found = sessions.flatMap((s) => (s.m[c] ? [s.m[c]] : []))
    if (found.length === 0) {
      warnings.push({
        code: 'never-trained',
        message: `No training rule leaves the comparison "${comparison.name}" free, so its m are guesses.`,
      })
      return startOf(
        comparison.levels.length,
        comparison.levels.map((l) => l.missing),
      )
    }
    return comparison.levels.map((_, l) => median(found.map((f) => f[l] as number)))
  })
  sessions.forEach((s, i) => {
    if (!s.converged)
      warnings.push({
        code: 'not-converged',
        message: `Training on rule ${i + 1} stopped after ${s.iterations} rounds without settling.`,
      })
  })
  return {
    version: 1,
    model: model.name,
    prior: given ?? estimatePrior(input, m, u, total),
    comparisons: model.comparisons.map((comparison, c) => ({
      name: comparison.name,
      levels: comparison.levels.map((level, l) =>
        level.missing
          ? { words: level.words, m: null, u: null }
          : { words: level.words, m: m[c]?.[l] ?? 0, u: u[c]?.[l] ?? 0 },
      ),
    })),
  }
}

function startOf(count: number, missing: boolean[]): number[] {
  const informative = missing.filter((x) => !x).length
  const first = missing.indexOf(false)
  return Array.from({ length: count }, (_, i) =>
    missing[i] ? 0 : i === first ? 0.95 : 0.05 / (informative - 1),
  )
}

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Training rules of the model, or its blocking rules where it names none. */
function sessionRules(model: Model): readonly (readonly Expression[])[] {
  return model.training.em.length > 0 ? model.training.em : model.blocking.map((b) => b.keys)
}

function trainOn(
  rule: readonly Expression[],
  input: TrainingInput,
  u: readonly Float64Array[],
  prior: number,
): SessionResult {
  const { model, pairs, patterns } = input
  const used = new Set(rule.flatMap(columnsOf))
  const active = model.comparisons.map((c) =>
    c.levels.every((l) => l.when === 'else' || !columnsOf(l.when).some((name) => used.has(name))),
  )
  const counts = countPatterns(rule, input)
  let odds = prior / (1 - prior)
  model.comparisons.forEach((c, i) => {
    const exact = c.levels.findIndex((l) => !l.missing)
    if (!active[i]) odds *= ratio(0.95, u[i]?.[exact] ?? 1)
  })
  void pairs
  return runSession({
    comparisons: model.comparisons,
    patternLevels: patterns.levels,
    counts,
    active,
    u,
    startLambda: Math.min(0.999, Math.max(1e-4, odds / (1 + odds))),
    iterations: model.training.emIterations,
    convergence: model.training.emConvergence,
  })
}

function countPatterns(rule: readonly Expression[], input: TrainingInput): Float64Array {
  const { pairs, patterns, blocks, model, records, comparers, may } = input
  const name = rule.map(printExpression).join()
  const known = blocks.find((b) => b.rule.keys.map(printExpression).join() === name)
  if (known) {
    const counts = new Float64Array(patterns.size)
    const { blockOf } = known
    for (let i = 0; i < pairs.count; i++) {
      const block = blockOf[pairs.left[i] as number] as number
      if (block < 0 || block !== blockOf[pairs.right[i] as number]) continue
      const p = pairs.pattern[i] as number
      counts[p] = (counts[p] as number) + 1
    }
    return counts
  }
  const own = makeBlocks(
    { words: name, keys: rule, cap: model.blocking[0]?.cap ?? 10_000 },
    records,
  )
  const found = new Map<number, number>()
  const levels = new Uint8Array(comparers.length)
  eachPair([own], may, (l, r) => {
    comparers.forEach((c, i) => {
      levels[i] = c.level(c.codes[l] as number, c.codes[r] as number)
    })
    const p = patterns.number(levels)
    found.set(p, (found.get(p) ?? 0) + 1)
  })
  const counts = new Float64Array(patterns.size)
  for (const [p, n] of found) counts[p] = n
  return counts
}

/** How many pairs of records could be one, by where they come from. */
export function possiblePairs({
  model,
  records,
  may,
}: Pick<TrainingInput, 'model' | 'records' | 'may'>): number {
  void model
  const bySource = new Float64Array(records.sourceNames.length)
  const example = new Int32Array(records.sourceNames.length).fill(-1)
  for (let i = 0; i < records.count; i++) {
    const s = records.sources[i] as number
    bySource[s] = (bySource[s] as number) + 1
    example[s] = i
  }
  const all = (records.count * (records.count - 1)) / 2
  return bySource.reduce((left, n, s) => {
    const i = example[s] as number
    return i >= 0 && !may(i, i) ? left - (n * (n - 1)) / 2 : left
  }, all)
}

function priorFromRules(input: TrainingInput, total: number): number | null {
  const { prior } = input.model.training
  if (prior === 'estimate') return null
  if ('probability' in prior) return prior.probability
  const blocks = prior.rules.map((keys) =>
    makeBlocks({ words: '', keys, cap: 1_000_000 }, input.records),
  )
  let found = 0
  eachPair(blocks, input.may, () => {
    found++
  })
  return Math.min(0.9, Math.max(1, found / prior.recall) / total)
}

/** The prior at which the expected number of matches among the candidates agrees with itself. */
function estimatePrior(
  input: TrainingInput,
  m: readonly (readonly number[])[],
  u: readonly Float64Array[],
  total: number,
): number {
  const { pairs, patterns, model } = input
  const counts = new Float64Array(patterns.size)
  for (let i = 0; i < pairs.count; i++) {
    const p = pairs.pattern[i] as number
    counts[p] = (counts[p] as number) + 1
  }
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
    for (let p = 0; p < counts.length; p++) {
      const odds = (prior / (1 - prior)) * (ratios[p] as number)
      expected += (counts[p] as number) * (odds / (1 + odds))
    }
    const next = Math.min(0.9, Math.max(0.5, expected) / Math.max(1, total))
    if (Math.abs(next / prior - 1) < 1e-6) return next
    prior = next
  }
  return prior
}
