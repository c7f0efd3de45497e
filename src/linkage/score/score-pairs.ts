import type { BlockSizes } from '../blocking/block.ts'
import type { PairTable } from '../blocking/pair-table.ts'
import type { Model } from '../model/model.ts'
import type { BlockingReport } from '../options.ts'
import type { Scorer } from './scorer.ts'

/** Gives every candidate pair its weight in bits. */
export function scorePairs(pairs: PairTable, scorer: Scorer): void {
  pairs.setWeights((chunk) => scorer.weigh(chunk))
}

/** Counts the matches, the clusters and what each blocking rule added. */
export function countAnswer(
  model: Model,
  pairs: PairTable,
  labels: Int32Array,
  matchBits: number,
  sizes: readonly BlockSizes[],
): { matches: number; clusters: number; blocking: BlockingReport[] } {
  const byRule = new Float64Array(sizes.length)
  let matches = 0
  for (const { count, weight, rule } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      if ((weight[i] as number) >= matchBits) matches++
      byRule[rule[i] as number] = (byRule[rule[i] as number] as number) + 1
    }
  }
  let clusters = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === i) clusters++
  return {
    matches,
    clusters,
    blocking: sizes.map(({ skipped }, i) => ({
      rule: model.blocking[i]?.words ?? '',
      pairs: byRule[i] as number,
      skipped,
    })),
  }
}
