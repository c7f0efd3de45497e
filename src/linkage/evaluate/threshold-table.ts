import type { DuckDBConnection } from '@duckdb/node-api'
import { quote } from '../records/tables.ts'
import { f1Of } from './cluster-scores.ts'

/** How pairs at or above a weight agree with a truth. */
export interface ThresholdRow {
  /** Bits. */
  weight: number
  probability: number
  found: number
  right: number
  /** True pairs not found, those that blocking never proposed among them. */
  missed: number
  precision: number
  recall: number
  f1: number
}

/**
 * Judges pairs by a truth at every weight, rounded to `step` bits, the highest first: the points
 * of a precision–recall curve. `pairs` is a result's table of pairs, which begins at the model's
 * review threshold; `truth` has columns id and truth.
 */
export async function thresholdTable(
  connection: DuckDBConnection,
  pairs: string,
  truth: string,
  step = 0.25,
): Promise<ThresholdRow[]> {
  const total = await connection.runAndReadAll(
    `SELECT coalesce(sum(n * (n - 1) / 2), 0)::DOUBLE FROM (SELECT count(*) AS n FROM ${quote(truth)} WHERE truth IS NOT NULL GROUP BY truth)`,
  )
  const wanted = Number(total.getRows()[0]?.[0] ?? 0)
  const reader = await connection.runAndReadAll(
    `SELECT round(p.weight / ${step}) * ${step} AS bits, count(*)::DOUBLE, (count(*) FILTER (WHERE a.truth = b.truth))::DOUBLE
     FROM ${quote(pairs)} p JOIN ${quote(truth)} a ON CAST(a.id AS VARCHAR) = p.id_l JOIN ${quote(truth)} b ON CAST(b.id AS VARCHAR) = p.id_r
     WHERE a.truth IS NOT NULL AND b.truth IS NOT NULL GROUP BY bits ORDER BY bits DESC`,
  )
  let found = 0
  let right = 0
  return reader.getRows().map(([bits, n, good]) => {
    found += Number(n)
    right += Number(good)
    const weight = Number(bits)
    return {
      weight,
      probability: 1 / (1 + 2 ** -weight),
      found,
      right,
      missed: wanted - right,
      ...f1Of(right, found, wanted),
    }
  })
}

/** The row with the greatest F1; of equals the one with the higher weight. */
export function bestThreshold(rows: readonly ThresholdRow[]): ThresholdRow | null {
  return rows.reduce<ThresholdRow | null>(
    (best, row) => (best === null || row.f1 > best.f1 ? row : best),
    null,
  )
}
