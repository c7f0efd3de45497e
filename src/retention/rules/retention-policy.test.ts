import { expect, test } from 'vitest'
import { policyOn } from './retention-policy.ts'

const period = (from: string, personsGone: number) => ({
  from,
  personsGone,
  landedFiles: 400,
  basis: 'a reason',
})
const content = {
  periods: [period('2027-01-01', 30), period('2026-01-01', 180)],
  endedAgreements: [{ agreement: 'ISA-1', feed: 'charity', endedOn: '2026-12-31' }],
}

test.each([
  ['2026-06-01', 180, 0],
  ['2026-12-31', 180, 1],
  ['2027-01-01', 30, 1],
])('on %s', (today, personsGone, ended) => {
  const policy = policyOn(content, today, 'retention.yaml')
  expect(policy.periods.personsGone).toBe(personsGone)
  expect(policy.ended.length).toBe(ended)
})

test.each([
  ['nothing in force yet', content, '2025-12-31', /No retention period is in force/],
  ['no period', { periods: [] }, '2026-06-01', /periods/],
  [
    'a word for days',
    { periods: [{ ...period('2026-01-01', 1), personsGone: 'many' }] },
    '2026-06-01',
    /personsGone/,
  ],
  ['a key that means nothing', { ...content, keep: 1 }, '2026-06-01', /keep/],
])('%s is told, and where', (_, wrong, today, words) => {
  expect(() => policyOn(wrong, today, 'retention.yaml')).toThrow(words)
})
