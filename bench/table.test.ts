import { describe, expect, it } from 'vitest'
import { scoresOf } from './run-linkage.ts'
import { median, printTable, share } from './table.ts'

describe('median', () => {
  it.each([
    { values: [3], middle: 3 },
    { values: [9, 1, 5], middle: 5 },
    { values: [4, 1, 3, 2], middle: 2.5 },
    { values: [10, 9, 100, 1, 2], middle: 9 },
  ])('of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle)
  })

  it('refuses an empty list', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('printTable', () => {
  it('lines the columns up and says what was not reached', () => {
    const row = { work: 'a', splink: '2 s', ours: '1 s', ratio: '2.0', target: '4', reached: false }
    const lines = printTable([row, { ...row, work: 'longer', reached: true }]).split('\n')
    expect(lines).toHaveLength(4)
    expect(new Set(lines.map((l) => l.length)).size).toBe(1)
    expect(lines[2]).toContain('**no**')
    expect(lines[3]).toContain('yes')
  })
})

describe('scoresOf', () => {
  it.each([
    { found: 10, hits: 8, all: 16, scores: { precision: 0.8, recall: 0.5, f1: 0.8 / 1.3 } },
    { found: 0, hits: 0, all: 5, scores: { precision: 0, recall: 0, f1: 0 } },
    { found: 3, hits: 0, all: 0, scores: { precision: 0, recall: 0, f1: 0 } },
  ])('$hits of $found found, $all true', ({ found, hits, all, scores }) => {
    const got = scoresOf(found, hits, all)
    expect(got.precision).toBeCloseTo(scores.precision)
    expect(got.recall).toBeCloseTo(scores.recall)
    expect(got.f1).toBeCloseTo(scores.f1)
  })
})

describe('share', () => {
  it.each([
    { value: 0.75, text: '.7500' },
    { value: 0.99979996, text: '.99979' },
    { value: 0.9998, text: '.99980' },
    { value: 1, text: '1.0000' },
    { value: 0, text: '.0000' },
  ])('$value is $text', ({ value, text }) => {
    expect(share(value)).toBe(text)
  })
})
