import { describe, expect, it } from 'vitest'
import { addDays, checkNhsNumber, daysBetween, isIsoDate } from '#kernel'
import { everybody, type TruePerson } from '../people/person.ts'
import { isKnownTo, stateOn } from '../people/state-on.ts'
import { liveBorough } from '../testing/live-borough.ts'
import { type PlantedCase, type PlantedRecord, plantedCases } from './planted.ts'

const { population, setting } = liveBorough({ children: 6000, seed: 'planted' })
const people = everybody(population)
const { asOf } = setting

function inCase(name: PlantedCase): TruePerson[] {
  return people.filter((person) => person.planted.some((planted) => planted.case === name))
}

function groupsOf(name: PlantedCase): TruePerson[][] {
  const groups = new Map<string, TruePerson[]>()
  for (const person of people) {
    for (const planted of person.planted) {
      if (planted.case === name)
        groups.set(planted.group, [...(groups.get(planted.group) ?? []), person])
    }
  }
  return [...groups.values()]
}

function recordsOf<K extends PlantedRecord['what']>(name: PlantedCase, what: K) {
  return inCase(name).flatMap((person) =>
    person.planted
      .filter((planted) => planted.case === name)
      .flatMap((planted) => planted.records)
      .filter((record): record is Extract<PlantedRecord, { what: K }> => record.what === what)
      .map((record) => ({ person, record })),
  )
}

const names = Object.keys(plantedCases) as PlantedCase[]

it.each(names)('%s is in every borough of a few thousand', (name) => {
  expect(inCase(name).length).toBeGreaterThan(0)
})

describe('identifiers', () => {
  it('of twins stand with each other', () => {
    for (const { person, record } of recordsOf('twins-numbers-swapped', 'nhs-number')) {
      const twin = people.find((other) => other.life.nhsNumbers[0]?.value === record.value)
      expect(twin?.twins).toBe(person.twins)
      expect(twin).not.toBe(person)
    }
  })

  it('of mothers stand with their babies', () => {
    for (const { person, record } of recordsOf('mothers-number-on-baby', 'nhs-number')) {
      expect(record.value).toBe(person.mother?.life.nhsNumbers[0]?.value)
      expect(isKnownTo(person, record.agency, asOf)).toBe(true)
    }
  })

  it('of Scotland are sound and of a day that does not exist', () => {
    for (const { record } of recordsOf('chi-number', 'nhs-number')) {
      const checked = checkNhsNumber(record.value)
      expect(checked.ok && checked.range).toBe('scotland')
      expect(record.value.slice(0, 4)).toBe('2902')
      for (const century of ['19', '20']) {
        expect(isIsoDate(`${century}${record.value.slice(4, 6)}-02-29`)).toBe(false)
      }
    }
  })

  it('number newborn twins', () => {
    for (const twins of groupsOf('baby-of-one-and-two')) {
      const written = recordsOf('baby-of-one-and-two', 'names')
        .filter(({ person, record }) => twins.includes(person) && record.agency === 'hospital')
        .map(({ record }) => record.forename)
      expect(written.map((name) => name.slice(0, 9)).sort()).toEqual(['Baby 1 of', 'Baby 2 of'])
    }
  })

  it('outlive a brother of the same name', () => {
    for (const brothers of groupsOf('name-of-dead-brother')) {
      expect(new Set(brothers.map((one) => `${one.forename} ${one.surname}`)).size).toBe(1)
      expect(brothers.filter((one) => one.life.diedOn !== '')).toHaveLength(1)
    }
  })
})

