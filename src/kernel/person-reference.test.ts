import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit, checkReference, formatReference } from './person-reference.ts'

describe('checkDigit', () => {
  it.each([
    ['0794', 5], // the example of ISO/IEC 7064
    ['79462', 3],
    ['000000000', 6],
  ])('%s has %i', (digits, expected) => {
    expect(checkDigit(digits)).toBe(expected)
  })
})

describe('checkReference', () => {
  const reference = formatReference('RSV', '123456789')

  it('takes what formatReference makes, however it is typed', () => {
    const spaced = `rsv ${reference.slice(3, 7)}-${reference.slice(7)}`
    expect(checkReference(spaced)).toMatchObject({ ok: true, value: reference, prefix: 'RSV' })
    expect(checkReference(formatReference('ENF', '000000001'), 'ENF').ok).toBe(true)
  })

  it.each([
    ['', 'empty'],
    ['RSV123', 'shape'],
    [`ENF${reference.slice(3)}`, 'shape'],
    [`RSV987654321${(checkDigit('987654321') + 1) % 10}`, 'check-digit'],
  ])('refuses %s as %s', (text, reason) => {
    expect(checkReference(text)).toMatchObject({ ok: false, reason })
  })

  it('notices any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (n, at, add) => {
          const good = formatReference('RSV', String(n).padStart(9, '0'))
          const slipped = [...good]
            .map((d, i) => (i === at + 3 ? (Number(d) + add) % 10 : d))
            .join('')
          expect(checkReference(good).ok).toBe(true)
          expect(checkReference(slipped).ok).toBe(false)
        },
      ),
    )
  })

  it('is made from nine digits and a prefix of letters only', () => {
    expect(() => formatReference('RSV', '12345')).toThrow(RangeError)
    expect(() => formatReference('rsv', '123456789')).toThrow(RangeError)
  })
})
