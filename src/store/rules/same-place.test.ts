import { expect, test } from 'vitest'
import { addressWithPostcode, isSamePlace, type Place } from './same-place.ts'

const home: Place = { lines: ['14 Mallow Court'], postcode: 'S601AA' }

test.each<[string, Partial<Place>, boolean]>([
  ['its postcode spaced otherwise', { postcode: 's60 1aa' }, true],
  ['words left out', { lines: ['14, MALLOW CT'] }, true],
  ['no postcode, the same words', { postcode: undefined, lines: ['14 MALLOW COURT'] }, true],
  ['no postcode, other words', { postcode: undefined, lines: ['14 Court'] }, false],
  ['the house next door', { lines: ['16 Mallow Court'] }, false],
  ['another flat', { lines: ['Flat 2', '14 Mallow Court'] }, false],
  ['another letter', { lines: ['14a Mallow Court'] }, false],
  ['another postcode', { postcode: 'S60 1AB' }, false],
])('an address with %s', (_, over, isSame) => {
  expect(isSamePlace(home, { ...home, ...over })).toBe(isSame)
  expect(isSamePlace({ ...home, ...over }, home)).toBe(isSame)
})

const bare: Place = { lines: ['14 Mallow Court'], postcode: undefined }
const elsewhere: Place = { lines: ['3 Old Road'], postcode: 'S60 2BB' }

test.each<[string, Place[], Place | undefined]>([
  ['the best has one', [home, elsewhere], home],
  ['another source has it for the same house', [bare, elsewhere, home], home],
  ['only other houses have one', [bare, elsewhere], undefined],
  ['none is held', [bare], undefined],
  ['there is no address', [], undefined],
])('the postcode where %s', (_, addresses, expected) => {
  expect(addressWithPostcode(addresses)).toBe(expected)
})
