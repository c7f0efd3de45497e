import { addDays, addMonths, checkBirthDate, checkDateOrder, type IsoDate } from '#kernel'
import type { CheckedRecord, Finding, RecordCheck } from '../finding.ts'

/** A date of birth that its source types for want of one. */
export const placeholderBirthDate: RecordCheck = {
  kinds: ['person'],
  check(record, { recordedOn }) {
    if (record.kind !== 'person') return []
    const { bornOn, bornOnIs } = record.content
    if (bornOn === undefined) return []
    const checked = checkBirthDate(bornOn, recordedOn)
    const isFiller = bornOnIs === 'placeholder' || (!checked.ok && checked.reason === 'placeholder')
    if (!isFiller) return []
    const detail = 'Date of birth: a date that stands for “not known”.'
    return [{ aspect: 'bornOn', detail, rests: [bornOn] }]
  },
}

/** Neither a date of birth nor a due date. */
export const noBirthDate: RecordCheck = {
  kinds: ['person'],
  check(record) {
    if (record.kind !== 'person') return []
    const { bornOn, expectedOn } = record.content
    if (bornOn !== undefined || expectedOn !== undefined) return []
    return [{ aspect: 'bornOn', detail: 'Date of birth: none recorded.', rests: [] }]
  },
}

/** A birth or death that cannot have been, or something that had happened before it did. */
export const impossibleDate: RecordCheck = {
  kinds: ['person', 'event', 'involvement', 'indicator', 'address'],
  check(record, { recordedOn }) {
    if (record.kind === 'person') return personDates(record.content, recordedOn)
    if (record.kind === 'event') {
      const { happenedOn } = record.content
      if (happenedOn <= recordedOn) return []
      const detail = 'It happened after the day of the extract that tells of it.'
      return [{ aspect: 'happenedOn', detail, rests: [happenedOn] }]
    }
    const start = spanOf(record)?.start
    // A place may be booked ahead; a start years ahead is a slip of the year.
    if (start === undefined || start <= addMonths(recordedOn, 24)) return []
    return [{ aspect: 'startOn', detail: 'It starts years from now.', rests: [start] }]
  },
}

function personDates(
  { bornOn, bornOnIs, diedOn, expectedOn }: (CheckedRecord & { kind: 'person' })['content'],
  recordedOn: IsoDate,
): Finding[] {
  const found: Finding[] = []
  const born = bornOn === undefined ? undefined : checkBirthDate(bornOn, recordedOn)
  if (born && !born.ok && born.reason !== 'placeholder' && bornOnIs !== 'placeholder') {
    found.push({ aspect: 'bornOn', detail: `Date of birth: ${born.message}`, rests: [bornOn] })
  }
  if (diedOn !== undefined && diedOn > recordedOn) {
    found.push({ aspect: 'diedOn', detail: 'Date of death: lies in the future.', rests: [diedOn] })
  } else if (bornOn !== undefined && diedOn !== undefined && diedOn < bornOn) {
    found.push({
      aspect: 'diedOn',
      detail: 'Date of death: before the date of birth.',
      rests: [bornOn, diedOn],
    })
  }
  // A pregnancy lasts 42 weeks at most, and is recorded some weeks in.
  if (expectedOn !== undefined && expectedOn > addDays(recordedOn, 280)) {
    found.push({
      aspect: 'expectedOn',
      detail: 'Due date: further off than a pregnancy lasts.',
      rests: [expectedOn],
    })
  }
  return found
}

const nouns = {
  address: 'The address',
  relationship: 'The relationship',
  involvement: 'The service',
  indicator: 'The indicator',
} as const

/** An end date before its start date: one of the two was mistyped. */
export const endBeforeStart: RecordCheck = {
  kinds: ['address', 'relationship', 'involvement', 'indicator'],
  check(record) {
    const span = spanOf(record)
    if (!span?.start || !span.end) return []
    const checked = checkDateOrder(span.start, span.end)
    if (checked.ok) return []
    const detail = `${span.noun} ends before it starts.`
    return [{ aspect: 'endOn', detail, rests: [span.start, span.end] }]
  },
}

function spanOf({ kind, content }: CheckedRecord) {
  switch (kind) {
    case 'address':
    case 'relationship':
      return { noun: nouns[kind], start: content.fromOn, end: content.toOn }
    case 'involvement':
    case 'indicator':
      return { noun: nouns[kind], start: content.startOn, end: content.endOn }
    default:
      return undefined
  }
}
