import { expect, test } from 'vitest'
import { schoolAge } from './school-age.ts'

test.each([
  ['2026-11-01', '2010-09-01', '2021-08-31'],
  ['2026-12-31', '2010-09-01', '2021-12-31'],
  ['2027-01-01', '2010-09-01', '2021-12-31'],
  ['2026-03-30', '2009-09-01', '2020-12-31'],
  ['2026-03-31', '2009-09-01', '2021-03-31'],
  // The last Friday in June 2026 is the 26th.
  ['2026-06-25', '2009-09-01', '2021-03-31'],
  ['2026-06-26', '2010-09-01', '2021-03-31'],
  // In 2028 the last day of June is a Friday.
  ['2028-06-29', '2011-09-01', '2023-03-31'],
  ['2028-06-30', '2012-09-01', '2023-03-31'],
])('on %s those born from %s to %s are of school age', (today, from, to) => {
  expect(schoolAge(today)).toEqual({ from, to })
})
