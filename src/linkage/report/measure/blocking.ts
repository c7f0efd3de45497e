import type { Skipped } from '../../blocking/block.ts'
import { possiblePairs } from '../../blocking/candidates.ts'
import type { Inside } from '../../run-stages.ts'
import type { PairCounts } from './pairs.ts'
import type { Truth } from './truth.ts'

/** What a blocking rule costs and adds. */
export interface RuleYield {
  rule: string
  blocks: number
  largest: number
  /** Pairs that it would propose by itself, those that no rule before it proposes, and matches among these. */
  alone: number
  added: number
  matches: number
  /** True pairs among those added; null without a truth. */
  right: number | null
  skipped: Skipped
  cap: number
}

export interface Blocking {
  /** Pairs that there are in all and that may be one. */
  possible: number
  candidates: number
  rules: RuleYield[]
  /** True pairs in all, and those that some rule proposes; null without a truth. */
  truth: { pairs: number; proposed: number } | null
}

/** What each rule of the model costs and adds. */
export function measureBlocking(inside: Inside, counts: PairCounts, truth: Truth | null): Blocking {
  const { records, apart } = inside.prepared
  const { model } = inside.run.options
  const added = inside.result.blocking
  return {
    possible: possiblePairs(records, apart).open,
    candidates: inside.compared.pairs.count,
    rules: inside.compared.sizes.map(({ blocks, largest, pairs, skipped }, i) => ({
      rule: model.blocking[i]?.words ?? '',
      blocks,
      largest,
      alone: pairs,
      added: added[i]?.pairs ?? 0,
      matches: counts.matchesByRule[i] as number,
      right: truth ? (counts.rightByRule[i] as number) : null,
      skipped,
      cap: model.blocking[i]?.cap ?? 0,
    })),
    truth: truth
      ? { pairs: truth.pairs, proposed: counts.rightByRule.reduce((a, b) => a + b, 0) }
      : null,
  }
}
