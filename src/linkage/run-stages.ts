import { nameOfKeys, ruleKeys } from './blocking/block.ts'
import { type Apart, apartSources, possiblePairs } from './blocking/candidates.ts'
import type { PairJob, PairStep } from './blocking/make-pairs.ts'
import { type PairSource, PairThread, pairsHere } from './blocking/pair-source.ts'
import { PairTable } from './blocking/pair-table.ts'
import { clusterRecords, isConstrained, type RowDecisions } from './cluster/cluster-records.ts'
import type { Ties } from './cluster/strongest-first.ts'
import { type Compared, comparePairs } from './compare/compare-pairs.ts'
import type { Comparer } from './compare/comparer.ts'
import { lightWork } from './compare/light-work.ts'
import { makeComparers, resolveComparers } from './compare/make-comparers.ts'
import { roomForPairs } from './compare/pair-room.ts'
import { isSqlComparison } from './compare/sql-comparer.ts'
import { Explainer } from './explain/explainer.ts'
import { columnsOf, type Expression } from './model/expression.ts'
import type { Model } from './model/model.ts'
import type { LinkOptions, LinkResult, Warning } from './options.ts'
import type { RunClock } from './progress.ts'
import { contentHash } from './records/content-hash.ts'
import { readDecisions } from './records/decisions.ts'
import { fingerprintOf, warnOfOtherData } from './records/fingerprint.ts'
import { readOutsideFrequencies } from './records/outside-frequencies.ts'
import { readLabels } from './records/read-labels.ts'
import { readRecords } from './records/read-records.ts'
import type { Records } from './records/records.ts'
import { tieOrder } from './records/tie-order.ts'
import { type AnswerNames, writeClusters, writePairs } from './records/write-answer.ts'
import { countAnswer, scorePairs } from './score/score-pairs.ts'
import { bitsOf, makeScorer, type Scorer } from './score/scorer.ts'
import { makeTermFrequencies, type TermFrequencies } from './score/term-frequencies.ts'
import { checkParameters, type Parameters } from './train/parameters.ts'
import { learnFromApart, savedPatternBits } from './train/pattern-bits.ts'
import { priorRules } from './train/prior.ts'
import { sampleJob } from './train/run-sample.ts'
import { isDoneApart, type Sampling, smallSample, startSampling } from './train/sampling.ts'
import { train } from './train/train.ts'
import { learnsVariants, learnVariants, withVariants } from './train/variants.ts'
import { warnOfEmptyColumns, warnOfHotBlocks, warnOfTraining } from './train/warnings.ts'

/** One run: what was asked, and what is shared by its stages. */
export interface Run {
  options: LinkOptions
  names: AnswerNames
  clock: RunClock
  warnings: Warning[]
  /** What is to be done when the run is over, well or badly. */
  onEnd: (() => void)[]
  /** Looks at all that a run knows before it lets go of it. */
  inspect?: Inspect
}

export type Inspect = (inside: Inside) => Promise<void>

/** A run at its end, with all that it knows. */
export interface Inside extends Learnt, Clustered {
  run: Run
  /** The clusters that another threshold (bits) would give. */
  labelsAt(bits: number, stage?: 'cluster' | 'report'): Promise<Int32Array>
  result: LinkResult
}

/** The records with all that compares them. */
export interface Prepared {
  records: Records
  /** What each record holds as one number. */
  hash: Uint32Array
  apart: Apart
  /** What candidate pairs come from, and those that come of it. */
  source: PairSource
  job: PairJob
  steps: AsyncIterable<PairStep>
  /** Shares of values in outside populations, by table. */
  outside: ReadonlyMap<string, ReadonlyMap<string, number>>
  comparers: Comparer[]
  frequencies: TermFrequencies
  sampling: Sampling | null
}

