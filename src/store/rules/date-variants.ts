import { isIsoDate } from '#kernel'

/** A birth date that may be meant by the one typed, with how sure that is (0 to 1) and why. */
export interface DateVariant {
  readonly date: string
  readonly score: number
  readonly reason: string
}

const sameDate = 'Same date of birth'
const swapped = 'Date of birth with day and month exchanged'
const otherYear = 'Date of birth one year apart'
const otherDay = 'Date of birth one day apart'

/**
 * The typed birth date and the slips that are often made of it: day and month exchanged, a year or a
 * day off. Dates that do not exist are left out.
 */
export function dateVariants(typed: string): DateVariant[] {
  const [year = '', month = '', day = ''] = typed.split('-')
  const shifted = (years: number, days: number) =>
    [Number(year) + years, month, String(Number(day) + days).padStart(2, '0')].join('-')
  const guesses: DateVariant[] = [
    { date: typed, score: 1, reason: sameDate },
    { date: `${year}-${day}-${month}`, score: 0.8, reason: swapped },
    { date: shifted(-1, 0), score: 0.6, reason: otherYear },
    { date: shifted(1, 0), score: 0.6, reason: otherYear },
    { date: shifted(0, -1), score: 0.6, reason: otherDay },
    { date: shifted(0, 1), score: 0.6, reason: otherDay },
  ]
  const seen = new Set<string>()
  return guesses.filter(({ date }) => {
    if (!isIsoDate(date) || seen.has(date)) return false
    seen.add(date)
    return true
  })
}
