import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNhsNumber, formatNhsNumber, nhsCheckDigit } from './nhs-number.ts'

describe('checkNhsNumber', () => {
  it.each([
    ['943 476 5919', '9434765919', 'unusual'],
    ['450 557 7104', '4505577104', 'england'],
    ['654-100-3238', '6541003238', 'england'],
    [' 9990000018 ', '9990000018', 'test'],
    ['9000000009', '9000000009', 'unusual'],
  ])('accepts %s', (text, value, range) => {
    expect(checkNhsNumber(text)).toEqual({ ok: true, value, range })
  })

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['943 476 5918', 'check-digit'],
    ['94347659', 'length'],
    ['94347659190', 'length'],
    ['943 476 591O', 'not-digits'],
    ['0000000000', 'all-same'],
    ['1111111111', 'all-same'],
    ['9276308686', 'check-digit'], // a ULN in the wrong column
  ])('refuses %s as %s', (text, reason) => {
    expect(checkNhsNumber(text)).toMatchObject({ ok: false, reason })
  })

  it('knows the ranges of Scotland and Northern Ireland', () => {
    expect(checkNhsNumber(`010101111${nhsCheckDigit('010101111')}`)).toMatchObject({
      range: 'scotland',
    })
    expect(checkNhsNumber(`321000001${nhsCheckDigit('321000001')}`)).toMatchObject({
      range: 'northern-ireland',
    })
  })

  it('never repeats the value in its message', () => {
    expect(JSON.stringify(checkNhsNumber('943 476 5918'))).not.toMatch(/943/)
  })

  it('notices any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400_000_000, max: 499_999_999 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (stem, at, add) => {
          const check = nhsCheckDigit(String(stem))
          fc.pre(check !== undefined)
          const good = `${stem}${check}`
          const slipped = [...good].map((d, i) => (i === at ? (Number(d) + add) % 10 : d)).join('')
          expect(checkNhsNumber(good).ok).toBe(true)
          expect(checkNhsNumber(slipped).ok).toBe(false)
        },
      ),
    )
  })
})

describe('formatNhsNumber', () => {
  it('groups ten digits and leaves anything else alone', () => {
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919')
    expect(formatNhsNumber('12345')).toBe('12345')
  })
})
