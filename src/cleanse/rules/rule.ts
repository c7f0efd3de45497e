import type { RecordKind, SourceRecord } from '#extract'

/** What a steward reads of a rule: its name, what it finds and how to mend it. */
export interface RuleWords {
  readonly rule: string
  readonly title: string
  readonly whatToDo: string
}

/** One thing wrong in one record, in words that hold no value of it. */
export interface Finding {
  readonly detail: string
}

/** A record as rules see it. */
export type CheckedRecord = {
  [Kind in RecordKind]: Pick<SourceRecord<Kind>, 'kind' | 'content'>
}[RecordKind]

/** A rule that looks at one record by itself. */
export interface RecordRule extends RuleWords {
  /** The kinds of record that it looks at. */
  readonly kinds: readonly RecordKind[]
  check(record: CheckedRecord): readonly Finding[]
}
