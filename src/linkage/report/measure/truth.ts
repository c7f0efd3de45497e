import type { DuckDBConnection } from '@duckdb/node-api'
import { f1Of } from '../../evaluate/cluster-scores.ts'
import { countCodes } from '../../records/column.ts'
import type { Records } from '../../records/records.ts'
import { quote } from '../../records/tables.ts'

/** The true answer: who each record really is, as a code; −1 where that is not known. */
export interface Truth {
  codes: Int32Array
  /** Pairs of records that are one in truth. */
  pairs: number
}

/** Reads a table (id, truth) in the order of the records' numbers. */
export async function readTruth(
  connection: DuckDBConnection,
  table: string,
  idTable: string,
  records: Records,
): Promise<Truth> {
  const byPlace = new Int32Array(records.count)
  const result = await connection.stream(
    `SELECT CAST(coalesce(t.code, -1) AS INTEGER) FROM ${quote(idTable)} i LEFT JOIN
       (SELECT CAST(id AS VARCHAR) AS id, dense_rank() OVER (ORDER BY truth) - 1 AS code
        FROM ${quote(table)} WHERE truth IS NOT NULL) t ON t.id = i.id ORDER BY i.rowid`,
  )
  let at = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const vector = chunk.getColumnVector(0)
    for (let i = 0; i < chunk.rowCount && at < records.count; i++)
      byPlace[at++] = Number(vector.getItem(i))
  }
  const codes = byPlace.map((_, row) => byPlace[records.placeOf(row)] as number)
  return { codes, pairs: pairsAlike(codes) }
}

/** How well clusters agree with the truth, by pairs of records within clusters. */
export function scoreLabels(labels: Int32Array, { codes, pairs }: Truth) {
  const known = labels.map((label, i) => ((codes[i] as number) < 0 ? -1 : label))
  return f1Of(pairsAlikeInBoth(known, codes), pairsAlike(known), pairs)
}

/** Pairs of records that are alike in both: cluster by cluster, so that nothing has to be looked up. */
function pairsAlikeInBoth(labels: Int32Array, codes: Int32Array): number {
  const starts = new Int32Array(labels.length + 1)
  for (const label of labels) if (label >= 0) starts[label + 1] = (starts[label + 1] as number) + 1
  for (let c = 0; c < labels.length; c++)
    starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number)
  const members = new Int32Array(starts[labels.length] as number)
  const next = starts.slice()
  labels.forEach((label, i) => {
    if (label < 0) return
    const at = next[label] as number
    members[at] = codes[i] as number
    next[label] = at + 1
  })
  const met = new Int32Array(codes.reduce((a, b) => Math.max(a, b), -1) + 1)
  let pairs = 0
  for (let c = 0; c < labels.length; c++) {
    const [from, to] = [starts[c] as number, starts[c + 1] as number]
    for (let i = from; i < to; i++) {
      const code = members[i] as number
      pairs += met[code] as number
      met[code] = (met[code] as number) + 1
    }
    for (let i = from; i < to; i++) met[members[i] as number] = 0
  }
  return pairs
}

function pairsAlike(codes: Int32Array): number {
  return sumOfPairs(countCodes(codes, codes.reduce((a, b) => Math.max(a, b), -1) + 1))
}

const sumOfPairs = (sizes: Int32Array): number =>
  sizes.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
