import { makeBlocks } from '../blocking/block.ts'
import { CandidatePairs } from '../blocking/candidates.ts'
import type { TrainingInput } from './train.ts'

/** A block of a deterministic rule larger than this tells nothing about identity. */
const RULE_CAP = 100_000

/**
 * The prior that the model gives, or the one that its deterministic rules imply: the pairs that
 * any of them finds, over the share of all matches that they are thought to find, over all
 * possible pairs. Null where the model leaves the prior to the data.
 */
export function priorFromRules(input: TrainingInput, total: number): number | null {
  const { prior } = input.model.training
  if (prior === 'estimate') return null
  if ('probability' in prior) return prior.probability
  const blocks = prior.rules.map((keys) =>
    makeBlocks({ words: '', keys, cap: RULE_CAP, ownCap: true }, input.records),
  )
  let found = 0
  new CandidatePairs(blocks, input.records, input.apart).visitAll((_l, _r, _rule, apart) => {
    if (!apart) found++
  })
  return Math.min(0.9, Math.max(1, found / prior.recall) / Math.max(1, total))
}
