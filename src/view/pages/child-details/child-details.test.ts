import { describe, expect, it } from 'vitest'
import type { ChildRecord } from '#store'
import {
  aChild,
  anAddress,
  aRelationship,
  emptyLists,
  from,
  none,
  today,
  value,
} from '../../testing/child-record.factory.ts'
import { livedWords } from './address.view.ts'
import { childDetailsModel } from './child-details.view.ts'
import { isParentOrCarer, peopleRows } from './people.view.ts'

const model = (over: Partial<ChildRecord> = {}) => childDetailsModel(aChild(over), today)

/** Each labelled value of the page as `label: text [source]` or `label: reason`. */
function lines(over: Partial<ChildRecord> = {}): string[] {
  const { identity, address, identifiers } = model(over)
  return [...identity, ...address, ...identifiers].map(({ label, value: shown }) =>
    'blank' in shown
      ? `${label}: ${shown.blank}`
      : `${label}: ${shown.text} [${shown.from.sourceName}]`,
  )
}

describe('the fields of Child details', () => {
  it('gives each with its source, or why it is empty', () => {
    expect(lines({ gpPractice: { blank: 'feed-late', sources: ['Child health'] } })).toEqual([
      'Family name: Hartwell [Social care]',
      'First name: Amina [Social care]',
      'Date of birth: 9 April 2017 [Social care]',
      'Age: 9 years [Social care]',
      'Sex: Female [Social care]',
      'Ethnicity: White and Asian [Education]',
      'Address line 1: 14 Mallow Court [Social care]',
      'Address line 2: Thornlea [Social care]',
      'Address line 3: Not used by Social care',
      'Address line 4: Not used by Social care',
      'Postcode: ZZ99 1AB [Social care]',
      'NHS number: 999 000 0018 [Child health]',
      'Unique pupil number (UPN): A373200018001 [Education]',
      'GP practice: Not known: the extract from Child health is late',
    ])
  })

  it('gives a due date in place of birth and age', () => {
    const shown = lines({ bornOn: none(), expectedOn: value('2027-02-01') })
    expect(shown).toContain('Due date: Unborn, due 1 February 2027 [Social care]')
    expect(shown.filter((line) => /^(Age|Date of birth)/.test(line))).toEqual([])
  })

  it('gives a date of death where there is one, and no empty row where there is none', () => {
    expect(lines({ diedOn: value('2026-03-01') })).toContain(
      'Date of death: 1 March 2026 [Social care]',
    )
    expect(lines().filter((line) => line.startsWith('Date of death'))).toEqual([])
  })

  it('says why there is no address', () => {
    const shown = lines({ address: none('Social care', 'Police'), addresses: [] })
    expect(shown).toContain('Address lines 1 to 4: None recorded by Social care or Police')
    expect(shown).toContain('Postcode: None recorded by Social care or Police')
  })

  it.each([
    ['2026-11-21', 'Former address, left 21 November 2026: no current address is recorded'],
    ['2026-11-22', undefined],
    [undefined, undefined],
  ])('says of an address that ends %s: %s', (toOn, note) => {
    const { address } = model({ address: value(anAddress({ toOn })) })
    const shown = address[0]?.value
    expect(shown && 'note' in shown ? shown.note : undefined).toBe(note)
  })

  it('takes the postcode from another source that has the same house, or says who leaves it out', () => {
    const shown = anAddress({ postcode: undefined })
    const other = anAddress({ postcode: 'S60 1AA', from: from('education') })
    const elsewhere = anAddress({
      postcode: 'S60 2BB',
      lines: ['3 Old Road'],
      from: from('police'),
    })
    expect(lines({ address: value(shown), addresses: [shown, elsewhere, other] })).toContain(
      'Postcode: S60 1AA [Education]',
    )
    expect(lines({ address: value(shown), addresses: [shown, elsewhere] })).toContain(
      'Postcode: None recorded by Social care',
    )
  })

  it.each([
    ['9990000018', undefined],
    ['9990000019', 'Fails its check: a character is mistyped in the source'],
  ])('doubts the NHS number %s: %s', (number, note) => {
    const [row] = model({ nhsNumber: value(number) }).identifiers
    expect(row?.value).toHaveProperty('text')
    expect(row?.value && 'note' in row.value ? row.value.note : undefined).toBe(note)
  })
})

