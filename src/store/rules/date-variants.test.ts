import { expect, test } from 'vitest'
import { dateVariants } from './date-variants.ts'

test.each([
  [
    '2014-05-03',
    ['2014-05-03', '2014-03-05', '2013-05-03', '2015-05-03', '2014-05-02', '2014-05-04'],
  ],
  ['2014-05-31', ['2014-05-31', '2013-05-31', '2015-05-31', '2014-05-30']],
  ['2016-02-29', ['2016-02-29', '2016-02-28']],
  ['2014-07-07', ['2014-07-07', '2013-07-07', '2015-07-07', '2014-07-06', '2014-07-08']],
])('%s may be meant as %j', (typed, dates) => {
  expect(dateVariants(typed).map(({ date }) => date)).toEqual(dates)
})

test('the date as typed counts most', () => {
  const [first, ...rest] = dateVariants('2014-05-03')
  expect(first?.score).toBe(1)
  expect(rest.every(({ score }) => score < 1)).toBe(true)
})
