import { ageOn, formatDate, type IsoDate } from '#kernel'
import type { ChildRecord } from '#store'
import { present, type ShownValue, shownValue } from './shown-value.ts'

type BirthFacts = Pick<ChildRecord, 'bornOn' | 'bornOnIs' | 'expectedOn' | 'diedOn'>

/**
 * The age as it can honestly be given: approximate where the birth date is, the due date of an
 * unborn child, the age at death, and no age at all from a filler date such as 1 January 1900.
 */
export function shownAge(record: BirthFacts, today: IsoDate): ShownValue {
  const { bornOn, expectedOn, diedOn } = record
  if ('blank' in bornOn) {
    if ('blank' in expectedOn) return shownValue(bornOn, String)
    return present(expectedWords(expectedOn.value, today), expectedOn.from)
  }
  if (record.bornOnIs === 'placeholder') return { blank: fillerWords(bornOn) }
  const until = 'blank' in diedOn ? today : diedOn.value
  const age = ageWords(bornOn.value, until, record.bornOnIs === 'approximate')
  return present('blank' in diedOn ? age : `${age} at death`, bornOn.from)
}

/** The birth date with a note where it is not exact; a filler date is said to be one. */
export function shownBirth(record: BirthFacts, today: IsoDate): ShownValue {
  const { bornOn, expectedOn } = record
  if ('blank' in bornOn) {
    return 'blank' in expectedOn
      ? shownValue(bornOn, formatDate)
      : present(expectedWords(expectedOn.value, today), expectedOn.from)
  }
  if (record.bornOnIs === 'placeholder') return { blank: fillerWords(bornOn) }
  return shownValue(
    bornOn,
    formatDate,
    record.bornOnIs === 'approximate' ? { note: 'Approximate' } : {},
  )
}

/** `12 years`, or `About 12 years` for a date that is not exact. A date to come is a due date. */
export function ageWords(bornOn: IsoDate, on: IsoDate, isApproximate: boolean): string {
  const { words, kind } = ageOn(bornOn, on)
  if (kind === 'unborn') return expectedWords(bornOn, on)
  return isApproximate ? `About ${words}` : words
}

/** A due date to come, or one that has passed without a birth having been recorded. */
export function expectedWords(expectedOn: IsoDate, today: IsoDate): string {
  return expectedOn < today
    ? `Was due ${formatDate(expectedOn)}, no birth recorded`
    : `Unborn, due ${formatDate(expectedOn)}`
}

/** A filler date where its source is not named beside it. */
export function noDateWords(bornOn: IsoDate, sourceName = 'the source'): string {
  return `Not known: ${sourceName} has ${formatDate(bornOn)}, which stands for no date`
}

function fillerWords(bornOn: Extract<BirthFacts['bornOn'], { value: unknown }>): string {
  return noDateWords(bornOn.value, bornOn.from.sourceName)
}