/** Reads the records and begins to make candidate pairs of them. */
export async function prepare(run: Run): Promise<Prepared> {
  const { options, names, clock, warnings, onEnd } = run
  const { model, connection, tables } = options
  await clock.at('read', 0, 'reading the records')
  let source: PairSource = pairsHere
  const read = await readRecords(connection, tables, model, names.ids, (share) => {
    // There are many: a thread has time to start while the rest is read.
    if (source === pairsHere) {
      source = new PairThread()
      onEnd.push(() => source.stop())
    }
    return clock.at('read', share, 'reading the records')
  })
  const shared = mostSharedColumn(model)
  const records = shared === null ? read : read.arranged(read.column(shared))
  warnings.push(...warnOfEmptyColumns(model, records))

  await clock.at('block', 0, `finding candidate pairs among ${records.count} records`)
  const apart = apartSources(model, records, tables.length > 1)
  const rules = model.blocking.map((rule) => ruleKeys(rule, records))
  const taught = new Set(model.training.em.map(nameOfKeys))
  const asked = model.blocking.map(({ keys }) => taught.has(nameOfKeys(keys)))
  const counted = options.parameters ? [] : priorRules(model).map((rule) => ruleKeys(rule, records))
  const job = {
    rules,
    asked,
    counted,
    light: null,
    count: records.count,
    sources: records.sources,
    apart,
  }
  return prepareComparing(run, {
    records,
    apart,
    source,
    job,
    outside: options.frequencies ? new Map() : await readOutsideFrequencies(connection, model),
  })
}

/** The column that most blocking rules look at; the first named of several. */
function mostSharedColumn(model: Model): Expression | null {
  const rules = new Map<string, number>()
  for (const { keys } of model.blocking) {
    for (const name of new Set(keys.flatMap(columnsOf))) rules.set(name, (rules.get(name) ?? 0) + 1)
  }
  const [most] = [...rules].sort(([, a], [, b]) => b - a)
  return most === undefined ? null : { kind: 'column', name: most[0] }
}

/** Begins to make candidate pairs, and makes meanwhile what compares them. */
export function prepareComparing(
  run: Run,
  read: Pick<Prepared, 'records' | 'apart' | 'source' | 'job' | 'outside'> & { hash?: Uint32Array },
): Prepared {
  const { model, parameters, frequencies: frozen, seed } = run.options
  const { records, source, job, outside } = read
  const light = source.isApart ? lightWork(model, records) : null
  // The other thread has enough to do before it needs the sample.
  const samplesApart = source.isApart && !parameters && !model.comparisons.some(isSqlComparison)
  const steps = source.begin({ ...job, light }, samplesApart)
  const columns = model.columns.map((c) => records.column({ kind: 'column', name: c.name }))
  const hash = read.hash ?? contentHash(columns, records.count, seed ?? 1)
  const sample = parameters ? null : smallSample(model, hash)
  const there = isDoneApart(model) ? model.comparisons : (light?.comparisons ?? [])
  if (samplesApart) source.sample(sample && sampleJob(model, there, records, sample))
  const comparers = makeComparers(model.comparisons, records)
  const frequencies = makeTermFrequencies(model, records, outside, frozen)
  const isDone = comparers.map(
    (c) => samplesApart && sample !== null && c.comparisons.every((own) => there.includes(own)),
  )
  const sampling = parameters ? null : startSampling(model, records, hash, comparers, isDone)
  run.onEnd.push(() => sampling?.stop())
  return { ...read, hash, steps, comparers, frequencies, sampling }
}

/** Compares every candidate pair; again where the database had to be asked for levels. */
export async function compare(
  { options, names, clock, onEnd }: Run,
  prepared: Prepared,
): Promise<Compared> {
  const { frequencies, comparers } = prepared
  const levelCounts = options.model.comparisons.map((c) => c.levels.length)
  await clock.at('compare', 0, 'comparing pairs')
  // The table of pairs is what grows with the data: it may have half of what is allowed.
  const pairBytes = ((options.memoryLimitMb ?? Number.POSITIVE_INFINITY) * 1024 * 1024) / 2
  const possible = possiblePairs(prepared.records, prepared.apart)
  const all = (prepared.records.count * (prepared.records.count - 1)) / 2
  const room = {
    pairs: options.memoryLimitMb === undefined ? roomForPairs() : Number.POSITIVE_INFINITY,
    openShare: prepared.apart.any ? possible.open / Math.max(1, all) : 1,
    wordsOf: (rule: number) => options.model.blocking[rule]?.words ?? '',
  }
  const through = async (steps: AsyncIterable<PairStep>) => {
    const pairs = new PairTable(pairBytes)
    onEnd.push(() => pairs.close())
    return await comparePairs(steps, comparers, levelCounts, frequencies, clock, pairs, room)
  }
  const compared = await through(prepared.steps)
  const asked = await resolveComparers(comparers, options.connection, names.ids)
  return asked ? await through(prepared.source.begin({ ...prepared.job, light: null })) : compared
}

