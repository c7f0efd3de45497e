/**
 * A date is a string `YYYY-MM-DD`: no time, no zone, and it sorts as text. Births, deadlines and
 * addresses are dates; a moment (when something was logged) is not.
 */
export type IsoDate = string

const dayMilliseconds = 86_400_000

/** Whether a year, month (1–12) and day name a day that exists. Years 1 to 9999. */
export function isRealDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false
  return day <= daysInMonth(year, month)
}

/** The number of days in a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Whether a text is a date in our own form, and one that exists. */
export function isIsoDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    isRealDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))
  )
}

/** Year, month (1–12) and day as the text of a date. */
export function isoDate(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Year, month (1–12) and day of a date. Throws a RangeError where it does not exist. */
export function datePartsOf(date: IsoDate): { year: number; month: number; day: number } {
  if (!isIsoDate(date)) throw new RangeError('A date is YYYY-MM-DD and must exist.')
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8)),
  }
}

/** Days since 1 January 1970, for counting; negative before it. */
export function dayNumberOf(date: IsoDate): number {
  const { year, month, day } = datePartsOf(date)
  return Math.round(Date.UTC(year, month - 1, day) / dayMilliseconds)
}

/** The date of a day number. */
export function dateOfDayNumber(dayNumber: number): IsoDate {
  return new Date(dayNumber * dayMilliseconds).toISOString().slice(0, 10)
}

/** A date so many days later (earlier where negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDayNumber(dayNumberOf(date) + days)
}

/** A date so many months later, on the month's last day where the day does not exist there. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = datePartsOf(date)
  const count = year * 12 + (month - 1) + months
  const toYear = Math.floor(count / 12)
  const toMonth = (count % 12) + 1
  return isoDate(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** How many days from the first date to the second; negative where the second is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumberOf(to) - dayNumberOf(from)
}
