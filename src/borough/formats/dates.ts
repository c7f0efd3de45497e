import { addDays, datePartsOf, type IsoDate } from '#kernel'
import type { Random } from '../random.ts'

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** `03/05/2014`; empty stays empty. */
export function slashDate(date: IsoDate | ''): string {
  return date === '' ? '' : `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/** `03-MAY-2014`; empty stays empty. */
export function monthNameDate(date: IsoDate | ''): string {
  if (date === '') return ''
  return `${date.slice(8)}-${months[datePartsOf(date).month - 1] ?? ''}-${date.slice(0, 4)}`
}

/** `20140503`; empty stays empty. */
export function compactDate(date: IsoDate | ''): string {
  return date.replaceAll('-', '')
}

/** A day from `low` to `high` days before another. */
export function daysBefore(random: Random, date: IsoDate, low: number, high: number): IsoDate {
  return addDays(date, -random.between(low, Math.max(low, high)))
}
