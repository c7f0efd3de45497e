import type { RecordKind, SourceRecord } from '#extract'
import type { IsoDate } from '#kernel'

/** One thing wrong in one record, in words that hold no value of it. */
export interface Finding {
  /** Which of the record's fields; tells two findings of one rule in one record apart. */
  readonly aspect: string
  readonly detail: string
  /** How it likely got in, where this is known better than the rule says. */
  readonly cause?: string
  /** The values that it rests on: an answer holds as long as they are the same. Never shown. */
  readonly rests: readonly (string | undefined)[]
}

/** A record as checks see it. */
export type CheckedRecord = {
  [Kind in RecordKind]: Pick<SourceRecord<Kind>, 'kind' | 'content'>
}[RecordKind]

/** When a record is looked at, and the day of the extract that brought it. */
export interface CheckDays {
  readonly today: IsoDate
  readonly recordedOn: IsoDate
}

/** A check that looks at one record by itself. */
export interface RecordCheck {
  /** The kinds of record that it looks at. */
  readonly kinds: readonly RecordKind[]
  check(record: CheckedRecord, days: CheckDays): readonly Finding[]
}