describe('two lives', () => {
  it('share a birth date and nothing that a record could join them by', () => {
    expect(population.seals.length).toBeGreaterThan(3)
    for (const { before, after, sealedOn } of population.seals) {
      expect(after.bornOn).toBe(before.bornOn)
      expect(before.life.nhsNumbers[0]?.value).not.toBe(after.life.nhsNumbers[0]?.value)
      expect(before.household).not.toBe(after.household)
      expect(stateOn(before, sealedOn).presence).toBe('sealed')
      expect(stateOn(after, addDays(sealedOn, -1)).presence).toBe('not-yet')
      expect(before.life.events.every((event) => event.on <= sealedOn)).toBe(true)
      expect(after.birthParents?.mother).toBe(before.mother)
    }
  })

  it('have one address where foster carers adopted', () => {
    const seals = population.seals.filter(({ after }) =>
      after.planted.some((planted) => planted.case === 'adopted-by-carers'),
    )
    expect(seals.length).toBeGreaterThan(0)
    for (const { before, after } of seals) {
      const places = after.household.homes.map((span) => span.value.address)
      expect(places).toContain(before.life.homes.at(-1)?.value.address)
    }
  })
})

describe('families', () => {
  it('of unrelated children share a name and a birth date, and no household', () => {
    for (const strangers of groupsOf('same-name-same-birth-date')) {
      const [one, other] = strangers
      expect(`${one?.forename} ${one?.surname} ${one?.bornOn}`).toBe(
        `${other?.forename} ${other?.surname} ${other?.bornOn}`,
      )
      expect(one?.household).not.toBe(other?.household)
      expect(one?.father).not.toBe(other?.father)
    }
  })

  it('keep a dead parent on the list', () => {
    for (const { record } of recordsOf('dead-parent-listed', 'contact')) {
      expect(record.person.life.diedOn < asOf).toBe(true)
    }
  })

  it('have children whom nobody recorded, named in one note', () => {
    for (const family of groupsOf('named-in-note-only')) {
      const notes = recordsOf('named-in-note-only', 'note')
      const known = family.find((one) => notes.some(({ person }) => person === one))
      const others = family.filter((one) => one !== known)
      expect(known).toBeDefined()
      expect(others.length).toBeGreaterThan(0)
      for (const other of others) {
        expect(
          other.life.events.length + other.life.involvements.length + other.life.schools.length,
        ).toBe(0)
      }
    }
  })

  it('have a child whom one agency alone knows', () => {
    const agencies = [
      'social-care',
      'education',
      'education-welfare',
      'child-health',
      'hospital',
      'police',
      'youth-justice',
      'charity',
    ] as const
    for (const child of inCase('one-agency-only')) {
      expect(agencies.filter((agency) => isKnownTo(child, agency, asOf)).length).toBeLessThan(2)
    }
  })
})

describe('the police', () => {
  it('have an offence of one brother under the other’s name', () => {
    const found = recordsOf('gave-brothers-name', 'event-as-another')
    expect(found.length).toBeGreaterThan(0)
    for (const { person, record } of found) {
      expect(person.life.events.some((event) => event.id === record.eventId)).toBe(true)
      expect(record.person.household).toBe(person.household)
      expect(record.person).not.toBe(person)
    }
  })

  it('have events enough for each nominal', () => {
    for (const { person, record } of recordsOf('duplicate-nominals', 'records')) {
      const events = person.life.events.filter((event) => event.agency === 'police')
      expect(events.length).toBeGreaterThan(record.count - 1)
    }
  })
})

describe('patterns', () => {
  it('of building up are low concerns of several agencies within six weeks', () => {
    const found = population.patterns.filter((pattern) => pattern.kind === 'build-up')
    expect(found.length).toBeGreaterThan(3)
    for (const { id, person, from, to } of found) {
      const events = person.life.events.filter((event) => event.pattern === id)
      expect(events.length).toBeGreaterThan(3)
      expect(new Set(events.map((event) => event.agency)).size).toBeGreaterThan(2)
      expect(daysBetween(from, to)).toBeLessThan(43)
      for (const event of events)
        expect([event.level, event.on >= from && event.on <= to]).toEqual(['low', true])
    }
  })

  it('of silence have no event of the agency', () => {
    const found = population.patterns.filter((pattern) => pattern.kind === 'silence')
    expect(found.length).toBeGreaterThan(3)
    for (const { person, from, to, agencies } of found) {
      const broken = person.life.events.filter(
        (event) => agencies.includes(event.agency) && event.on > from && event.on < to,
      )
      expect(broken).toEqual([])
      expect(daysBetween(from, asOf)).toBeGreaterThan(80)
    }
  })
})
