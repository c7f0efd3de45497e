import { describe, expect, it } from 'vitest'
import { aChild, anAddress, from, none, today, value } from '../testing/child-record.factory.ts'
import {
  otherAddresses,
  otherCurrentAddresses,
  otherNames,
  otherSpellings,
} from './disagreements.ts'

const name = (type: string, family: string | undefined, feed: string) => ({
  type,
  family,
  given: 'Amina',
  from: from(feed),
})

describe('otherSpellings', () => {
  const cases: [string, ReturnType<typeof name>[], string[]][] = [
    ['another spelling', [name('legal', 'Hartwel', 'police')], ['Hartwel']],
    ['the same in capitals', [name('legal', 'HARTWELL', 'police')], []],
    ['a former name', [name('former', 'Hale', 'police')], []],
    ['a preferred name', [name('preferred', 'Hale', 'education')], []],
    ['an alias', [name('alias', 'Hale', 'police')], []],
    ['no family name', [name('legal', undefined, 'police')], []],
    [
      'one source twice',
      [name('legal', 'Hale', 'police'), name('legal', 'HALE', 'police')],
      ['Hale'],
    ],
    [
      'two sources',
      [name('legal', 'Hale', 'police'), name('legal', 'Hale', 'education')],
      ['Hale', 'Hale'],
    ],
  ]
  it.each(cases)('%s', (_, otherNames, expected) => {
    expect(otherSpellings(aChild({ otherNames }), 'family').map(({ text }) => text)).toEqual(
      expected,
    )
  })

  it.each([
    ['Amina', 'Amina Jane', 0],
    ['Amina Jane', 'Amina', 0],
    ['Amina Jane', 'Amina Jo', 1],
    ['Amina', 'Jane Amina', 1],
  ])('given %s and elsewhere %s differ: %i', (given, elsewhere, count) => {
    const otherNames = [
      { type: 'legal', family: 'Hartwell', given: elsewhere, from: from('police') },
    ]
    const record = aChild({ given: value(given), otherNames })
    expect(otherSpellings(record, 'given')).toHaveLength(count)
  })

  it('contradicts nothing where no name is shown', () => {
    const record = aChild({ family: none(), otherNames: [name('legal', 'Hale', 'police')] })
    expect(otherSpellings(record, 'family')).toEqual([])
  })
})

it.each([
  ['legal', 'HARTWELL', 'AMINA JANE', false],
  ['preferred', undefined, 'Amina', false],
  ['preferred', undefined, 'Minnie', true],
  ['former', 'Hale', undefined, true],
  ['legal', 'Hartwel', 'Amina', true],
])('the %s name %s, %s is another: %s', (type, family, given, isOther) => {
  const name = { type, family, given, from: from('police') }
  expect(otherNames(aChild({ otherNames: [name] }))).toEqual(isOther ? [name] : [])
})

describe('addresses', () => {
  const shown = anAddress()
  const sameElsewhere = anAddress({ postcode: 'zz991ab', from: from('police') })
  const elsewhere = anAddress({ lines: ['3 Old Road'], postcode: 'ZZ99 2CD', from: from('police') })
  const former = anAddress({ lines: ['9 Lane'], postcode: 'ZZ99 3EF', toOn: '2020-01-01' })
  const record = aChild({
    address: value(shown),
    addresses: [shown, sameElsewhere, elsewhere, former],
  })

  it('lists where else the child is said to live now', () => {
    expect(otherCurrentAddresses(record, today)).toEqual([elsewhere])
  })

  it.each([
    ['words left out', { lines: ['14, MALLOW CT'] }, true],
    ['the house next door', { lines: ['16 Mallow Court'] }, false],
  ])('an address with %s', (_, over, isSame) => {
    const known = anAddress({ lines: ['14 Mallow Court'], postcode: 'S601AA' })
    const other = anAddress({ ...known, ...over, from: from('police') })
    const both = aChild({ address: value(known), addresses: [known, other] })
    expect(otherCurrentAddresses(both, today)).toEqual(isSame ? [] : [other])
    expect(otherAddresses(both)).toEqual(isSame ? [] : [other])
  })

  it('shows every other address, and not the one shown again because another source has it too', () => {
    expect(otherAddresses(record)).toEqual([elsewhere, former])
    const before = { ...shown, fromOn: '2010-01-01', toOn: '2012-01-01' }
    expect(otherAddresses({ ...record, addresses: [shown, before] })).toEqual([before])
    expect(otherAddresses(aChild({ address: none(), addresses: [former] }))).toEqual([former])
  })
})
