import { z } from 'zod'
import { formatDate, isoDate, isRealDay } from '#kernel'

const field = z.string().max(20).catch('')

/** What was typed, as it was typed. */
export const dayFormSchema = z.object({
  'on-day': field,
  'on-month': field,
  'on-year': field,
})

export type DayForm = z.infer<typeof dayFormSchema>

/** The day asked for; what to put right; or nothing, where nothing was asked yet. */
export type DayFormResult = { readonly day: string } | { readonly error: string } | 'unasked'

/**
 * Turns what was typed into a day from the first that the index knows to today.
 *
 * @param first the first day of the index, `YYYY-MM-DD`
 */
export function checkDayForm(form: DayForm, first: string, today: string): DayFormResult {
  const parts = [form['on-day'], form['on-month'], form['on-year']].map((text) => text.trim())
  if (parts.every((text) => text === '')) return 'unasked'
  if (!parts.every((text) => /^\d{1,4}$/.test(text))) {
    return { error: 'Enter a day, month and year in numbers, for example 3 11 2026' }
  }
  const [day = 0, month = 0, year = 0] = parts.map(Number)
  if (!isRealDay(year, month, day)) return { error: 'The day must be a real one' }
  const on = isoDate(year, month, day)
  if (on > today) return { error: 'The day must be today or before' }
  if (on < first) return { error: `The day must be ${formatDate(first)} or after` }
  return { day: on }
}
