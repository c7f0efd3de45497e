import type { IsoDate } from '#kernel'
import type { AgencyPlan, AgencyRecord, RecordText, Surroundings } from '../agencies/agency.ts'
import { createHistory, type ErrorHistory, type ErrorTallies } from '../slips/ledger.ts'
import { momentOf } from '../slips/moment.ts'

/** One record on its way through the nights: how it looked last, and until when it looks so. */
export interface RecordState {
  readonly record: AgencyRecord
  /** Undefined before the record is made, while it is in no extract, and after its erasure. */
  text: RecordText | undefined
  /** Looks the same before this day; empty where nothing is in sight. */
  sameUntil: IsoDate | ''
  isSeen: boolean
  /** Whether it has ever been in an extract. */
  wasSent: boolean
  errors: ErrorHistory | undefined
}

/** A record before its first day. */
export function newState(record: AgencyRecord): RecordState {
  const { openedOn } = record
  return {
    record,
    text: undefined,
    sameUntil: openedOn,
    isSeen: false,
    wasSent: false,
    errors: undefined,
  }
}

/** Brings a record to a day; false where it looks as it did. */
export function bringTo(
  state: RecordState,
  day: IsoDate,
  plan: AgencyPlan,
  around: Surroundings,
  tallies: ErrorTallies,
): boolean {
  const { record } = state
  if (state.sameUntil === '' || state.sameUntil > day) return false
  if (record.erasedOn !== '' && record.erasedOn <= day) {
    state.text = undefined
    state.sameUntil = ''
    return true
  }
  const moment = momentOf(record, day, state.isSeen ? undefined : tallies)
  if (record.erasedOn !== '') moment.isReached(record.erasedOn)
  state.text = plan.textOf(record, moment, around)
  if (record.isDuplicate) moment.note('duplicate')
  const errors = moment.errors()
  // A record without an error has no history, which saves most of the memory.
  const begins = record.openedOn > record.firstDay ? day : record.firstDay
  if (errors.size > 0) state.errors ??= createHistory(state.isSeen ? begins : day)
  state.errors?.see(errors, day)
  state.isSeen = true
  state.sameUntil = moment.sameUntil()
  return true
}
