import { expect, test } from 'vitest'
import { grantFault, groundsByLaw, groundWords, reviewDueOn, reviewFault } from './shield-rule.ts'

const today = '2026-11-20'

test.each([
  ['2026-11-21', undefined],
  ['2027-11-20', undefined],
  ['2027-11-21', 'The review date must be within 12 months'],
  ['2026-11-20', 'The review date must be after today'],
  ['20 November', 'Enter the review date as year-month-day'],
])('a review on %s: %s', (on, fault) => {
  expect(reviewFault(on, today)).toBe(fault)
})

test.each([
  ['2026-11-20', undefined],
  ['2027-02-18', undefined],
  ['2027-02-19', 'The last day must be within 90 days'],
  ['2026-11-19', 'The last day must be today or later'],
  ['', 'Enter the last day as year-month-day'],
])('a grant until %s: %s', (on, fault) => {
  expect(grantFault(on, today)).toBe(fault)
})

test.each([
  ['2026-11-18', '2026-11-19', 'Wednesday, Thursday'],
  ['2026-11-20', '2026-11-23', 'Friday, Monday'],
  ['2026-11-21', '2026-11-23', 'Saturday, Monday'],
])('broken on %s is reviewed by %s (%s)', (askedOn, dueOn) => {
  expect(reviewDueOn(askedOn)).toBe(dueOn)
})

test('adoption and witness protection are by law; a ground that is not known keeps its key', () => {
  expect(groundsByLaw).toEqual(['adoption', 'witness-protection'])
  expect(groundWords('adoption')).toBe('Adoption')
  expect(groundWords('danger')).toBe('A child is in danger now')
  expect(groundWords('constructor')).toBe('constructor')
})
