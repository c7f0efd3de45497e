import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumberOf,
  daysBetween,
  isIsoDate,
} from './calendar.ts'
import { isDateFormat, parseDate } from './parse-date.ts'
import { ageOn, formatDate } from './words.ts'

describe('parseDate', () => {
  it.each([
    ['2014-05-03', 'yyyy-MM-dd', '2014-05-03'],
    ['03/05/2014', 'dd/MM/yyyy', '2014-05-03'],
    ['3/5/2014', 'd/M/yyyy', '2014-05-03'],
    ['20140503', 'yyyyMMdd', '2014-05-03'],
    ['3 May 2014', 'd MMM yyyy', '2014-05-03'],
    ['03 September 2014', 'dd MMMM yyyy', '2014-09-03'],
    ['2014-05-03T10:11:12', 'yyyy-MM-ddTHH:mm:ss', '2014-05-03'],
    [' 2016-02-29 ', 'yyyy-MM-dd', '2016-02-29'],
  ])('%s by %s', (text, format, value) => {
    expect(parseDate(text, format)).toEqual({ ok: true, value })
  })

  it.each([
    ['', 'yyyy-MM-dd', 'empty'],
    ['31/02/2014', 'dd/MM/yyyy', 'does-not-exist'],
    ['29/02/2015', 'dd/MM/yyyy', 'does-not-exist'],
    ['2014-13-01', 'yyyy-MM-dd', 'does-not-exist'],
    ['20140500', 'yyyyMMdd', 'does-not-exist'],
    ['03/05/2014', 'yyyy-MM-dd', 'format'],
    ['3/5/14', 'd/M/yyyy', 'format'],
    ['2014-05-03x', 'yyyy-MM-dd', 'format'],
    ['03 Mai 2014', 'dd MMM yyyy', 'format'],
  ])('refuses %s by %s as %s', (text, format, reason) => {
    expect(parseDate(text, format)).toMatchObject({ ok: false, reason })
  })

  it('refuses a format that leaves something open', () => {
    expect(isDateFormat('dd/MM/yyyy')).toBe(true)
    for (const format of ['dd/MM', 'dd/MM/yy', 'yyyy-MM-dd-dd', '']) {
      expect(isDateFormat(format)).toBe(false)
      expect(() => parseDate('01/01/2014', format)).toThrow(RangeError)
    }
  })
})

describe('calendar', () => {
  it.each([
    ['2014-05-03', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2014-5-3', false],
    ['0000-01-01', false],
  ])('%s exists: %s', (text, expected) => {
    expect(isIsoDate(text)).toBe(expected)
  })

  it('goes from date to number and back, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (n) => {
        const date = dateOfDayNumber(n)
        expect(dayNumberOf(date)).toBe(n)
        expect(date < addDays(date, 1)).toBe(true)
        expect(daysBetween(date, addDays(date, 30))).toBe(30)
      }),
    )
  })

  it('keeps to the end of a shorter month', () => {
    expect(addMonths('2014-01-31', 1)).toBe('2014-02-28')
    expect(addMonths('2014-11-15', 14)).toBe('2016-01-15')
    expect(addMonths('2014-01-15', -1)).toBe('2013-12-15')
  })
})

describe('ageOn', () => {
  it.each([
    ['2026-11-01', 'born today', 0],
    ['2026-10-31', '1 day', 0],
    ['2026-10-25', '1 week', 0],
    ['2026-09-07', '7 weeks', 0],
    ['2026-09-01', '2 months', 0],
    ['2025-11-02', '11 months', 0],
    ['2025-10-31', '12 months', 1],
    ['2024-11-02', '23 months', 1],
    ['2024-11-01', '2 years', 2],
    ['2014-05-03', '12 years', 12],
    ['2008-11-02', '17 years', 17],
  ])('born %s is %s', (bornOn, words, years) => {
    expect(ageOn(bornOn, '2026-11-01')).toMatchObject({ kind: 'born', words, years })
  })

  it('calls a date to come an expected date', () => {
    expect(ageOn('2027-02-03', '2026-11-01')).toEqual({
      kind: 'unborn',
      words: 'unborn, due 3 February 2027',
    })
  })

  it('completes the year of a leap-day birth on 1 March', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toMatchObject({ years: 17 })
    expect(ageOn('2008-02-29', '2026-03-01')).toMatchObject({ years: 18 })
  })
})

describe('formatDate', () => {
  it('is day, month in full, year', () => {
    expect(formatDate('2014-05-03')).toBe('3 May 2014')
    expect(() => formatDate('2014-02-30')).toThrow(RangeError)
  })
})
