import { expect, test } from 'vitest'
import { checkDayForm } from './choose-day.form.ts'

const typed = (day: string, month: string, year: string) => ({
  'on-day': day,
  'on-month': month,
  'on-year': year,
})

test.each([
  ['', '', '', 'unasked'],
  ['3', '11', '2026', { day: '2026-11-03' }],
  [' 03', '11 ', '2026', { day: '2026-11-03' }],
  ['21', '11', '2026', { day: '2026-11-21' }],
  ['22', '11', '2026', { error: 'The day must be today or before' }],
  ['31', '10', '2026', { error: 'The day must be 1 November 2026 or after' }],
  ['31', '11', '2026', { error: 'The day must be a real one' }],
  ['3', '', '2026', { error: 'Enter a day, month and year in numbers, for example 3 11 2026' }],
  ['3', 'Nov', '2026', { error: 'Enter a day, month and year in numbers, for example 3 11 2026' }],
])('%s %s %s', (day, month, year, expected) => {
  expect(checkDayForm(typed(day, month, year), '2026-11-01', '2026-11-21')).toEqual(expected)
})
