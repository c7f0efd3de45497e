import { type DuckDBConnection, listValue } from '@duckdb/node-api'
import { type Blocks, eachPair, makeBlocks, mayPair } from './blocking/block.ts'
import { PairTable, Patterns } from './blocking/pair-table.ts'
import { DisjointSets } from './cluster/components.ts'
import { clusterConstrained, type Links } from './cluster/constrained.ts'
import { type Comparer, makeComparer } from './compare/comparer.ts'
import { LinkageError } from './errors.ts'
import type { Model } from './model/model.ts'
import type { LinkOptions, LinkResult, Warning } from './options.ts'
import { RunClock } from './progress.ts'
import { contentHash } from './records/content-hash.ts'
import { quote, readRecords } from './records/read-records.ts'
import type { Records } from './records/records.ts'
import { writeColumns } from './records/write-columns.ts'
import { bitsOf, makeScorer, probabilityOf, type Scorer } from './score/scorer.ts'
import { checkParameters } from './train/parameters.ts'
import { train } from './train/train.ts'

let runs = 0

/**
 * Links the records of one or several tables: candidate pairs, weights, clusters. The answer is
 * left in two temporary tables of the connection. Cancelled or failed, nothing is left behind.
 */
export async function link(options: LinkOptions): Promise<LinkResult> {
  const { model, connection, tables } = options
  if (tables.length === 0) throw new LinkageError('input-invalid', 'No table was given to link.')
  const run = ++runs
  const names = {
    ids: `linkage_${run}_ids`,
    clusters: `linkage_${run}_clusters`,
    pairs: `linkage_${run}_pairs`,
    clusterRows: `linkage_${run}_cluster_rows`,
    pairRows: `linkage_${run}_pair_rows`,
  }
  const { ids, clusterRows, pairRows } = names
  try {
    const result = await runStages(options, model, names)
    await drop(connection, [ids, clusterRows, pairRows])
    return result
  } catch (error) {
    await drop(connection, Object.values(names))
    throw error
  }
}

type Names = Record<'ids' | 'clusters' | 'pairs' | 'clusterRows' | 'pairRows', string>

async function drop(connection: DuckDBConnection, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.run(`DROP TABLE IF EXISTS temp.${quote(table)}`)
}

async function runStages(options: LinkOptions, model: Model, names: Names): Promise<LinkResult> {
  const { connection, tables } = options
  const clock = new RunClock(options.onProgress, options.signal)
  const seconds: Record<string, number> = {}
  let last = performance.now()
  const lap = (stage: string) => {
    const now = performance.now()
    seconds[stage] = (now - last) / 1000
    last = now
  }
  const warnings: Warning[] = []
  await clock.at('read', 0, 'reading the records')
  const { records } = await readRecords(connection, tables, model, names.ids, async () =>
    clock.check(),
  )
  lap('read')
  await clock.at('block', 0, `finding candidate pairs among ${records.count} records`)
  const may = mayPair(model, records, tables.length > 1)
  const blocks: Blocks[] = []
  for (const rule of model.blocking) {
    blocks.push(makeBlocks(rule, records))
    await clock.at('block', blocks.length / model.blocking.length, `rule ${rule.words}`)
  }
  lap('block')
  const comparers = model.comparisons.map((c) => makeComparer(c, records))
  const { pairs, patterns } = await comparePairs(blocks, may, comparers, clock)
  lap('compare')
  await clock.at('train', 0, `learning from ${pairs.count} candidate pairs`)
  const hash = contentHash(
    model.columns.map((c) => records.column({ kind: 'column', name: c.name })),
    records.count,
    options.seed ?? 1,
  )
  const parameters =
    options.parameters ??
    train({ model, records, comparers, blocks, pairs, patterns, may, hash, warnings })
  checkParameters(parameters, model)
  lap('train')
  await clock.at('score', 0, 'weighing the pairs')
  const scorer = makeScorer(model, parameters, records)
  const weights = scorePairs(pairs, patterns, scorer)
  lap('score')
  await clock.at('cluster', 0, 'building clusters')
  const matchBits = bitsOf(options.threshold ?? model.thresholds.match)
  const decisions = await readDecisions(options, names.ids, warnings)
  const labels = cluster(model, records, pairs, weights, matchBits, decisions, hash)
  lap('cluster')
  await clock.at('write', 0, 'writing the answer')
  const reviewBits = Math.min(matchBits, bitsOf(model.thresholds.review))
  const written = await writeAnswer(connection, names, {
    labels,
    pairs,
    weights,
    reviewBits,
    patterns,
    scorer,
    model,
  })
  lap('write')
  await clock.at('write', 1, 'done')
  let matches = 0
  for (let i = 0; i < pairs.count; i++) if ((weights[i] as number) >= matchBits) matches++
  let clusters = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === i) clusters++
  return {
    clusters: names.clusters,
    pairs: names.pairs,
    parameters,
    counts: {
      records: records.count,
      candidatePairs: pairs.count,
      matches,
      review: written - matches,
      clusters,
    },
    blocking: blocks.map((b, i) => ({
      rule: b.rule.words,
      pairs: countRule(pairs, i),
      skipped: b.skipped,
    })),
    warnings,
    seconds,
  }
}

