import { riskWords } from '../rules/risk-facts.ts'

/** What is known of a question before anybody has looked at it. */
export interface Question {
  readonly kind: 'pair' | 'doubt' | 'sample' | 'weak-link'
  /** Facts of risk that only one side has. */
  readonly riskKinds: readonly string[]
  /** How many sources' records hang on the answer. */
  readonly records: number
  readonly daysWaiting: number
  /** As the machine sees it; undefined where it has not been weighed yet. */
  readonly probability: number | undefined
}

/** Why a question is asked so early, and where it stands: the smaller, the sooner. */
export interface Usefulness {
  readonly rank: number
  readonly reasons: readonly string[]
}

/** So many records of two people are more than most have. */
const manyRecords = 5
/** After so many days a question is old. */
const oldAfterDays = 7

/**
 * How useful an answer would be, by what it would settle. First what may be wrong on a page that
 * people read now; then facts of risk that would come to a child or go; then many records; then what
 * has waited long; the rest after that, and the sample that measures matching last, since nobody's
 * picture hangs on it.
 */
export function usefulness(question: Question): Usefulness {
  const { kind, riskKinds, records, daysWaiting } = question
  const reasons: string[] = []
  if (kind === 'doubt') reasons.push('Somebody doubts a picture that is being read now')
  if (riskKinds.length > 0) {
    reasons.push(`Only one of the two has: ${riskKinds.map(riskWords).join(', ')}`)
  }
  if (kind === 'weak-link') reasons.push('One weak link holds a person together')
  if (records >= manyRecords) reasons.push(`${records} records hang on it`)
  if (daysWaiting >= oldAfterDays) reasons.push(`It has waited ${daysWaiting} days`)
  if (kind === 'sample') return { rank: 5, reasons: ['It measures how well matching works'] }
  const rank =
    kind === 'doubt'
      ? 0
      : riskKinds.length > 0
        ? 1
        : records >= manyRecords
          ? 2
          : daysWaiting >= oldAfterDays
            ? 3
            : 4
  return { rank, reasons: reasons.length > 0 ? reasons : ['The machine is not sure'] }
}

/** The most useful first; of the same, the longest waiting, and then the least certain. */
export function byUsefulness(a: Question, b: Question): number {
  return (
    usefulness(a).rank - usefulness(b).rank ||
    b.daysWaiting - a.daysWaiting ||
    doubtIn(b) - doubtIn(a)
  )
}

/** 1 for as likely as not, 0 for certain. */
function doubtIn({ probability = 0.5 }: Question): number {
  return 1 - Math.abs(probability - 0.5) * 2
}
