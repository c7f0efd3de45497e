import { describe, expect, test } from 'vitest'
import type { AddressContent, PersonContent, RelationshipContent } from '#extract'
import { matchColumns, matchId, matchRow, splitMatchId } from './match-row.ts'

type Names = PersonContent['names']

function rowOf(
  person: Partial<PersonContent>,
  addresses: AddressContent[] = [],
  relationships: RelationshipContent[] = [],
) {
  const names: Names = [{ type: 'legal', given: 'Ann', family: 'Lee' }]
  const content = { names, isRestricted: false, ...person }
  return matchRow({ feed: 'health', personKey: '1', person: content, addresses, relationships })
}

describe('matchRow', () => {
  test('has a value, or none, for every column of the model’s table', () => {
    const properties = Object.keys(matchColumns).map((name) =>
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    )
    expect(Object.keys(rowOf({})).sort()).toEqual(properties.sort())
  })

  test.each<[string, Names, object]>([
    [
      'accents, apostrophes and case',
      [{ type: 'legal', given: 'ZOË', family: "O'Neill" }],
      { given: 'zoe', family: 'oneill' },
    ],
    [
      'the first of several given names',
      [{ type: 'legal', given: 'Amina Noor', family: 'X' }],
      { given: 'amina', middle: 'noor' },
    ],
    [
      'a given name with a hyphen is one',
      [{ type: 'legal', given: 'Lily-Mae Rose', family: 'X' }],
      { given: 'lilymae', middle: 'rose' },
    ],
    [
      'legal before former, whatever their order',
      [
        { type: 'former', family: 'Old' },
        { type: 'legal', given: 'A', family: 'New' },
      ],
      { family: 'new', familyForms: ['ald', 'na', 'new', 'old'] },
    ],
    [
      'an unborn child’s placeholder',
      [{ type: 'legal', given: 'Unborn', family: 'Khan' }],
      { given: undefined, single: undefined, family: 'khan' },
    ],
    [
      'a baby without a name',
      [{ type: 'legal', given: 'BABY 2 OF Sara', family: 'Khan' }],
      { given: undefined, givenForms: [], single: undefined },
    ],
    ['one name only', [{ type: 'legal', family: 'Amina' }], { given: undefined, single: 'amina' }],
    [
      'one name with FNU in front',
      [{ type: 'legal', given: 'FNU', family: 'Amina' }],
      { given: undefined, single: 'amina' },
    ],
  ])('%s', (_, names, expected) => {
    expect(rowOf({ names })).toMatchObject(expected)
  })

  test.each<[string, Names, Names]>([
    [
      'a nickname',
      [{ type: 'legal', given: 'Bill', family: 'X' }],
      [{ type: 'legal', given: 'William', family: 'X' }],
    ],
    [
      'a name that one source holds as preferred',
      [
        { type: 'legal', given: 'Chukwuemeka', family: 'X' },
        { type: 'preferred', given: 'Daniel' },
      ],
      [{ type: 'legal', given: 'Danny', family: 'X' }],
    ],
  ])('given names meet in their forms: %s', (_, one, other) => {
    const shared = rowOf({ names: one }).givenForms.filter((form) =>
      rowOf({ names: other }).givenForms.includes(form),
    )
    expect(shared).not.toEqual([])
  })

  test.each([
    ['halves of a double-barrelled name', 'Hunt-Carter', 'Carter'],
    ['the halves the other way round', 'Hunt-Carter', 'Carter-Hunt'],
  ])('family names meet in their forms: %s', (_, one, other) => {
    const formsOf = (family: string) =>
      rowOf({ names: [{ type: 'legal', given: 'A', family }] }).familyForms
    expect(formsOf(one).filter((form) => formsOf(other).includes(form))).not.toEqual([])
  })

  test.each([
    ['Kowalska', 'Kowalski'],
    ['Angelova', 'Angelov'],
    ['Choudhury', 'Chowdhury'],
    ['Wójcik', 'Wojcik'],
    ['Qureshi', 'Quraishi'],
  ])('family names sound alike: %s and %s', (one, other) => {
    const stemOf = (family: string) =>
      rowOf({ names: [{ type: 'legal', given: 'A', family }] }).familyStem
    expect(stemOf(one)).toBe(stemOf(other))
  })

  test.each([
    ['Muhammad', 'Mohamed'],
    ['Xasan', 'Hassan'],
    ['Yusuf', 'Yousef'],
    ['Łukasz', 'Lukas'],
  ])('given names sound alike: %s and %s', (one, other) => {
    const soundOf = (given: string) =>
      rowOf({ names: [{ type: 'legal', given, family: 'X' }] }).givenSound
    expect(soundOf(one)).toBe(soundOf(other))
  })

  test.each<[string, Partial<PersonContent>, object]>([
    ['a valid NHS number', { nhsNumber: '943 476 5919' }, { nhsNumber: '9434765919' }],
    [
      'an NHS number that fails its check digit is no evidence',
      { nhsNumber: '9434765918' },
      { nhsNumber: undefined },
    ],
    [
      'a UPN that fails its check letter is no evidence',
      { upn: 'A801200005001' },
      { upn: undefined },
    ],
    [
      'a birth date and its exchange',
      { bornOn: '2014-05-03' },
      { bornOn: '2014-05-03', bornOnSwapped: '2014-03-05' },
    ],
    ['no exchange that is no date', { bornOn: '2014-05-31' }, { bornOnSwapped: undefined }],
    ['no exchange that is the same', { bornOn: '2014-05-05' }, { bornOnSwapped: undefined }],
    [
      'a placeholder birth date is no evidence',
      { bornOn: '1900-01-01', bornOnIs: 'placeholder' },
      { bornOn: undefined },
    ],
    [
      'Scotland’s CHI number in the column of NHS numbers is no evidence',
      { nhsNumber: '0101011237' },
      { nhsNumber: undefined },
    ],
    [
      'an approximate birth date is weak',
      { bornOn: '2010-05-20', bornOnIs: 'approximate' },
      { bornOnIs: 'weak', bornOnWeak: '2010-05-20' },
    ],
    ['so is the first of January', { bornOn: '2010-01-01' }, { bornOnIs: 'weak' }],
    [
      'an unborn child has the day it is expected',
      { expectedOn: '2026-12-20' },
      { bornOn: '2026-12-20', bornOnIs: 'expected', dueOn: '2026-12-20' },
    ],
    ['an unknown sex is no evidence', { sex: 'U' }, { sex: undefined }],
  ])('%s', (_, person, expected) => {
    expect(rowOf(person)).toMatchObject(expected)
  })

  test('the current postcode first, then another; no fixed abode is no evidence', () => {
    const addresses = [
      { lines: [], postcode: 'rv1 1aa', toOn: '2020-01-01' },
      { lines: [], postcode: 'ZZ99 3VZ' },
      { lines: [], postcode: 'RV2 2BB' },
    ]
    expect(rowOf({}, addresses)).toMatchObject({
      postcode: 'RV22BB',
      postcodes: ['RV11AA', 'RV22BB'],
    })
  })

  test('a home is the same however its lines are cut', () => {
    const homeOf = (...lines: string[]) => rowOf({}, [{ lines, postcode: 'RV1 1AA' }]).home
    expect(homeOf('Flat 2', '56 Cardinal Crescent')).toBe(
      homeOf('FLAT 2, 56 CARDINAL CR', 'Hopfield'),
    )
    expect(homeOf('Flat 2', '56 Cardinal Crescent')).not.toBe(
      homeOf('Flat 3', '56 Cardinal Crescent'),
    )
  })

  test('carers by name whatever the order; "Mum" and brothers are none', () => {
    const carers = [
      { kind: 'Mother', otherGiven: 'Zoë', otherFamily: 'Lee' },
      { kind: 'Father', otherGiven: 'Al', otherFamily: 'Lee' },
      { kind: 'Mother', otherGiven: 'Mum' },
      { kind: 'Sibling', otherGiven: 'Bo', otherFamily: 'Lee' },
    ]
    const expected = { carers: ['al lee', 'lee zoe'], carerGivens: ['al', 'zoe'] }
    expect(rowOf({}, [], carers)).toMatchObject(expected)
    expect(rowOf({}, [], carers.toReversed())).toMatchObject(expected)
  })
})

test.each(['1', 'a|b', '', 'é '])('a record’s key %j survives the matching', (personKey) => {
  expect(splitMatchId(matchId('child-health', personKey))).toEqual({
    feed: 'child-health',
    personKey,
  })
})
