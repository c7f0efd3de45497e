import type { BlockSizes, Grouping } from '../blocking/block.ts'
import type { PairStep } from '../blocking/make-pairs.ts'
import type { PairTable } from '../blocking/pair-table.ts'
import type { RunClock } from '../progress.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'
import { ApartCounts, binOf } from '../train/pattern-bits.ts'
import { BatchComparer } from './compare-batch.ts'
import type { Comparer } from './comparer.ts'
import { type PairRoom, refuseTooMany } from './pair-room.ts'
import { Patterns } from './patterns.ts'

/** Batches between two looks at the clock and the signal. */
const STRIDE = 8

export interface Compared {
  pairs: PairTable
  patterns: Patterns
  apart: ApartCounts
  /** How the rules group the records, where that was asked. */
  groupings: (Grouping | null)[]
  /** Pairs that the rules counted for the prior propose. */
  counted: number
  /** What a sample's pairs reach in the comparisons done in another thread. */
  reached: Float64Array[]
  /** What the blocks of each rule come to. */
  sizes: BlockSizes[]
}

/** Compares every candidate pair once: finds its pattern of levels. */
export async function comparePairs(
  steps: AsyncIterable<PairStep>,
  comparers: readonly Comparer[],
  levelCounts: readonly number[],
  frequencies: TermFrequencies,
  clock: RunClock,
  pairs: PairTable,
  room: PairRoom,
): Promise<Compared> {
  const patterns = new Patterns(levelCounts)
  const apart = new ApartCounts()
  const groupings: (Grouping | null)[] = []
  const sizes: BlockSizes[] = []
  let counted = 0
  let reached: Float64Array[] = []
  const comparing = new BatchComparer(comparers, patterns)
  const { pattern } = comparing
  let batches = 0
  for await (const step of steps) {
    if (step.kind === 'sampled') {
      reached = step.reached
      continue
    }
    if (step.kind === 'counted') {
      counted = step.pairs
      continue
    }
    if (step.kind === 'grouped') {
      // Blocks of one rule share no pair; pairs held apart take no room.
      refuseTooMany(step.sizes.pairs * room.openShare, room.pairs, room.wordsOf(step.rule))
      groupings.push(step.grouping)
      sizes.push(step.sizes)
      continue
    }
    const { batch, rule } = step
    comparing.compare(batch)
    for (let i = 0; i < batch.count; i++) {
      const l = batch.left[i] as number
      const r = batch.right[i] as number
      const p = pattern[i] as number
      if (batch.apart[i] === 0) pairs.add(l, r, p, rule)
      else apart.add(p, binOf(frequencies, patterns, p, l, r))
    }
    refuseTooMany(pairs.count, room.pairs, room.wordsOf(rule))
    if (++batches % STRIDE === 0)
      await clock.at('compare', step.share, `${pairs.count} pairs compared`)
  }
  await clock.at('compare', 1, `${pairs.count} pairs compared`)
  return { pairs, patterns, apart, groupings, counted, reached, sizes }
}
