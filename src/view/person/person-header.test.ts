import { describe, expect, it } from 'vitest'
import { aChild, none, today, value } from '../testing/child-record.factory.ts'
import { lifeStage, personHeader } from './person-header.ts'

describe('lifeStage', () => {
  const cases: [string, Parameters<typeof aChild>[0], 'child' | 'adult'][] = [
    ['of 17', { bornOn: value('2008-11-22') }, 'child'],
    ['of 18 today', { bornOn: value('2008-11-21') }, 'adult'],
    ['of no known age', { bornOn: none() }, 'child'],
    ['with a filler date', { bornOn: value('1900-01-01'), bornOnIs: 'placeholder' }, 'child'],
    ['not yet born', { bornOn: value('2027-02-01') }, 'child'],
  ]
  it.each(cases)('of a person %s', (_, over, stage) => {
    expect(lifeStage(aChild(over), today)).toBe(stage)
  })
})

describe('personHeader', () => {
  it('heads a child’s page with name, Child ID, birth and age', () => {
    expect(personHeader(aChild(), 'details', today).banner).toEqual({
      name: 'Results for child: Amina Hartwell',
      reference: 'RSV1234567897',
      born: '9 April 2017',
      age: '9 years',
      nhsNumber: '999 000 0018',
      notes: [],
    })
  })

  it('gives a due date in place of birth and age', () => {
    const unborn = aChild({ bornOn: none(), expectedOn: value('2027-02-01') })
    expect(personHeader(unborn, 'details', today).banner).toMatchObject({
      born: undefined,
      age: 'Unborn, due 1 February 2027',
    })
  })

  it('notes what must not be missed', () => {
    const record = aChild({ bornOnIs: 'approximate', diedOn: value('2026-03-01') })
    expect(personHeader(record, 'details', today).banner.notes).toEqual([
      'Died 1 March 2026',
      'The date of birth is approximate',
    ])
  })

  it('marks the open tab, and calls an adult one', () => {
    const { tabs, banner, title } = personHeader(
      aChild({ bornOn: value('1980-01-01') }),
      'services',
      today,
    )
    expect(banner.name).toBe('Results for adult: Amina Hartwell')
    expect(title).toBe('Amina Hartwell: Service provision')
    expect(tabs).toEqual([
      { text: 'Personal details', href: '/children/RSV1234567897', isCurrent: false },
      { text: 'Service provision', href: '/children/RSV1234567897/services', isCurrent: true },
      { text: 'Household and family', href: '/children/RSV1234567897/household', isCurrent: false },
      { text: 'Chronology', href: '/children/RSV1234567897/chronology', isCurrent: false },
    ])
  })

  it('says which record a former reference leads to', () => {
    expect(personHeader(aChild(), 'details', today).formerNotice).toBeUndefined()
    const former = aChild({ formerReference: 'RSV9876543210' })
    expect(personHeader(former, 'details', today).formerNotice).toBe(
      'RSV9876543210 is a former Child ID. It has been joined to RSV1234567897, whose record this is.',
    )
  })
})
