import { type ClericalSample, type Estimate, suggestThresholds } from '#linkage'
import type { Grouping, Sample, SamplePair, StratumKey } from '../data/sample.queries.ts'

/** How well matching works for a group of pairs, as reviewers' answers show it. */
export interface QualityOfGroup {
  readonly value: string
  /** Of the pairs that are joined, the share that are the same child; undefined where none is joined. */
  readonly precision: Estimate | undefined
  /** Of the pairs that are the same child, the share that is joined; undefined where none is joined. */
  readonly recall: Estimate | undefined
  /** Pairs answered, and drawn. */
  readonly answered: number
  readonly drawn: number
}

/** From the least likely to be the same upwards, as the estimate takes them. */
const strata: readonly StratumKey[] = ['apart', 'possible', 'joined']

/**
 * Precision and recall of what is joined, with 95 % intervals, from a sample that holds as many pairs of
 * each stratum: each counts for as many pairs as it stands for. Recall is of what could be compared at
 * all: the same child under two family names, never compared, is not in it.
 */
export function estimateQuality(sample: Sample, by: Grouping): QualityOfGroup[] {
  const values = [...new Set(sample.strata.filter((s) => s.by === by).map(({ value }) => value))]
  return values
    .toSorted((a, b) => a.localeCompare(b))
    .map((value) => estimateGroup(sample, by, value))
}

function estimateGroup(sample: Sample, by: Grouping, value: string): QualityOfGroup {
  const own = sample.pairs.filter((pair) => by === 'all' || pair[by] === value)
  const answered = own.filter(({ answer }) => answer !== null)
  const known = strata.flatMap((stratum) => {
    const found = sample.strata.find(
      (one) => one.stratum === stratum && one.by === by && one.value === value,
    )
    return found && found.pairs > 0 ? [{ stratum, pairs: found.pairs }] : []
  })
  const counts = { value, answered: answered.length, drawn: own.length }
  const place = known.findIndex(({ stratum }) => stratum === 'joined')
  if (place < 0) return { ...counts, precision: undefined, recall: undefined }
  const placeOf = (pair: SamplePair) => known.findIndex(({ stratum }) => stratum === pair.stratum)
  const clerical: ClericalSample = {
    strata: known.map(({ pairs }, at) => ({ from: at, to: at + 1, pairs })),
    pairs: own
      .filter((pair) => placeOf(pair) >= 0)
      .map((pair) => ({
        left: `${pair.reviewId}a`,
        right: `${pair.reviewId}b`,
        weight: placeOf(pair),
        stratum: placeOf(pair),
      })),
  }
  const answers = answered
    .filter((pair) => placeOf(pair) >= 0)
    .map(({ reviewId, answer }) => ({
      left: `${reviewId}a`,
      right: `${reviewId}b`,
      answer:
        answer === 'not-same'
          ? ('not_same' as const)
          : answer === 'same'
            ? ('same' as const)
            : ('cannot_tell' as const),
    }))
  const joined = suggestThresholds(clerical, answers).table.find(({ weight }) => weight === place)
  return { ...counts, precision: clamped(joined?.precision), recall: clamped(joined?.recall) }
}

/** A share lies between nought and one, whatever the method's limits say. */
function clamped(estimate: Estimate | undefined): Estimate | undefined {
  if (estimate === undefined) return undefined
  return {
    value: estimate.value,
    low: Math.max(0, estimate.low),
    high: Math.min(1, estimate.high),
  }
}
