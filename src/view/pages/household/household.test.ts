import { describe, expect, test } from 'vitest'
import type { Household, HouseholdMember } from '#store'
import {
  aChild,
  anAddress,
  aRelationship,
  from,
  none,
  today,
} from '../../testing/child-record.factory.ts'
import { householdModel } from './household.view.ts'

const member = (over: Partial<HouseholdMember> = {}): HouseholdMember => ({
  reference: 'RSV0000000011',
  family: 'Hartwell',
  given: 'Dana',
  bornOn: '1990-02-03',
  bornOnIs: 'exact',
  expectedOn: undefined,
  address: anAddress(),
  ...over,
})
const household = (members: HouseholdMember[], over: Partial<Household> = {}): Household => ({
  place: 'ZZ991AB 14',
  address: anAddress(),
  members,
  isShared: false,
  ...over,
})

describe('who lives or lived at the same address', () => {
  test('names people of all ages, current ones first, with what they are to the person', () => {
    const record = aChild({
      relationships: [
        aRelationship({ reference: 'RSV0000000011' }),
        aRelationship({ reference: 'RSV0000000011', kind: 'carer', from: from('education') }),
      ],
      namedBy: [
        {
          kind: 'brother',
          reference: 'RSV0000000020',
          family: 'H',
          given: 'Bo',
          from: from('police'),
        },
      ],
    })
    const left = anAddress({ toOn: '2026-01-01' })
    const { places } = householdModel(
      record,
      [
        household([
          member({ reference: 'RSV0000000038', given: 'Al', address: left }),
          member({ reference: 'RSV0000000020', given: 'Bo', bornOn: '2020-11-21' }),
          member(),
          member({
            reference: 'RSV0000000046',
            given: 'Cy',
            bornOn: '1900-01-01',
            bornOnIs: 'placeholder',
          }),
          member({
            reference: 'RSV0000000054',
            given: undefined,
            bornOn: undefined,
            expectedOn: '2027-02-01',
          }),
        ]),
      ],
      today,
    )
    expect(places[0]?.members.map((row) => [row.name, row.age, row.relationship])).toEqual([
      ['Bo Hartwell', '6 years', 'Has this person as brother'],
      [
        'Cy Hartwell',
        'Not known: the source has 1 January 1900, which stands for no date',
        'No source says what they are to each other',
      ],
      ['Dana Hartwell', '36 years', 'Mother; Carer'],
      ['Hartwell', 'Unborn, due 1 February 2027', 'No source says what they are to each other'],
      ['Al Hartwell', '36 years', 'No source says what they are to each other'],
    ])
    expect(places[0]?.members.at(-1)).toMatchObject({
      isCurrent: false,
      lived: 'Former, from 1 February 2024 to 1 January 2026',
    })
  })

  test('lists nobody at a hostel, and says so where there is nobody', () => {
    const shared = householdModel(aChild(), [household([], { isShared: true })], today)
    expect(shared.places[0]?.whyNobody).toContain('no household')
    const alone = householdModel(aChild(), [household([])], today)
    expect(alone.places[0]?.whyNobody).toContain('anybody else')
  })

  test('says why there is no household', () => {
    expect(householdModel(aChild({ address: none(), addresses: [] }), [], today).noPlaces).toBe(
      'None recorded by Social care',
    )
    expect(householdModel(aChild(), [], today).noPlaces).toContain('lacks a postcode or a number')
    const gone = [{ sourceName: 'Police', sinceOn: '2026-11-03' }]
    expect(householdModel(aChild({ gone }), [], today).noPlaces).toMatch(/^Hidden/)
  })
})

test('relatives share a row where sources name the same person in the same relationship', () => {
  const mother = aRelationship({ reference: 'RSV0000000011' })
  const record = aChild({
    relationships: [
      mother,
      { ...mother, from: from('education'), hasParentalResponsibility: false },
      aRelationship({ kind: 'father', given: 'Sam', hasParentalResponsibility: undefined }),
    ],
  })
  const { relatives, people } = householdModel(record, [], today)
  expect(relatives).toMatchObject([
    {
      relationship: 'Mother',
      href: '/children/RSV0000000011',
      responsibility: 'Sources differ: yes by Social care',
      sources: [{ sourceName: 'Social care' }, { sourceName: 'Education' }],
    },
    {
      relationship: 'Father',
      name: 'Sam Hartwell',
      href: undefined,
      responsibility: 'Not recorded',
    },
  ])
  expect(people).toEqual([record.reference, 'RSV0000000011'])
})
