import { describe, expect, test } from 'vitest'
import { type ReviewAnswer, settle } from './settle.ts'
import { byUsefulness, type Question, usefulness } from './usefulness.ts'

const question = (over: Partial<Question> = {}): Question => ({
  kind: 'pair',
  riskKinds: [],
  records: 2,
  daysWaiting: 0,
  probability: 0.6,
  ...over,
})

describe('how useful an answer would be', () => {
  test.each<[string, Partial<Question>, number, string[]]>([
    ['ordinary', {}, 4, ['The machine is not sure']],
    ['old', { daysWaiting: 7 }, 3, ['It has waited 7 days']],
    ['not old yet', { daysWaiting: 6 }, 4, ['The machine is not sure']],
    ['many records', { records: 5 }, 2, ['5 records hang on it']],
    [
      'a fact of risk on one side, and old',
      { riskKinds: ['cpp', 'sensitive-event'], daysWaiting: 30 },
      1,
      ['Only one of the two has: child protection plan, sensitive event', 'It has waited 30 days'],
    ],
    ['a weak link', { kind: 'weak-link' }, 4, ['One weak link holds a person together']],
    ['a doubt', { kind: 'doubt' }, 0, ['Somebody doubts a picture that is being read now']],
    [
      'the sample, whatever it is about',
      { kind: 'sample', riskKinds: ['cpp'], records: 9 },
      5,
      ['It measures how well matching works'],
    ],
  ])('%s', (_, over, rank, why) => {
    expect(usefulness(question(over))).toEqual({ rank, reasons: why })
  })

  test('of the same use the longest waiting comes first, then the least certain', () => {
    const [sure, unsure, old] = [
      question({ probability: 0.9 }),
      question({ probability: 0.5 }),
      question({ daysWaiting: 2, probability: 0.9 }),
    ]
    expect([sure, unsure, old].toSorted(byUsefulness)).toEqual([old, unsure, sure])
  })
})

describe('what answers come to', () => {
  test.each<[ReviewAnswer[], number, ReviewAnswer | undefined]>([
    [[], 1, undefined],
    [['same'], 1, 'same'],
    [['cannot-tell'], 1, 'cannot-tell'],
    [['same'], 2, undefined],
    [['same', 'same'], 2, 'same'],
    [['same', 'not-same'], 2, undefined],
    [['same', 'not-same', 'not-same'], 2, 'not-same'],
    [['same', 'not-same', 'cannot-tell'], 2, 'cannot-tell'],
  ])('%j, where %i must agree', (answers, needed, outcome) => {
    expect(settle(answers, needed)).toBe(outcome)
  })
})
