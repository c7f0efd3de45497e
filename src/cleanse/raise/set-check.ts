import type pg from 'pg'
import type { IsoDate } from '#kernel'
import type { Rule } from '../rules/rule-book.ts'

/** What a check of many records needs to know of its rule. */
export interface SetCheckInput {
  readonly rule: Rule
  readonly today: IsoDate
  /** The day of the last run, where what has not changed since need not be looked at again. */
  readonly since: IsoDate | undefined
}

/** A check that compares records: puts what it finds into `found`, out of `person_now` and the views. */
export type SetCheck = (client: pg.ClientBase, input: SetCheckInput) => Promise<void>

/** `insert` of findings about persons' own records, whose key is the person's. */
export const intoFound =
  'insert into found (rule, feed, record_kind, record_key, person_key, aspect, cause, detail, rests)'
