import { expect, test } from 'vitest'
import { exceptionMail, isMailDay } from './mail-day.ts'

test.each([
  ['never', undefined, false],
  ['week', undefined, true],
  ['day', '2026-11-19', true],
  ['day', '2026-11-20', false],
  ['week', '2026-11-13', true],
  ['week', '2026-11-14', false],
  ['month', '2026-10-20', true],
  ['month', '2026-10-21', false],
] as const)('every %s, last on %s: %s', (every, last, expected) => {
  expect(isMailDay(every, last, '2026-11-20')).toBe(expected)
})

test('a mail holds counts and where to look', () => {
  const facts = {
    sourceName: 'Education',
    toDo: 1200,
    stillWrong: 1,
    opened: 12,
    closed: 5,
    href: 'https://kith.example/x',
  }
  const { subject, text } = exceptionMail(facts)
  expect(subject).toBe('Kith: 1,200 to do in Education')
  expect(text).toContain('1,200 exceptions are to do')
  expect(text).toContain('1 of them was answered as repaired')
  expect(text).toContain('https://kith.example/x')
})
