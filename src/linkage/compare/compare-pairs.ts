import type { Blocks } from '../blocking/block.ts'
import type { CandidatePairs } from '../blocking/candidates.ts'
import { PairTable } from '../blocking/pair-table.ts'
import type { RunClock } from '../progress.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'
import { ApartCounts, binOf } from '../train/pattern-bits.ts'
import { BatchComparer } from './compare-batch.ts'
import type { Comparer } from './comparer.ts'
import { Patterns } from './patterns.ts'

/** Batches between two looks at the clock and the signal. */
const STRIDE = 64

export interface Compared {
  pairs: PairTable
  patterns: Patterns
  apart: ApartCounts
}

/** Compares every candidate pair once: finds its pattern of levels. */
export async function comparePairs(
  blocks: readonly Blocks[],
  candidates: CandidatePairs,
  comparers: readonly Comparer[],
  levelCounts: readonly number[],
  frequencies: TermFrequencies,
  clock: RunClock,
  pairBytes: number,
): Promise<Compared> {
  const pairs = new PairTable(pairBytes)
  const patterns = new Patterns(levelCounts)
  const apart = new ApartCounts()
  const comparing = new BatchComparer(comparers, patterns)
  const { batch, pattern } = comparing
  let batches = 0
  for (let rule = 0; rule < blocks.length; rule++) {
    for (const cursor = candidates.start(rule); candidates.fill(batch, cursor); ) {
      comparing.compare()
      for (let i = 0; i < batch.count; i++) {
        const l = batch.left[i] as number
        const r = batch.right[i] as number
        const p = pattern[i] as number
        if (batch.apart[i] === 0) pairs.add(l, r, p, rule)
        else apart.add(p, binOf(frequencies, patterns, p, l, r))
      }
      if (++batches % STRIDE > 0) continue
      const share = (rule + cursor.block / Math.max(1, cursor.end)) / blocks.length
      await clock.at('compare', share, `${pairs.count} pairs compared`)
    }
  }
  await clock.at('compare', 1, `${pairs.count} pairs compared`)
  return { pairs, patterns, apart }
}
