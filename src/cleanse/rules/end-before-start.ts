import type { CheckedRecord, RecordRule } from './rule.ts'

const nouns = {
  address: 'The address',
  relationship: 'The relationship',
  involvement: 'The service',
  indicator: 'The indicator',
} as const

/** An end date before its start date: one of the two was mistyped. */
export const endBeforeStart: RecordRule = {
  rule: 'end-before-start',
  title: 'End date before start date',
  whatToDo: 'Check both dates against the file and correct the one that is wrong.',
  kinds: ['address', 'relationship', 'involvement', 'indicator'],
  check(record) {
    const span = spanOf(record)
    if (!span?.start || !span.end || span.end >= span.start) return []
    return [{ detail: `${span.noun} ends before it starts.` }]
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
