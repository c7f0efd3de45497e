import type { DuckDBConnection } from '@duckdb/node-api'
import type { PairTable } from '../blocking/pair-table.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import type { Scorer } from '../score/scorer.ts'
import { quote } from './tables.ts'
import { type NumberColumn, writeColumns } from './write-columns.ts'

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
  labels: Int32Array,
): Promise<void> {
  const size = new Int32Array(labels.length)
  for (const label of labels) size[label] = (size[label] as number) + 1
  const shared = labels.map((label) => ((size[label] as number) > 1 ? label : -1))
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

/**
 * Writes the pairs from a weight up as numbers, and a view that spells them out with the
 * caller's ids and the level of each comparison. Returns how many there are.
 */
export async function writePairs(
  connection: DuckDBConnection,
  names: AnswerNames,
  answer: {
    model: Model
    pairs: PairTable
    patterns: Patterns
    scorer: Scorer
    reviewBits: number
  },
): Promise<number> {
  const { model, pairs, patterns, scorer, reviewBits } = answer
  let n = 0
  for (const { count, weight } of pairs.chunks) {
    for (let i = 0; i < count; i++) if ((weight[i] as number) >= reviewBits) n++
  }
  const left = new Int32Array(n)
  const right = new Int32Array(n)
  const pattern = new Int32Array(n)
  const rule = new Int32Array(n)
  const weight = new Float64Array(n)
  const correction = new Float64Array(n)
  const frequencies = scorer.adjusted.map(() => new Float64Array(n))
  let at = 0
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      if ((chunk.weight[i] as number) < reviewBits) continue
      const l = chunk.left[i] as number
      const r = chunk.right[i] as number
      const p = chunk.pattern[i] as number
      left[at] = l
      right[at] = r
      pattern[at] = p
      rule[at] = chunk.rule[i] as number
      weight[at] = chunk.weight[i] as number
      if (scorer.corrected) correction[at] = (weight[at] as number) - scorer.plainWeight(p, l, r)
      scorer.adjusted.forEach((c, k) => {
        ;(frequencies[k] as Float64Array)[at] = scorer.frequencyBits(
          c,
          patterns.levels[p * patterns.width + c] as number,
          l,
          r,
        )
      })
      at++
    }
  }
  const frequencyNames = scorer.adjusted.map((c) => `frequency_${model.comparisons[c]?.name}`)
  await writeColumns(
    connection,
    names.pairRows,
    [
      { name: 'l', values: left },
      { name: 'r', values: right },
      { name: 'weight', values: weight },
      { name: 'rule', values: rule },
      { name: 'pattern', values: pattern },
      ...(scorer.corrected ? [{ name: 'correction', values: correction }] : []),
      ...frequencies.map(
        (values, k): NumberColumn => ({ name: frequencyNames[k] as string, values }),
      ),
    ],
    n,
  )
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
    ...frequencyNames.map((name) => `p.${quote(name)}`),
    scorer.corrected ? 'p.correction' : '0::DOUBLE AS correction',
  ]
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW ${quote(names.pairs)} AS SELECT ${shown.join(', ')}
     FROM ${quote(names.pairRows)} p JOIN ${quote(names.patterns)} k ON k.pattern = p.pattern
     JOIN ${quote(names.ids)} a ON a.rowid = p.l JOIN ${quote(names.ids)} b ON b.rowid = p.r`,
  )
  return n
}
