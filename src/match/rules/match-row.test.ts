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
    expect(Object.keys(rowOf({}))).toHaveLength(matchColumns.length)
  })

  test.each<[string, Names, object]>([
    [
      'accents, apostrophes and case',
      [{ type: 'legal', given: 'ZOË', family: "O'Neill" }],
      { given: 'zoe', family: 'oneill' },
    ],
    [
      'the formal form of a nickname',
      [{ type: 'legal', given: 'Bill', family: 'X' }],
      { given: 'bill', formal: 'william' },
    ],
    [
      'the first of several given names',
      [{ type: 'legal', given: 'Amina Noor', family: 'X' }],
      { given: 'amina noor', formal: 'amina' },
    ],
    [
      'legal before former, whatever their order',
      [
        { type: 'former', family: 'Old' },
        { type: 'legal', given: 'A', family: 'New' },
      ],
      { family: 'new', otherFamily: 'old' },
    ],
    [
      'a second name that is the same says nothing',
      [
        { type: 'legal', given: 'A', family: 'B' },
        { type: 'preferred', given: 'a', family: 'b' },
      ],
      { otherGiven: undefined, otherFamily: undefined },
    ],
    [
      'an unborn child’s placeholder',
      [{ type: 'legal', given: 'Unborn', family: 'Khan' }],
      { given: undefined, formal: undefined, family: 'khan' },
    ],
    [
      'a baby without a name',
      [{ type: 'legal', given: 'BABY OF', family: 'Khan' }],
      { given: undefined },
    ],
    ['one name only', [{ type: 'legal', family: 'Amina' }], { given: undefined, family: 'amina' }],
  ])('%s', (_, names, expected) => {
    expect(rowOf({ names })).toMatchObject(expected)
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
    expect(rowOf({}, addresses)).toMatchObject({ postcode: 'RV22BB', otherPostcode: 'RV11AA' })
  })

  test('a carer does not depend on the order of the records', () => {
    const carers = [
      { kind: 'Mother', otherGiven: 'Zoë', otherFamily: 'Lee' },
      { kind: 'Father', otherGiven: 'Al', otherFamily: 'Lee' },
    ]
    expect(rowOf({}, [], carers).carer).toBe(rowOf({}, [], carers.toReversed()).carer)
  })
})

test.each(['1', 'a|b', '', 'é '])('a record’s key %j survives the matching', (personKey) => {
  expect(splitMatchId(matchId('child-health', personKey))).toEqual({
    feed: 'child-health',
    personKey,
  })
})
