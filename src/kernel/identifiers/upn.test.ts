import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkUpn, formatUpn, upnCheckLetter } from './upn.ts'

describe('checkUpn', () => {
  it.each([
    ['B801200005001', false, '801'],
    ['b801 2000 05001', false, '801'],
    ['P207000016049', false, '207'],
    ['M20700001604A', true, '207'],
  ])('accepts %s', (text, temporary, localAuthority) => {
    expect(checkUpn(text)).toMatchObject({ ok: true, temporary, localAuthority })
  })

  it.each([
    ['', 'empty'],
    ['A801200005001', 'check-letter'],
    ['Q207000016049', 'check-letter'], // the worked example that two help pages print
    ['B80120000500', 'length'],
    ['B8012000050011', 'length'],
    ['BX01200005001', 'shape'],
    ['I801200005001', 'shape'],
    ['M20700001604S', 'shape'],
  ])('refuses %s as %s', (text, reason) => {
    expect(checkUpn(text)).toMatchObject({ ok: false, reason })
  })

  it('notices any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
        fc.nat(11),
        fc.integer({ min: 1, max: 9 }),
        (digits, at, add) => {
          const stem = digits.join('')
          const slipped = digits.map((d, i) => (i === at ? (d + add) % 10 : d)).join('')
          const letter = upnCheckLetter(stem)
          expect(checkUpn(`${letter}${stem}`).ok).toBe(true)
          expect(checkUpn(`${letter}${slipped}`).ok).toBe(false)
        },
      ),
    )
  })
})

describe('formatUpn', () => {
  it('is upper case without spaces', () => {
    expect(formatUpn('b801 200005001')).toBe('B801200005001')
  })
})
