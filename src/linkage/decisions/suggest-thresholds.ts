import { LinkageError } from '../errors.ts'
import { probabilityOf } from '../score/scorer.ts'
import type { ClericalSample, Stratum } from './clerical-sample.ts'
import { type Estimate, type Part, shareOfSums, sumOf, wilson } from './intervals.ts'

/** What a person said of a pair of the sample. */
export interface ClericalAnswer {
  left: string
  right: string
  answer: 'same' | 'not_same' | 'cannot_tell'
}

/** What would come of joining from one weight up. */
export interface ThresholdEstimate {
  /** Bits. */
  weight: number
  probability: number
  /** Pairs at or above it. */
  pairs: number
  /** Share of them that are the same. */
  precision: Estimate
  /** Share of all the same, from the lowest weight sampled up, that are at or above it. */
  recall: Estimate
}

export interface ThresholdSuggestion {
  /** From here up join: the lowest weight whose precision is surely good enough; null: none is. */
  match: ThresholdEstimate | null
  /** From here up look: the highest weight below which surely few enough are missed; null: none. */
  review: ThresholdEstimate | null
  /** The same for every border between strata, the highest first. */
  table: ThresholdEstimate[]
  /** Answers by stratum. */
  strata: (Stratum & { same: number; notSame: number; cannotTell: number; share: Estimate })[]
  /** What to know before one relies on it. */
  notes: string[]
}

export interface ThresholdWishes {
  /** Precision that is wanted of what is joined (.99). */
  precision?: number
  /** Share of the same that may be missed below the review threshold (.02). */
  missed?: number
}

/**
 * Suggests thresholds from what people said of a clerical sample. Within a stratum the share of the
 * same has a Wilson interval, since some strata hold no error or no hit at all, where the bootstrap
 * and the textbook's interval shrink to a point; over strata the limits are put together as they
 * are recovered from Wilson's (see `sumOf`), each stratum counting by the pairs it stands for. A
 * threshold is suggested only where the worse end of the interval is good enough.
 */
export function suggestThresholds(
  sample: ClericalSample,
  answers: readonly ClericalAnswer[],
  wishes: ThresholdWishes = {},
): ThresholdSuggestion {
  const { precision = 0.99, missed = 0.02 } = wishes
  const strata = countAnswers(sample, answers)
  const table = strata
    .map((_, i): ThresholdEstimate => {
      const [low, high] = [strata.slice(0, i).map(partOf), strata.slice(i).map(partOf)]
      const pairs = high.reduce((sum, p) => sum + p.times, 0)
      const { from } = strata[i] as Stratum
      return {
        weight: from,
        probability: probabilityOf(from),
        pairs,
        precision: sumOf(high.map((p) => ({ ...p, times: p.times / pairs }))),
        recall: shareOfSums(high, low),
      }
    })
    .reverse()
  const match = table.filter((t) => t.precision.low >= precision).at(-1) ?? null
  const review = table.find((t) => t.recall.low >= 1 - missed) ?? null
  return { match, review, table, strata, notes: notesOn(strata, match, precision) }
}

function partOf({ pairs, share }: { pairs: number; share: Estimate }): Part {
  return { times: pairs, estimate: share }
}

function countAnswers(
  { strata, pairs }: ClericalSample,
  answers: readonly ClericalAnswer[],
): ThresholdSuggestion['strata'] {
  const key = (left: string, right: string) => JSON.stringify([left, right].sort())
  const stratumOf = new Map(pairs.map((p) => [key(p.left, p.right), p.stratum]))
  const counts = strata.map(() => ({ same: 0, notSame: 0, cannotTell: 0 }))
  const seen = new Set<string>()
  for (const { left, right, answer } of answers) {
    const own = key(left, right)
    const count = counts[stratumOf.get(own) ?? -1]
    if (count === undefined || seen.has(own)) {
      throw new LinkageError(
        'input-invalid',
        'An answer is about a pair that is not in the sample, or was answered before. One answer for each pair of this sample.',
      )
    }
    seen.add(own)
    if (answer === 'same') count.same++
    else if (answer === 'not_same') count.notSame++
    else count.cannotTell++
  }
  return strata.map((stratum, i) => {
    const count = counts[i] as (typeof counts)[number]
    return { ...stratum, ...count, share: wilson(count.same, count.same + count.notSame) }
  })
}

function notesOn(
  strata: ThresholdSuggestion['strata'],
  match: ThresholdEstimate | null,
  precision: number,
): string[] {
  const notes: string[] = []
  const empty = strata.filter((s) => s.same + s.notSame === 0)
  if (empty.length > 0) {
    notes.push(
      `${empty.length} of ${strata.length} strata have no answer; what they hold is taken as unknown.`,
    )
  }
  const told = strata.reduce((n, s) => n + s.same + s.notSame, 0)
  const open = strata.reduce((n, s) => n + s.cannotTell, 0)
  if (open > 0.1 * (told + open)) {
    notes.push(
      `Of ${told + open} pairs ${open} could not be told; the intervals know nothing of them.`,
    )
  }
  const top = strata.at(-1)
  if (match === null && top && top.notSame === 0) {
    // With no error among n the lower limit is n / (n + z²).
    const needed = Math.ceil((3.84 * precision) / (1 - precision))
    notes.push(
      `The sample is too small to be sure of a precision of ${precision}: about ${needed} pairs of the highest stratum without an error would be needed, there are ${top.same}.`,
    )
  }
  return notes
}
