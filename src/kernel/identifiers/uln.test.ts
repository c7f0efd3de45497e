import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNhsNumber } from './nhs-number.ts'
import { checkUln, formatUln } from './uln.ts'

describe('checkUln', () => {
  it('accepts a sound number, spaced or not', () => {
    expect(checkUln('92763 08686')).toEqual({ ok: true, value: '9276308686' })
  })

  it.each([
    ['', 'empty'],
    ['9276308687', 'check-digit'],
    ['0276308686', 'leading-zero'],
    ['927630868', 'length'],
    ['92763086X6', 'not-digits'],
    ['9434765919', 'check-digit'], // an NHS number in the wrong column
  ])('refuses %s as %s', (text, reason) => {
    expect(checkUln(text)).toMatchObject({ ok: false, reason })
  })

  it('never accepts what is also an NHS number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }), (n) => {
        const text = String(n)
        expect(checkUln(text).ok && checkNhsNumber(text).ok).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('formatUln', () => {
  it('drops the spaces', () => {
    expect(formatUln('92763 08686')).toBe('9276308686')
  })
})
