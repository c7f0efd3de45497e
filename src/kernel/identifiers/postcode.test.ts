import { describe, expect, it } from 'vitest'
import { checkPostcode, formatPostcode } from './postcode.ts'

describe('checkPostcode', () => {
  it.each([
    ['SW1A 1AA', 'SW1A', '1AA'],
    ['w1a0ax', 'W1A', '0AX'],
    ['EC1A 1BB', 'EC1A', '1BB'],
    [' DN55  1PT ', 'DN55', '1PT'],
    ['M1 1AE', 'M1', '1AE'],
    ['GIR 0AA', 'GIR', '0AA'],
  ])('accepts %s', (text, outward, inward) => {
    expect(checkPostcode(text)).toMatchObject({ ok: true, kind: 'ordinary', outward, inward })
  })

  it.each([
    ['ZZ99 3VZ', true],
    ['ZZ993WZ', false],
  ])('takes %s as a pseudo postcode', (text, noFixedAbode) => {
    expect(checkPostcode(text)).toMatchObject({ ok: true, kind: 'pseudo', noFixedAbode })
  })

  it.each([
    ['', 'empty'],
    ['SW1A', 'shape'],
    ['Q1 1AA', 'shape'],
    ['SW1A 1AC', 'shape'],
    ['UNKNOWN', 'shape'],
    ['12345', 'shape'],
  ])('refuses %s as %s', (text, reason) => {
    expect(checkPostcode(text)).toMatchObject({ ok: false, reason })
  })
})

describe('formatPostcode', () => {
  it('puts one space before the last three', () => {
    expect(formatPostcode('sw1a1aa')).toBe('SW1A 1AA')
    expect(formatPostcode('zz993vz')).toBe('ZZ99 3VZ')
    expect(formatPostcode('nowhere')).toBe('nowhere')
  })
})
