import { expect, test } from 'vitest'
import { dateWords } from './templates.ts'

test.each([
  ['2014-05-03', '3 May 2014'],
  ['2014-02-30', '2014-02-30'],
  ['May 2014', 'May 2014'],
  [undefined, ''],
  [null, ''],
])('%j is written %j', (value, expected) => {
  expect(dateWords(value)).toBe(expected)
})
