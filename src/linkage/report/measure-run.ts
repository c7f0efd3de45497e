import { possiblePairs } from '../blocking/candidates.ts'
import type { Inside } from '../run-stages.ts'
import { probabilityOf } from '../score/scorer.ts'
import { measureBlocking } from './measure/blocking.ts'
import { type ClusterShown, measureClusters } from './measure/clusters.ts'
import { measureCompleteness } from './measure/columns.ts'
import { measureFrequencies } from './measure/frequencies.ts'
import { countPairs } from './measure/pairs.ts'
import { measurePatterns, type PatternShown } from './measure/patterns.ts'
import { readShownRecords } from './measure/shown-records.ts'
import { clusterSizes, measureCurve, measureThresholds } from './measure/thresholds.ts'
import { readTruth, scoreLabels } from './measure/truth.ts'
import { measureUnlinkable } from './measure/unlinkable.ts'
import { measureDistribution, measureWeights } from './measure/weights.ts'
import type { ReportData } from './report-data.ts'

export interface MeasureOptions {
  /** A table (id, truth) of who each record really is, to judge the run by. */
  truth?: string
  /** Whether values of records, and their ids, may be shown. */
  values: boolean
  madeAt: Date
  /** Further probabilities at which clusters are built, to compare. */
  alsoAt: readonly number[]
}

/** Works out all that a report says, from patterns, counts and a few examples. */
export async function measureRun(inside: Inside, options: MeasureOptions): Promise<ReportData> {
  const { run, prepared, compared, parameters, labels, matchBits, result } = inside
  const { model, connection } = run.options
  const seconds = Object.values(run.clock.seconds()).reduce((a, b) => a + b, 0)
  const at = (share: number, words: string) => run.clock.at('report', share, words)
  await at(0, 'counting pairs')
  const truth = options.truth
    ? await readTruth(connection, options.truth, run.names.ids, prepared.records)
    : null
  const counts = countPairs(inside, truth)
  await at(0.2, 'trying other thresholds')
  const thresholds = await measureThresholds(inside, truth, options.alsoAt)
  await at(0.7, 'looking at records by themselves')
  const unlinkable = await measureUnlinkable(inside)
  const frequencies = measureFrequencies(inside)
  await at(0.8, 'choosing examples')
  const clusters = measureClusters(inside)
  const patterns = measurePatterns(inside, counts, truth !== null)
  const records = options.values
    ? await readShownRecords(
        inside,
        rowsOf([...patterns.matches, ...patterns.near, ...patterns.others], clusters.shown),
      )
    : null
  await at(0.9, 'writing the report')
  const completeness = measureCompleteness(inside)
  return {
    model: model.name,
    madeAt: options.madeAt,
    summary: {
      records: prepared.records.count,
      sources: prepared.records.sourceNames.length,
      candidatePairs: compared.pairs.count,
      possiblePairs: possiblePairs(prepared.records, prepared.apart).open,
      matches: result.counts.matches,
      ...clusterSizes(labels),
      prior: parameters.prior,
      matchWeight: matchBits,
      matchProbability: probabilityOf(matchBits),
      scores: truth ? scoreLabels(labels, truth) : null,
      seconds,
    },
    warnings: result.warnings,
    comparisons: measureWeights(inside, counts),
    thresholds,
    curve: measureCurve(counts, truth, matchBits),
    distribution: measureDistribution(counts, truth !== null),
    completeness: options.values ? completeness : withoutNames(completeness),
    unlinkable,
    blocking: measureBlocking(inside, counts, truth),
    frequencies: options.values
      ? frequencies
      : { ...frequencies, effects: frequencies.effects.map((e) => ({ ...e, commonest: [] })) },
    patterns,
    clusters,
    columns: model.columns.map((c) => c.name),
    records,
  }
}

/** Where sources are told from a column of the records, even their names are values. */
function withoutNames(completeness: ReportData['completeness']): ReportData['completeness'] {
  const sources = completeness.sources.map((s, i) => ({ ...s, name: `source ${i + 1}` }))
  return { ...completeness, sources }
}

function* rowsOf(patterns: PatternShown[], clusters: ClusterShown[]): Generator<number> {
  for (const { examples } of patterns) for (const { left, right } of examples) yield* [left, right]
  for (const { records, weakest, worst } of clusters) {
    yield* records
    for (const pair of [weakest, worst]) if (pair) yield* [pair.left, pair.right]
  }
}