/** Learns the parameters from the pairs, or checks the frozen ones that were given. */
export async function learn(run: Run, prepared: Prepared, compared: Compared): Promise<Parameters> {
  const { options, names, clock, warnings } = run
  const { model, connection } = options
  const { pairs, patterns, sizes } = compared
  warnings.push(...warnOfHotBlocks(model, sizes))
  await clock.at('train', 0, `learning from ${pairs.count} candidate pairs`)
  const fingerprint = fingerprintOf(model, prepared.records, prepared.hash)
  if (options.parameters) {
    checkParameters(options.parameters, model)
    warnings.push(...warnOfOtherData(options.parameters.fingerprint, fingerprint))
    return options.parameters
  }
  const labels =
    options.labels === undefined
      ? null
      : await readLabels(connection, options.labels, names.ids, prepared.records)
  // What the other thread found stands where this one left room for it.
  const reached = compared.reached.values()
  const own = await prepared.sampling?.result
  const sampled = own?.map((found) => found ?? reached.next().value ?? null) ?? null
  let learnt: Warning[] = []
  const input = { ...prepared, ...compared, apart: prepared.apart, model, labels, sampled }
  let parameters = train({ ...input, warnings: learnt })
  if (await resolveComparers(prepared.comparers, connection, names.ids)) {
    learnt = []
    parameters = train({ ...input, warnings: learnt })
  }
  warnings.push(...learnt)
  await clock.at('train', 0.9, 'learning from pairs held apart')
  const possible = possiblePairs(prepared.records, prepared.apart)
  const fromApart = model.training.fromApart
    ? learnFromApart(
        model,
        pairs,
        patterns,
        prepared.frequencies,
        compared.apart,
        possible.open / possible.apart,
      )
    : null
  warnings.push(...warnOfTraining(model, parameters, pairs, patterns, possible.open))
  return { ...parameters, fingerprint, ...(fromApart ? { patterns: fromApart.rows } : {}) }
}

/**
 * Where a model learns variants: the clusters of what is known so far teach them, and everything
 * is compared and learnt once more with them. Otherwise what was given comes back. `warned` is
 * how many warnings there were before the first training.
 */
export async function learnAgain(
  run: Run,
  first: Learnt,
  warned: number,
): Promise<Learnt & { run: Run }> {
  const { model } = run.options
  if (run.options.parameters || !learnsVariants(model)) return { ...first, run }
  const { prepared, compared, parameters } = first
  const scorer = scorerOf(model, parameters, compared, prepared)
  scorePairs(compared.pairs, scorer)
  const decisions = await readDecisions(run.options, run.names.ids, prepared.records, [])
  const matchBits = bitsOf(run.options.threshold ?? model.thresholds.match)
  const { records } = prepared
  const labels = await clusterRecords(
    model,
    records,
    compared.pairs,
    compared.patterns,
    scorer,
    matchBits,
    decisions,
    tiesOf(run, prepared, decisions),
    pauseOf(run, 'train'),
  )
  const variants = learnVariants(model, records, labels)
  if (Object.keys(variants).length === 0) return { ...first, run }
  const again: Run = {
    ...run,
    options: { ...run.options, model: withVariants(model, variants) },
    warnings: run.warnings,
  }
  // What the first training warned of is said again where it still holds.
  run.warnings.length = warned
  const taught = prepareComparing(again, prepared)
  const recompared = await compare(again, taught)
  const relearnt = await learn(again, taught, recompared)
  return {
    run: again,
    prepared: taught,
    compared: recompared,
    parameters: { ...relearnt, variants },
  }
}

/** What a run has after learning. */
export interface Learnt {
  prepared: Prepared
  compared: Compared
  parameters: Parameters
}

function scorerOf(
  model: Model,
  parameters: Parameters,
  { patterns }: Compared,
  { frequencies }: Prepared,
): Scorer {
  const patternBits = parameters.patterns ? savedPatternBits(parameters.patterns, patterns) : null
  return makeScorer(model, parameters, patterns, frequencies, patternBits)
}

