import { datePartsOf, dayNumberOf, type IsoDate } from './calendar.ts'

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** `3 May 2014`: the GOV.UK way to show a date. Throws a RangeError for a date that does not exist. */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = datePartsOf(date)
  return `${day} ${monthNames[month - 1]} ${year}`
}

/** An age in whole years, and in the words a page shows. */
export type Age =
  | { kind: 'born'; years: number; months: number; days: number; words: string }
  | { kind: 'unborn'; words: string }

/**
 * The age on a day. A date after that day is an expected date: `unborn, due 3 May 2027`. Babies are
 * counted as people speak of them: days in the first week, weeks until eight, months until two
 * years, then years. `years` and `months` are completed ones; `days` counts from birth.
 * Someone born on 29 February completes a year on 1 March in other years, as English law has it.
 */
export function ageOn(bornOn: IsoDate, on: IsoDate): Age {
  const born = datePartsOf(bornOn)
  const today = datePartsOf(on)
  const days = dayNumberOf(on) - dayNumberOf(bornOn)
  if (days < 0) return { kind: 'unborn', words: `unborn, due ${formatDate(bornOn)}` }
  const months =
    (today.year - born.year) * 12 + (today.month - born.month) - (today.day < born.day ? 1 : 0)
  const years = Math.floor(months / 12)
  return { kind: 'born', years, months, days, words: ageWords(years, months, days) }
}

function ageWords(years: number, months: number, days: number): string {
  if (days === 0) return 'born today'
  if (days < 7) return counted(days, 'day')
  if (days < 56) return counted(Math.floor(days / 7), 'week')
  if (years < 2) return counted(months, 'month')
  return counted(years, 'year')
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
