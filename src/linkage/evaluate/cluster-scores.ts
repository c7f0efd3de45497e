import type { DuckDBConnection } from '@duckdb/node-api'

/** How well clusters agree with a truth, by pairs of records within clusters. */
export interface ClusterScores {
  truePairs: number
  foundPairs: number
  rightPairs: number
  precision: number
  recall: number
  f1: number
}

/** Compares clusters with a truth. All are names of tables; `truth` has columns id and truth. */
export async function scoreClusters(
  connection: DuckDBConnection,
  clusters: string,
  truth: string,
): Promise<ClusterScores> {
  const pairsBy = (keys: string) =>
    `(SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM (SELECT count(*) AS n FROM both_sides GROUP BY ${keys}))`
  const reader = await connection.runAndReadAll(
    `WITH both_sides AS MATERIALIZED (SELECT c.cluster, t.truth FROM "${clusters}" c JOIN "${truth}" t ON t.id = c.id WHERE t.truth IS NOT NULL)
     SELECT ${pairsBy('truth')}::DOUBLE, ${pairsBy('cluster')}::DOUBLE, ${pairsBy('truth, cluster')}::DOUBLE`,
  )
  const [truePairs = 0, foundPairs = 0, rightPairs = 0] = (reader.getRows()[0] ?? []).map(Number)
  return { truePairs, foundPairs, rightPairs, ...f1Of(rightPairs, foundPairs, truePairs) }
}

/** Precision, recall and F1; nothing found is precision 1, nothing to find recall 1. */
export function f1Of(right: number, found: number, wanted: number) {
  const precision = found === 0 ? 1 : right / found
  const recall = wanted === 0 ? 1 : right / wanted
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}