/** Building clusters can take long where many records are alike: it can be stopped meanwhile. */
const pauseOf =
  ({ clock }: Run, stage: 'train' | 'cluster' | 'report') =>
  () =>
    clock.at(stage, stage === 'train' ? 0.9 : 0.5, 'building clusters')

/** What settles ties. Where nothing but weights counts, records of equal content go alike anyway. */
function tiesOf(
  { options, names }: Run,
  { records, hash }: Prepared,
  decisions: RowDecisions,
): Ties {
  const isByOrder = isConstrained(options.model, decisions)
  return async (rows) =>
    isByOrder
      ? await tieOrder(options.connection, names.ids, records, hash, rows)
      : new Float64Array(hash)
}

/** What a run has once the clusters are known and nothing is written yet. */
export interface Clustered {
  scorer: Scorer
  matchBits: number
  decisions: RowDecisions
  ties: Ties
  /** The cluster of each record, as the number of its first record. */
  labels: Int32Array
}

/** Weighs the pairs and builds the clusters. */
export async function cluster(
  run: Run,
  { prepared, compared, parameters }: Learnt,
): Promise<Clustered> {
  const { records } = prepared
  const { pairs, patterns } = compared
  const { options, names, clock, warnings } = run
  const { model } = options
  await clock.at('score', 0, 'weighing the pairs')
  const scorer = scorerOf(model, parameters, compared, prepared)
  scorePairs(pairs, scorer)

  await clock.at('cluster', 0, 'building clusters')
  const matchBits = bitsOf(options.threshold ?? model.thresholds.match)
  const decisions = await readDecisions(options, names.ids, records, warnings)
  const ties = tiesOf(run, prepared, decisions)
  const labels = await clusterRecords(
    model,
    records,
    pairs,
    patterns,
    scorer,
    matchBits,
    decisions,
    ties,
    pauseOf(run, 'cluster'),
  )
  return { scorer, matchBits, decisions, ties, labels }
}

/** Weighs the pairs, builds the clusters and writes both. */
export async function answer(run: Run, learnt: Learnt): Promise<LinkResult> {
  const { prepared, compared, parameters } = learnt
  const { records } = prepared
  const { pairs, patterns } = compared
  const { options, names, clock, warnings } = run
  const { model, connection } = options
  const clustered = await cluster(run, learnt)
  const { scorer, matchBits, decisions, ties, labels } = clustered
  const labelsAt = (bits: number, stage: 'cluster' | 'report' = 'cluster') =>
    clusterRecords(
      model,
      records,
      pairs,
      patterns,
      scorer,
      bits,
      decisions,
      ties,
      pauseOf(run, stage),
    )

  await clock.at('write', 0, 'writing the answer')
  // Nobody looks inside afterwards: what is needed no more makes room for the answer.
  const isLast = !options.explain && !run.inspect && !options.parts && !options.alsoAt?.length
  if (isLast) records.close()
  await writeClusters(connection, names, records, labels)
  const clustersAt: LinkResult['clustersAt'] = []
  for (const threshold of options.alsoAt ?? []) {
    const at = await labelsAt(bitsOf(threshold))
    const table = `${names.clusters}_at_${clustersAt.length}`
    await writeClusters(connection, { ...names, clusters: table }, records, at)
    clustersAt.push({ threshold, table, clusters: at.filter((label, i) => label === i).length })
  }
  await clock.at('write', 0.5, 'writing the pairs')
  const reviewBits = Math.min(matchBits, bitsOf(model.thresholds.review))
  const counted = countAnswer(model, pairs, labels, matchBits, compared.sizes)
  const { matches, clusters, blocking } = counted
  const written = await writePairs(connection, names, {
    model,
    records,
    pairs,
    patterns,
    scorer,
    reviewBits,
    isLast,
    parts: options.parts ?? false,
  })
  const result: LinkResult = {
    clusters: names.clusters,
    pairs: names.pairs,
    parameters,
    clustersAt,
    counts: {
      records: records.count,
      candidatePairs: pairs.count,
      matches,
      review: written - matches,
      clusters,
    },
    blocking,
    warnings,
    seconds: {},
    ...(options.explain
      ? { explainer: new Explainer({ ...prepared, model, parameters }, connection, names.ids) }
      : {}),
  }
  await clock.at('write', 1, 'done')
  await run.inspect?.({ ...learnt, ...clustered, run, labelsAt, result })
  return { ...result, seconds: clock.seconds() }
}
