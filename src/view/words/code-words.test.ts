import { expect, it } from 'vitest'
import { ethnicityWords, indicatorWords, kindWords, normaliseKind, sexWords } from './code-words.ts'

it.each([
  ['M', 'Male'],
  [' f ', 'Female'],
  ['U', 'Not known'],
  ['Indeterminate', 'Indeterminate'],
])('sex %s is %s', (code, words) => {
  expect(sexWords(code)).toBe(words)
})

it.each([
  ['WBRI', 'White British'],
  ['wrom', 'Gypsy or Roma'],
  ['CHNE', 'Chinese'],
  ['Cornish', 'Cornish'],
])('ethnicity %s is %s', (code, words) => {
  expect(ethnicityWords(code)).toBe(words)
})

it.each([
  ['caf', 'Common Assessment Framework (CAF)'],
  ['CAF', 'Common Assessment Framework (CAF)'],
  ['Strengthening_Families', 'Strengthening Families'],
  ['child-protection-plan', 'Child protection plan'],
  ['looked-after', 'Looked after child'],
])('indicator %s is %s', (kind, words) => {
  expect(indicatorWords(kind)).toBe(words)
})

it('writes any other kind as the start of a sentence', () => {
  expect(kindWords('foster-carer')).toBe('Foster carer')
  expect(normaliseKind(' Foster  Carer ')).toBe('foster-carer')
})