function countRule(pairs: PairTable, rule: number): number {
  let n = 0
  for (let i = 0; i < pairs.count; i++) if (pairs.rule[i] === rule) n++
  return n
}

async function comparePairs(
  blocks: readonly Blocks[],
  may: (l: number, r: number) => boolean,
  comparers: readonly Comparer[],
  clock: RunClock,
): Promise<{ pairs: PairTable; patterns: Patterns }> {
  const pairs = new PairTable()
  const patterns = new Patterns(comparers.map((c) => c.comparison.levels.length))
  const levels = new Uint8Array(comparers.length)
  const width = comparers.length
  eachPair(blocks, may, (l, r, rule) => {
    for (let c = 0; c < width; c++) {
      const comparer = comparers[c] as Comparer
      levels[c] = comparer.level(comparer.codes[l] as number, comparer.codes[r] as number)
    }
    pairs.add(Math.min(l, r), Math.max(l, r), patterns.number(levels), rule)
  })
  await clock.at('compare', 1, `${pairs.count} pairs compared`)
  return { pairs, patterns }
}

function scorePairs(pairs: PairTable, patterns: Patterns, scorer: Scorer): Float64Array {
  const { width } = patterns
  const base = new Float64Array(patterns.size)
  for (let p = 0; p < base.length; p++) {
    let bits = scorer.priorBits
    for (let c = 0; c < width; c++)
      bits += (scorer.levelBits[c] as Float64Array)[
        patterns.levels[p * width + c] as number
      ] as number
    base[p] = bits
  }
  const weights = new Float64Array(pairs.count)
  for (let i = 0; i < pairs.count; i++) {
    const p = pairs.pattern[i] as number
    let bits = base[p] as number
    for (const c of scorer.adjusted) {
      bits += scorer.frequencyBits(
        c,
        patterns.levels[p * width + c] as number,
        pairs.left[i] as number,
        pairs.right[i] as number,
      )
    }
    weights[i] = bits
  }
  return weights
}

interface RowDecisions {
  same: [number, number][]
  notSame: [number, number][]
}

async function readDecisions(
  options: LinkOptions,
  idTable: string,
  warnings: Warning[],
): Promise<RowDecisions> {
  const { decisions, connection } = options
  if (!decisions || decisions.same.length + decisions.notSame.length === 0)
    return { same: [], notSame: [] }
  const wanted = [...new Set([...decisions.same, ...decisions.notSame].flat().map(String))]
  const found = await connection.runAndReadAll(
    `SELECT id, "row" FROM ${quote(idTable)} WHERE id IN (SELECT unnest($1::VARCHAR[]))`,
    [listValue(wanted)],
  )
  const rows = new Map(found.getRows().map((r) => [String(r[0]), Number(r[1])]))
  let gone = 0
  const both = (list: [string | number, string | number][]) =>
    list.flatMap(([a, b]): [number, number][] => {
      const [x, y] = [rows.get(String(a)), rows.get(String(b))]
      if (x !== undefined && y !== undefined) return [[x, y]]
      gone++
      return []
    })
  const result = { same: both(decisions.same), notSame: both(decisions.notSame) }
  if (gone > 0) {
    warnings.push({
      code: 'decision-about-missing-record',
      message: `${gone} decisions name a record that is not in the tables; they were left aside.`,
    })
  }
  return result
}

