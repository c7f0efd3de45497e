import type { Comparison } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import { letGo } from '../records/let-go.ts'
import {
  type BlockSizes,
  type Blocks,
  blocksByKeys,
  type Grouping,
  type RuleKeys,
  sizesOf,
} from './block.ts'
import { type Apart, CandidatePairs, type PairBatch } from './candidates.ts'
import { GroupScratch } from './group-entries.ts'

/** Everything that candidate pairs come from: whole numbers alone. */
export interface PairJob {
  rules: readonly RuleKeys[]
  /** The rules of which it is asked afterwards how they group the records. */
  asked: readonly boolean[]
  /** Rules of which only the pairs that may be one are counted, those of all together. */
  counted: readonly RuleKeys[]
  count: number
  sources: Int32Array
  apart: Apart
  /** What the thread that makes the pairs may compare as well, having time to spare. */
  light: LightWork | null
}

/** Comparisons of columns with few distinct values: little has to be told to do them. */
export interface LightWork {
  /** For each comparer of the model whether it is one of them. */
  isLight: readonly boolean[]
  comparisons: readonly Comparison[]
  columns: readonly Column[]
}

/** What comes of it, in order: of each rule first how it groups the records, then its pairs. */
export type PairStep =
  | { kind: 'grouped'; rule: number; grouping: Grouping | null; sizes: BlockSizes }
  | { kind: 'pairs'; rule: number; batch: PairBatch; share: number }
  | { kind: 'counted'; pairs: number }
  | { kind: 'sampled'; reached: Float64Array[] }

/** Finds the blocks of each rule and the pairs that it adds. `batch` gives the next one to fill. */
export function* makePairs(
  { rules, asked, counted, count, sources, apart }: PairJob,
  nextBatch: () => PairBatch,
): Generator<PairStep, void> {
  const blocks: Blocks[] = []
  const candidates = new CandidatePairs(blocks, { sources }, apart)
  const scratch = new GroupScratch()
  let batch: PairBatch | null = null
  if (counted.length > 0)
    yield { kind: 'counted', pairs: countPairs(counted, count, { sources }, apart, scratch) }
  for (const [rule, keys] of rules.entries()) {
    const own = blocksByKeys(keys, count, scratch)
    blocks.push(own)
    const { blockOf, membership } = own
    yield {
      kind: 'grouped',
      rule,
      grouping: asked[rule] ? { blockOf, membership } : null,
      sizes: sizesOf(own),
    }
    const cursor = candidates.start(rule)
    for (;;) {
      batch ??= nextBatch()
      if (!candidates.fill(batch, cursor)) break
      const share = (rule + cursor.block / Math.max(1, cursor.end)) / rules.length
      yield { kind: 'pairs', rule, batch, share }
      batch = null
    }
    letGo(own.rows, own.starts)
  }
}

/** How many pairs that may be one some rules propose together. */
function countPairs(
  rules: readonly RuleKeys[],
  count: number,
  records: { sources: Int32Array },
  apart: Apart,
  scratch: GroupScratch,
): number {
  const blocks = rules.map((keys) => blocksByKeys(keys, count, scratch))
  let pairs = 0
  new CandidatePairs(blocks, records, apart).visitAll((_l, _r, _rule, isApart) => {
    if (!isApart) pairs++
  })
  return pairs
}
