import type { BlockingRule, Model } from '../model/model.ts'

/** A block of a deterministic rule larger than this tells nothing about identity. */
const RULE_CAP = 100_000

/** The deterministic rules that a model takes its prior from. */
export function priorRules({ training: { prior } }: Model): BlockingRule[] {
  if (prior === 'estimate' || !('rules' in prior)) return []
  return prior.rules.map((keys) => ({ words: '', keys, cap: RULE_CAP, ownCap: true }))
}

/**
 * The prior that the model gives, or the one that its deterministic rules imply: the pairs that
 * any of them finds (`counted`), over the share of all matches that they are thought to find,
 * over all possible pairs. Null where the model leaves the prior to the data.
 */
export function givenPrior(model: Model, counted: number, total: number): number | null {
  const { prior } = model.training
  if (prior === 'estimate') return null
  if ('probability' in prior) return prior.probability
  return Math.min(0.9, Math.max(1, counted / prior.recall) / Math.max(1, total))
}