function cluster(
  model: Model,
  records: Records,
  pairs: PairTable,
  weights: Float64Array,
  matchBits: number,
  decisions: RowDecisions,
  hash: Uint32Array,
): Int32Array {
  const { onePerSource, notTwoOf } = model.constraints
  const plain =
    !onePerSource && notTwoOf.length === 0 && decisions.same.length + decisions.notSame.length === 0
  if (plain) {
    const sets = new DisjointSets(records.count)
    for (let i = 0; i < pairs.count; i++) {
      if ((weights[i] as number) < matchBits) continue
      const a = sets.find(pairs.left[i] as number)
      const b = sets.find(pairs.right[i] as number)
      if (a !== b) sets.join(a, b)
    }
    return sets.labels()
  }
  let n = 0
  for (let i = 0; i < pairs.count; i++) if ((weights[i] as number) >= matchBits) n++
  const links: Links = {
    left: new Int32Array(n),
    right: new Int32Array(n),
    weight: new Float64Array(n),
  }
  let at = 0
  for (let i = 0; i < pairs.count; i++) {
    if ((weights[i] as number) < matchBits) continue
    links.left[at] = pairs.left[i] as number
    links.right[at] = pairs.right[i] as number
    links.weight[at++] = weights[i] as number
  }
  const free = model.sources.freeOfDuplicates
  const single = records.sourceNames.map(
    (name) => free === true || free === false || free.includes(name),
  )
  return clusterConstrained(records.count, links, {
    onePerSource: onePerSource ? records.sources.map((s) => (single[s] ? s : -1)) : null,
    notTwoOf: notTwoOf.map((name) => records.column({ kind: 'column', name }).codes),
    ...decisions,
    tieBreak: hash,
  })
}

interface Answer {
  labels: Int32Array
  pairs: PairTable
  weights: Float64Array
  reviewBits: number
  patterns: Patterns
  scorer: Scorer
  model: Model
}

/** Writes both tables; returns how many pairs were written. */
async function writeAnswer(
  connection: DuckDBConnection,
  names: Names,
  answer: Answer,
): Promise<number> {
  const { labels, pairs, weights, reviewBits, patterns, scorer, model } = answer
  await writeColumns(connection, names.clusterRows, [{ name: 'c', values: labels }], labels.length)
  await connection.run(
    `CREATE TEMP TABLE ${quote(names.clusters)} AS
     SELECT r.id, f.id AS cluster
     FROM (SELECT c, (row_number() OVER ()) - 1 AS "row" FROM ${quote(names.clusterRows)}) k
     JOIN ${quote(names.ids)} r ON r."row" = k."row" JOIN ${quote(names.ids)} f ON f."row" = k.c ORDER BY r.id`,
  )
  const kept: number[] = []
  for (let i = 0; i < pairs.count; i++) if ((weights[i] as number) >= reviewBits) kept.push(i)
  const pick = (values: ArrayLike<number>) => Int32Array.from(kept, (i) => values[i] as number)
  const levelOf = (c: number) =>
    Int32Array.from(
      kept,
      (i) => patterns.levels[(pairs.pattern[i] as number) * patterns.width + c] as number,
    )
  const columns = [
    { name: 'l', values: pick(pairs.left) },
    { name: 'r', values: pick(pairs.right) },
    { name: 'weight', values: Float64Array.from(kept, (i) => weights[i] as number) },
    {
      name: 'probability',
      values: Float64Array.from(kept, (i) => probabilityOf(weights[i] as number)),
    },
    { name: 'rule', values: pick(pairs.rule) },
    ...model.comparisons.map((c, i) => ({ name: `level_${c.name}`, values: levelOf(i) })),
    ...scorer.adjusted.map((c) => ({
      name: `frequency_${model.comparisons[c]?.name}`,
      values: Float64Array.from(kept, (i) =>
        scorer.frequencyBits(
          c,
          patterns.levels[(pairs.pattern[i] as number) * patterns.width + c] as number,
          pairs.left[i] as number,
          pairs.right[i] as number,
        ),
      ),
    })),
  ]
  await writeColumns(connection, names.pairRows, columns, kept.length)
  await connection.run(
    `CREATE TEMP TABLE ${quote(names.pairs)} AS
     SELECT a.id AS id_l, b.id AS id_r, p.* EXCLUDE (l, r) FROM ${quote(names.pairRows)} p
     JOIN ${quote(names.ids)} a ON a."row" = p.l JOIN ${quote(names.ids)} b ON b."row" = p.r`,
  )
  return kept.length
}
