import { LinkageError } from '../errors.ts'
import type { IdDecisions } from '../increment/decisions-by-id.ts'
import { type GivenPairs, weighNamed } from '../increment/weigh-given.ts'
import type { Warning } from '../options.ts'
import type { Parameters } from '../train/parameters.ts'

/** What is learnt from, and on which tables. */
export interface DecisionsToLearn extends Omit<GivenPairs, 'pairs'> {
  decisions: IdDecisions
  /**
   * How many pairs each decision stands for, in the order of `decisions.same`: of a clerical sample
   * the pairs of its stratum over those drawn from it. Left out: each for itself.
   */
  stands?: readonly number[]
  /** How many imagined pairs stand behind the m that was trained (50). */
  behind?: number
}

/** Parameters with m as decisions show it. */
export interface LearntFromDecisions {
  parameters: Parameters
  /** Pairs decided the same that were found in the tables. */
  used: number
  warnings: Warning[]
}

/** Fewer decided pairs than this move m little and say less. */
const FEW = 30

/**
 * Estimates m again from pairs that people decided to be the same: how often each level shows among
 * them, leaning on what was trained, so that a few decisions move it a little and many decide it. u
 * and the prior stay as they were.
 */
export async function learnFromDecisions(given: DecisionsToLearn): Promise<LearntFromDecisions> {
  const { decisions, stands, behind = 50, parameters } = given
  if (stands && stands.length !== decisions.same.length) {
    throw new LinkageError(
      'input-invalid',
      `${stands.length} numbers say what decisions stand for, and there are ${decisions.same.length} decisions of "same".`,
    )
  }
  const weighed = await weighNamed({ ...given, pairs: decisions.same })
  const { pairs, patterns, placeOf, model } = weighed
  const standsFor = new Float64Array(pairs.count).fill(1)
  stands?.forEach((n, i) => {
    if ((placeOf[i] as number) >= 0) standsFor[placeOf[i] as number] = n
  })
  // What a decision stands for tells how they compare, not how many were looked at.
  const scale =
    pairs.count /
    Math.max(
      1e-12,
      standsFor.reduce((a, b) => a + b, 0),
    )
  const counts = model.comparisons.map((c) => new Float64Array(c.levels.length))
  const weights: number[] = []
  for (const { count, pattern, weight } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const share = (standsFor[weights.length] as number) * scale
      weights.push(weight[i] as number)
      counts.forEach((sums, c) => {
        const level = patterns.levels[(pattern[i] as number) * patterns.width + c] as number
        sums[level] = (sums[level] as number) + share
      })
    }
  }
  const comparisons = parameters.comparisons.map((comparison, c) => ({
    ...comparison,
    levels: leaning(comparison.levels, model.comparisons[c]?.levels ?? [], counts[c], behind),
  }))
  return {
    parameters: { ...parameters, comparisons },
    used: pairs.count,
    warnings: warningsOf(parameters, weights, decisions.same.length, stands !== undefined),
  }
}

function leaning(
  levels: Parameters['comparisons'][number]['levels'],
  own: readonly { missing: boolean; fixedM: number | null }[],
  sums: Float64Array | undefined,
  behind: number,
): Parameters['comparisons'][number]['levels'] {
  const open = levels.map((_, i) => !own[i]?.missing && own[i]?.fixedM === null)
  const of = (values: (i: number) => number) =>
    levels.reduce((sum, _, i) => (open[i] ? sum + values(i) : sum), 0)
  const seen = of((i) => sums?.[i] ?? 0)
  // What fixed levels leave is shared out among the others.
  const room = of((i) => levels[i]?.m ?? 0)
  return levels.map((level, i) => {
    if (!open[i] || room === 0) return level
    const m = ((sums?.[i] ?? 0) * room + behind * (level.m ?? 0)) / (seen + behind)
    return { ...level, m }
  })
}

function warningsOf(
  parameters: Parameters,
  weights: readonly number[],
  given: number,
  isSample: boolean,
): Warning[] {
  const warnings: Warning[] = []
  const say = (code: string, message: string) => warnings.push({ code, message })
  if (given > weights.length) {
    say(
      'decision-about-missing-record',
      `${given - weights.length} decisions name a record that is not in the tables; nothing was learnt from them.`,
    )
  }
  if (weights.length < FEW) {
    say(
      'few-decisions',
      `Only ${weights.length} decided pairs were there to learn from: m stays near what was trained.`,
    )
  }
  const sorted = [...weights].sort((a, b) => a - b)
  const middle = sorted[sorted.length >> 1] ?? 0
  if (!isSample && weights.length >= FEW && middle < 7) {
    say(
      'decisions-of-doubtful-pairs',
      `Half of the decided pairs weigh less than ${middle.toFixed(1)} bits: people were asked about doubtful pairs, in which true ones agree less than they mostly do, and m learnt from them is too low. Draw a clerical sample (drawClericalSample) and say what each decision stands for.`,
    )
  }
  if (parameters.patterns) {
    say(
      'patterns-stand',
      'These parameters hold weights of whole patterns, learnt from pairs held apart; m counts only for patterns that were never met.',
    )
  }
  return warnings
}
