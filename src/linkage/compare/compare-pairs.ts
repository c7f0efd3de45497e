import type { Blocks } from '../blocking/block.ts'
import type { CandidatePairs } from '../blocking/candidates.ts'
import { PairTable } from '../blocking/pair-table.ts'
import type { RunClock } from '../progress.ts'
import type { TermFrequencies } from '../score/term-frequencies.ts'
import { ApartCounts, binOf } from '../train/pattern-bits.ts'
import { Patterns } from './patterns.ts'

/** Rough number of pairs between two looks at the clock and the signal. */
const STRIDE = 500_000

export interface Compared {
  pairs: PairTable
  patterns: Patterns
  apart: ApartCounts
}

/** Visits every candidate pair once and finds its pattern of levels. */
export async function comparePairs(
  blocks: readonly Blocks[],
  candidates: CandidatePairs,
  levelCounts: readonly number[],
  frequencies: TermFrequencies,
  clock: RunClock,
  pairBytes: number,
): Promise<Compared> {
  const pairs = new PairTable(pairBytes)
  const patterns = new Patterns(levelCounts)
  const apartCounts = new ApartCounts()
  const levels = new Uint8Array(patterns.width)
  const visit = (l: number, r: number, rule: number, apart: boolean): void => {
    if (apart && !candidates.teaches(l)) return
    candidates.compare(l, r, levels)
    const pattern = patterns.number(levels)
    if (apart) apartCounts.add(pattern, binOf(frequencies, patterns, pattern, l, r))
    else pairs.add(l, r, pattern, rule)
  }
  for (let rule = 0; rule < blocks.length; rule++) {
    const { starts } = blocks[rule] as Blocks
    let from = 0
    while (from + 1 < starts.length) {
      const to = stretch(starts, from)
      candidates.visit(rule, from, to, visit)
      from = to
      await clock.at(
        'compare',
        (rule + from / starts.length) / blocks.length,
        `${pairs.count} pairs compared`,
      )
    }
  }
  return { pairs, patterns, apart: apartCounts }
}

function stretch(starts: Int32Array, from: number): number {
  let pairs = 0
  let to = from
  while (to + 1 < starts.length && pairs < STRIDE) {
    const n = (starts[to + 1] as number) - (starts[to] as number)
    pairs += (n * (n - 1)) / 2
    to++
  }
  return to
}
