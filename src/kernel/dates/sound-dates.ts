import { type Checked, refuse } from '../checked.ts'
import { addMonths, type IsoDate, isIsoDate } from './calendar.ts'

/** Why a date cannot be a birth date, or is none. */
export type BirthDateReason = 'empty' | 'not-a-date' | 'placeholder' | 'to-come' | 'too-old'

/** The result of `checkBirthDate`. */
export type BirthDateCheck = Checked<object, BirthDateReason>

const birthMessages: Record<BirthDateReason, string> = {
  empty: 'No date was given.',
  'not-a-date': 'There is no such day.',
  placeholder: 'This date stands for “not known”. Leave it empty instead.',
  'to-come': 'A date of birth lies in the future. For an unborn child give the due date instead.',
  'too-old': 'Nobody is as old as this date of birth says.',
}

/** The oldest age that a record is believed of, in years. */
const oldest = 115

/** Dates that systems are known to put where none is known. */
const placeholders = new Set(['1900-01-01', '1901-01-01', '1899-12-30', '1800-01-01', '1753-01-01'])

/** Checks a birth date, `YYYY-MM-DD`, as somebody types it on the day `today`. */
export function checkBirthDate(text: string, today: IsoDate): BirthDateCheck {
  const value = text.trim()
  if (value === '') return refuse(birthMessages, 'empty')
  if (!isIsoDate(value)) return refuse(birthMessages, 'not-a-date')
  if (placeholders.has(value)) return refuse(birthMessages, 'placeholder')
  if (value > today) return refuse(birthMessages, 'to-come')
  if (value < addMonths(today, -12 * oldest)) return refuse(birthMessages, 'too-old')
  return { ok: true, value }
}

/** Why two dates cannot be the start and the end of something. */
export type DateOrderReason = 'not-a-date' | 'end-before-start'

/** The result of `checkDateOrder`; `value` is the end. */
export type DateOrderCheck = Checked<object, DateOrderReason>

const orderMessages: Record<DateOrderReason, string> = {
  'not-a-date': 'There is no such day.',
  'end-before-start': 'The end is before the start.',
}

/** Checks that what started on one day did not end before it. The same day is right. */
export function checkDateOrder(startOn: string, endOn: string): DateOrderCheck {
  if (!isIsoDate(startOn) || !isIsoDate(endOn)) return refuse(orderMessages, 'not-a-date')
  return endOn < startOn ? refuse(orderMessages, 'end-before-start') : { ok: true, value: endOn }
}
