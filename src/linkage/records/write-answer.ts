import type { DuckDBConnection } from '@duckdb/node-api'
import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import type { Scorer } from '../score/scorer.ts'
import type { Records } from './records.ts'
import { quote } from './tables.ts'
import {
  type NumberColumn,
  type NumberWriter,
  openNumberTable,
  writeColumns,
} from './write-columns.ts'

/** Names of the tables of one run. */
export interface AnswerNames {
  ids: string
  clusters: string
  clusterRows: string
  pairs: string
  pairRows: string
  patterns: string
}

/** Writes the clusters (id, cluster); a cluster is named by the smallest id in it. */
export async function writeClusters(
  connection: DuckDBConnection,
  names: Pick<AnswerNames, 'ids' | 'clusters' | 'clusterRows'>,
  records: Pick<Records, 'placeOf'>,
  labels: Int32Array,
): Promise<void> {
  const size = new Int32Array(labels.length)
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number
    size[label] = (size[label] as number) + 1
  }
  const shared = new Int32Array(labels.length)
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number
    shared[records.placeOf(i)] = (size[label] as number) > 1 ? label : -1
  }
  await writeColumns(connection, names.clusterRows, [{ name: 'c', values: shared }], labels.length)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quote(names.clusters)} AS
     WITH placed AS MATERIALIZED (SELECT i.id, k.c FROM ${quote(names.ids)} i POSITIONAL JOIN ${quote(names.clusterRows)} k)
     SELECT p.id, f.name AS "cluster" FROM placed p
     JOIN (SELECT c, min(id) AS name FROM placed WHERE c >= 0 GROUP BY c) f ON f.c = p.c WHERE p.c >= 0
     UNION ALL SELECT id, id FROM placed WHERE c < 0`,
  )
  await connection.run(`DROP TABLE temp.${quote(names.clusterRows)}`)
}

/** What is written of the pairs. */
export interface PairAnswer {
  model: Model
  records: Pick<Records, 'placeOf'>
  pairs: PairTable
  patterns: Patterns
  scorer: Scorer
  reviewBits: number
  /** Whether the pairs are needed no more: their memory is given back as they are written. */
  isLast: boolean
  /** Also what a weight is made of beyond prior and levels. */
  parts: boolean
}

/** Rows written at a time. */
const ROWS = 2048

/**
 * Writes the pairs from a weight up as numbers, and a view that spells them out with the
 * caller's ids and the level of each comparison. Returns how many there are.
 */
export async function writePairs(
  connection: DuckDBConnection,
  names: AnswerNames,
  answer: PairAnswer,
): Promise<number> {
  const { model, patterns, scorer, parts } = answer
  const partNames = parts
    ? [...scorer.adjusted.map((c) => `frequency_${model.comparisons[c]?.name}`), 'correction']
    : []
  const writer = await openNumberTable(connection, names.pairRows, [
    ...['l', 'r', 'rule', 'pattern'].map((name) => ({ name, type: 'INTEGER' as const })),
    ...['weight', ...partNames].map((name) => ({ name, type: 'DOUBLE' as const })),
  ])
  const written = writePairRows(writer, answer, partNames.length)
  writer.close()
  const levelColumns = model.comparisons.map(
    (c, i): NumberColumn => ({
      name: `level_${c.name}`,
      values: Int32Array.from(
        { length: patterns.size },
        (_, p) => patterns.levels[p * patterns.width + i] as number,
      ),
    }),
  )
  const numbers = Int32Array.from({ length: patterns.size }, (_, p) => p)
  await writeColumns(
    connection,
    names.patterns,
    [{ name: 'pattern', values: numbers }, ...levelColumns],
    patterns.size,
  )
  const shown = [
    'a.id AS id_l',
    'b.id AS id_r',
    'p.weight',
    '1 / (1 + pow(2, -p.weight)) AS probability',
    'p.rule',
    ...levelColumns.map((c) => `k.${quote(c.name)}`),
    ...partNames.map((name) => `p.${quote(name)}`),
  ]
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW ${quote(names.pairs)} AS SELECT ${shown.join(', ')}
     FROM ${quote(names.pairRows)} p JOIN ${quote(names.patterns)} k ON k.pattern = p.pattern
     JOIN ${quote(names.ids)} a ON a.rowid = p.l JOIN ${quote(names.ids)} b ON b.rowid = p.r`,
  )
  return written
}

function writePairRows(writer: NumberWriter, answer: PairAnswer, partCount: number): number {
  const { records, pairs, patterns, scorer, reviewBits } = answer
  const [left, right, rule, pattern] = [0, 1, 2, 3].map(() => new Int32Array(ROWS)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const weight = new Float64Array(ROWS)
  const parts = Array.from({ length: partCount }, () => new Float64Array(ROWS))
  let at = 0
  let written = 0
  const flush = (): void => {
    if (at === 0) return
    writer.write(
      [left, right, rule, pattern, weight, ...parts].map((column) => column.subarray(0, at)),
      at,
    )
    written += at
    at = 0
  }
  for (const chunk of answer.isLast ? pairs.drained() : pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      const bits = chunk.weight[i] as number
      if (bits < reviewBits) continue
      const l = chunk.left[i] as number
      const r = chunk.right[i] as number
      const p = chunk.pattern[i] as number
      const placeL = records.placeOf(l)
      const placeR = records.placeOf(r)
      left[at] = Math.min(placeL, placeR)
      right[at] = Math.max(placeL, placeR)
      rule[at] = chunk.rule[i] as number
      pattern[at] = p
      weight[at] = bits
      if (partCount > 0) {
        scorer.adjusted.forEach((c, k) => {
          const level = patterns.levels[p * patterns.width + c] as number
          ;(parts[k] as Float64Array)[at] = scorer.frequencyBits(c, level, l, r)
        })
        ;(parts[partCount - 1] as Float64Array)[at] = scorer.corrected
          ? bits - scorer.plainWeight(p, l, r)
          : 0
      }
      if (++at === ROWS) flush()
    }
  }
  flush()
  return written
}
