import { type Blocks, makeBlocks } from './blocking/block.ts'
import { apartSources, CandidatePairs, possiblePairs } from './blocking/candidates.ts'
import { clusterRecords } from './cluster/cluster-records.ts'
import { comparePairs } from './compare/compare-pairs.ts'
import { makeComparers } from './compare/comparer.ts'
import { LinkageError } from './errors.ts'
import type { LinkOptions, LinkResult, Warning } from './options.ts'
import { RunClock } from './progress.ts'
import { contentHash } from './records/content-hash.ts'
import { readDecisions } from './records/decisions.ts'
import { fingerprintOf, warnOfOtherData } from './records/fingerprint.ts'
import { readOutsideFrequencies } from './records/outside-frequencies.ts'
import { readLabels } from './records/read-labels.ts'
import { readRecords } from './records/read-records.ts'
import { quote } from './records/tables.ts'
import { type AnswerNames, writeClusters, writePairs } from './records/write-answer.ts'
import { countAnswer, scorePairs } from './score/score-pairs.ts'
import { bitsOf, makeScorer } from './score/scorer.ts'
import { makeTermFrequencies } from './score/term-frequencies.ts'
import { checkParameters, type Parameters } from './train/parameters.ts'
import { learnFromApart, savedPatternBits } from './train/pattern-bits.ts'
import { train } from './train/train.ts'
import { warnOfEmptyColumns, warnOfHotBlocks, warnOfTraining } from './train/warnings.ts'

let runs = 0

/**
 * Links the records of one or several tables: candidate pairs, weights, clusters. The answer is
 * left in temporary tables of the connection until `dropLinkResult`. Cancelled or failed, nothing
 * is left behind.
 */
export async function link(options: LinkOptions): Promise<LinkResult> {
  if (options.tables.length === 0)
    throw new LinkageError('input-invalid', 'No table was given to link.')
  const names = namesOf(`linkage_${++runs}`)
  try {
    return await runStages(options, names)
  } catch (error) {
    await dropTables(options, names)
    throw error
  }
}

/** Drops what a run left in the connection. */
export async function dropLinkResult(
  connection: LinkOptions['connection'],
  result: LinkResult,
): Promise<void> {
  await dropTables({ connection }, namesOf(result.clusters.replace(/_clusters$/, '')))
}

const namesOf = (run: string): AnswerNames => ({
  ids: `${run}_ids`,
  clusters: `${run}_clusters`,
  clusterRows: `${run}_cluster_rows`,
  pairs: `${run}_pairs`,
  pairRows: `${run}_pair_rows`,
  patterns: `${run}_patterns`,
})

/** Drops every temporary table of a run: they all begin with its name. */
async function dropTables(
  { connection }: Pick<LinkOptions, 'connection'>,
  names: AnswerNames,
): Promise<void> {
  await connection.run(`DROP VIEW IF EXISTS temp.${quote(names.pairs)}`)
  const found = await connection.runAndReadAll(
    'SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, $1)',
    [names.ids.replace(/ids$/, '')],
  )
  for (const [table] of found.getRows())
    await connection.run(`DROP TABLE temp.${quote(String(table))}`)
}

async function runStages(options: LinkOptions, names: AnswerNames): Promise<LinkResult> {
  const { model, connection, tables } = options
  const clock = new RunClock(options.onProgress, options.signal)
  const warnings: Warning[] = []

  await clock.at('read', 0, 'reading the records')
  const records = await readRecords(connection, tables, model, names.ids, (share) =>
    clock.at('read', share, 'reading the records'),
  )
  warnings.push(...warnOfEmptyColumns(model, records))
  const outside = await readOutsideFrequencies(connection, model)
  const columns = model.columns.map((c) => records.column({ kind: 'column', name: c.name }))
  const hash = contentHash(columns, records.count, options.seed ?? 1)

  await clock.at('block', 0, `finding candidate pairs among ${records.count} records`)
  const apart = apartSources(model, records, tables.length > 1)
  const blocks: Blocks[] = []
  for (const rule of model.blocking) {
    blocks.push(makeBlocks(rule, records))
    await clock.at('block', blocks.length / model.blocking.length, `rule ${rule.words}`)
  }
  warnings.push(...warnOfHotBlocks(blocks))

  await clock.at('compare', 0, 'comparing pairs')
  const comparers = makeComparers(model.comparisons, records)
  const candidates = new CandidatePairs(blocks, records, apart, comparers)
  const levelCounts = model.comparisons.map((c) => c.levels.length)
  const frequencies = makeTermFrequencies(model, records, outside)
  const {
    pairs,
    patterns,
    apart: apartCounts,
  } = await comparePairs(blocks, candidates, levelCounts, frequencies, clock)

  await clock.at('train', 0, `learning from ${pairs.count} candidate pairs`)
  const possible = possiblePairs(records, apart)
  const fingerprint = fingerprintOf(model, records, hash)
  let parameters: Parameters
  if (options.parameters) {
    checkParameters(options.parameters, model)
    parameters = options.parameters
    warnings.push(...warnOfOtherData(parameters.fingerprint, fingerprint))
  } else {
    parameters = train({
      model,
      records,
      comparers,
      blocks,
      candidates,
      pairs,
      patterns,
      apart,
      hash,
      warnings,
      labels:
        options.labels === undefined
          ? null
          : await readLabels(connection, options.labels, names.ids, records.count),
    })
    await clock.at('train', 0.9, 'learning from pairs held apart')
    const learnt = model.training.fromApart
      ? learnFromApart(pairs, patterns, frequencies, apartCounts, possible.open / possible.apart)
      : null
    parameters.fingerprint = fingerprint
    if (learnt) parameters.patterns = learnt.rows
    warnings.push(...warnOfTraining(model, parameters, pairs, patterns, possible.open))
  }

  await clock.at('score', 0, 'weighing the pairs')
  const patternBits = parameters.patterns ? savedPatternBits(parameters.patterns, patterns) : null
  const scorer = makeScorer(model, parameters, patterns, frequencies, patternBits)
  scorePairs(pairs, scorer)

  await clock.at('cluster', 0, 'building clusters')
  const matchBits = bitsOf(options.threshold ?? model.thresholds.match)
  const decisions = await readDecisions(options, names.ids, warnings)
  const labels = clusterRecords(model, records, pairs, matchBits, decisions, hash)

  await clock.at('write', 0, 'writing the answer')
  const reviewBits = Math.min(matchBits, bitsOf(model.thresholds.review))
  await writeClusters(connection, names, labels)
  const clustersAt: LinkResult['clustersAt'] = []
  for (const threshold of options.alsoAt ?? []) {
    const at = clusterRecords(model, records, pairs, bitsOf(threshold), decisions, hash)
    const table = `${names.clusters}_at_${clustersAt.length}`
    await writeClusters(connection, { ...names, clusters: table }, at)
    clustersAt.push({ threshold, table, clusters: at.filter((label, i) => label === i).length })
  }
  const written = await writePairs(connection, names, {
    model,
    pairs,
    patterns,
    scorer,
    reviewBits,
  })
  const counted = countAnswer(pairs, labels, matchBits, blocks)
  await clock.at('write', 1, 'done')
  return {
    clusters: names.clusters,
    pairs: names.pairs,
    parameters,
    clustersAt,
    counts: {
      records: records.count,
      candidatePairs: pairs.count,
      matches: counted.matches,
      review: written - counted.matches,
      clusters: counted.clusters,
    },
    blocking: counted.blocking,
    warnings,
    seconds: clock.seconds(),
  }
}