describe('where sources differ', () => {
  it.each<[string, Partial<ChildRecord>, string]>([
    [
      'Date of birth',
      { bornOn: value('2017-04-09', 'education', { police: '2017-09-04' }) },
      '4 September 2017',
    ],
    ['Sex', { sex: value('F', 'education', { police: 'M' }) }, 'Male'],
    ['Ethnicity', { ethnicity: value('WBRI', 'education', { police: 'WIRI' }) }, 'White Irish'],
    [
      'NHS number',
      { nhsNumber: value('9990000018', 'education', { police: '9990000026' }) },
      '999 000 0026',
    ],
    ['Unique pupil number (UPN)', { upn: value('B1', 'education', { police: 'B2' }) }, 'B2'],
    ['GP practice', { gpPractice: value('Mill', 'education', { police: 'Hill' }) }, 'Hill'],
  ])('says what another source has as the %s', (label, over, text) => {
    const { identity, identifiers } = model(over)
    const row = [...identity, ...identifiers].find((one) => one.label === label)
    expect(row?.value).toMatchObject({ others: [{ text, from: { sourceName: 'Police' } }] })
  })

  it('shows the other spelling and the other address beside the one shown', () => {
    const elsewhere = anAddress({
      lines: ['3 Old Road'],
      postcode: 'ZZ99 2CD',
      from: from('police'),
    })
    const { identity, address } = model({
      otherNames: [{ type: 'legal', family: 'Hartwel', given: 'Amina', from: from('police') }],
      addresses: [anAddress(), elsewhere],
    })
    expect(identity[0]?.value).toMatchObject({
      others: [{ text: 'Hartwel', from: { sourceName: 'Police' } }],
    })
    expect(identity[1]?.value).toMatchObject({ others: [] })
    expect(address[0]?.value).toMatchObject({ others: [{ text: '3 Old Road, ZZ99 2CD' }] })
  })
})

describe('people', () => {
  it.each([
    ['mother', true],
    ['Step-father', true],
    ['foster_carer', true],
    ['Legal guardian', true],
    ['grandparent', true],
    ['sibling', false],
    ['half-brother', false],
    ['foster brother', false],
    ['friend', false],
  ])('%s is a parent or carer: %s', (kind, expected) => {
    expect(isParentOrCarer(kind)).toBe(expected)
  })

  it('lists carers apart from others, with phone and responsibility or why not', () => {
    const { carers, others } = model({
      relationships: [
        aRelationship(),
        aRelationship({ kind: 'carer', phone: undefined, hasParentalResponsibility: undefined }),
        aRelationship({ kind: 'sibling', hasParentalResponsibility: false }),
      ],
    })
    expect(carers.map(({ relationship }) => relationship)).toEqual(['Mother', 'Carer'])
    expect(carers[0]?.responsibility).toMatchObject({ text: 'Yes' })
    expect(carers[1]?.responsibility).toEqual({ blank: 'None recorded by Social care' })
    expect(carers[0]?.phone).toMatchObject({ text: '01632 960123', tel: '01632960123' })
    expect(carers[1]?.phone).toEqual({ blank: 'None recorded by Social care' })
    expect(others.map(({ relationship }) => relationship)).toEqual(['Sibling'])
  })

  it('puts sources that name the same person in one row, with what they give between them', () => {
    const rows = peopleRows([
      aRelationship({ phone: undefined }),
      aRelationship({ kind: 'MOTHER', family: 'HARTWELL', from: from('education') }),
      aRelationship({ phone: '(01632) 960 123', from: from('charity') }),
      aRelationship({ phone: '01632 960999', from: from('police') }),
      aRelationship({ given: 'Diana', from: from('police') }),
    ])
    expect(rows).toHaveLength(2)
    expect(rows[0]?.sources.map(({ sourceName }) => sourceName)).toEqual([
      'Social care',
      'Education',
      'Charity',
      'Police',
    ])
    expect(rows[0]?.phone).toMatchObject({
      text: '01632 960123',
      tel: '01632960123',
      from: { sourceName: 'Education' },
      others: [{ text: '01632 960999', from: { sourceName: 'Police' } }],
    })
  })

  it('says why a list is empty, by the sources that give such a thing', () => {
    const empty = emptyLists({
      name: none('Charity'),
      relationship: { blank: 'feed-late', sources: ['Police'] },
      address: { blank: 'not-matched', sources: ['Education'] },
    })
    expect(model({ relationships: [], empty })).toMatchObject({
      noOtherNames: 'None recorded by Charity',
      noCarers: 'Not known: the extract from Police is late',
      noOtherAddresses: 'Not matched: no record from Education is joined to this one',
    })
  })
})

it.each([
  ['2024-02-01', undefined, 'Current, from 1 February 2024'],
  [undefined, undefined, 'Current, start not recorded'],
  ['2024-02-01', '2027-01-01', 'Current, from 1 February 2024 to 1 January 2027'],
  ['2024-02-01', '2025-01-01', 'Former, from 1 February 2024 to 1 January 2025'],
])('lived %s to %s: %s', (fromOn, toOn, words) => {
  expect(livedWords({ fromOn, toOn }, today)).toBe(words)
})
