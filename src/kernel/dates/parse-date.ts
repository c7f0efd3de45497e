import { type Checked, refuse } from '../checked.ts'
import { isoDate, isRealDay } from './calendar.ts'

/** Why a text is not a date. */
export type DateReason = 'empty' | 'format' | 'does-not-exist'

/** The result of `parseDate`; `value` is `YYYY-MM-DD`. */
export type DateCheck = Checked<object, DateReason>

const messages: Record<DateReason, string> = {
  empty: 'No date was given.',
  format: 'The date does not have the format that the feed promises.',
  'does-not-exist': 'There is no such day in the calendar.',
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// What each piece of a format stands for. Times are read and dropped: a date has none.
const pieces: Record<string, string> = {
  yyyy: '(?<year>\\d{4})',
  MMMM: '(?<monthName>[A-Za-z]{3,9})',
  MMM: '(?<monthName>[A-Za-z]{3})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '\\d{2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
  SSS: '\\d{1,9}',
}

const compiled = new Map<string, RegExp>()

/**
 * Reads a date by an explicit format such as `yyyy-MM-dd`, `dd/MM/yyyy`, `d MMM yyyy`, `yyyyMMdd`,
 * `yyyy-MM-ddTHH:mm:ss`. Nothing is guessed: `03/04/2014` means what the format says, and a day that
 * does not exist is refused, not rolled over. Throws a RangeError when the format itself is wrong.
 */
export function parseDate(text: string, format: string): DateCheck {
  const trimmed = text.trim()
  if (trimmed === '') return refuse(messages, 'empty')
  const groups = patternOf(format).exec(trimmed)?.groups
  if (groups === undefined) return refuse(messages, 'format')
  const { year: yearText, month: monthText, monthName, day: dayText } = groups
  const year = Number(yearText)
  const day = Number(dayText)
  const month = monthText === undefined ? monthNumber(monthName ?? '') : Number(monthText)
  if (month === undefined) return refuse(messages, 'format')
  if (!isRealDay(year, month, day)) return refuse(messages, 'does-not-exist')
  return { ok: true, value: isoDate(year, month, day) }
}

/** Whether a format can be used with `parseDate`: it names a year, a month and a day once each. */
export function isDateFormat(format: string): boolean {
  const found = format.match(/yyyy|M+|d+/g) ?? []
  const names = found.map((piece) => piece.charAt(0)).sort()
  return names.join('') === 'Mdy' && found.every((piece) => piece in pieces)
}

function patternOf(format: string): RegExp {
  const known = compiled.get(format)
  if (known !== undefined) return known
  if (!isDateFormat(format)) {
    throw new RangeError(`The date format "${format}" must name yyyy, MM and dd once each.`)
  }
  const source = format.replace(
    /yyyy|MMMM|MMM|MM|M|dd|d|HH|mm|ss|SSS|[\s\S]/g,
    (piece) => pieces[piece] ?? piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  )
  const pattern = new RegExp(`^${source}$`)
  compiled.set(format, pattern)
  return pattern
}

const longMonths =
  'january february march april may june july august september october november december'.split(' ')

function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase()
  const at = lower.length === 3 ? months.indexOf(lower) : longMonths.indexOf(lower)
  return at === -1 ? undefined : at + 1
}
