import { beforeAll, describe, expect, test } from 'vitest'
import {
  allShared,
  loadNight,
  type Night,
  type NightRecord,
  playNight,
  testDatabase,
} from '#testing'
import { textOf, viewServer } from '../../testing/view-server.ts'

const database = await testDatabase()

const person = (key: string, bornOn: string, isRestricted = false): NightRecord => ({
  feed: 'care',
  kind: 'person',
  personKey: key,
  recordKey: key,
  content: { names: [{ type: 'legal', given: key, family: 'Moss' }], bornOn, isRestricted },
})
const home = (key: string, line: string, dates: { fromOn?: string; toOn?: string } = {}) =>
  ({
    feed: 'care',
    kind: 'address',
    personKey: key,
    recordKey: `${key} ${line}`,
    content: { lines: [line], postcode: 'ZZ1 1AA', ...dates },
  }) satisfies NightRecord
const relation = (key: string, kind: string, otherKey: string): NightRecord => ({
  feed: 'care',
  kind: 'relationship',
  personKey: key,
  recordKey: `${key} ${otherKey}`,
  content: { kind, otherKey, otherGiven: otherKey, otherFamily: 'Moss' },
})
const event = (fact: string, sensitivity: 'ordinary' | 'sensitive'): NightRecord => ({
  feed: 'care',
  kind: 'event',
  personKey: 'Ada',
  recordKey: fact,
  content: { kind: 'missing-episode', happenedOn: '2026-10-05', fact, sensitivity },
})
const guests = Array.from({ length: 16 }, (_, at) => `Guest${at}`)
const everybody = ['Ada', 'Dana', 'Kit', 'Rex', ...guests]
const night = (on: string, records: NightRecord[]): Night => ({
  on,
  sent: ['care'],
  records,
  people: everybody.map((key) => [`care|${key}`]),
})

const people = [
  person('Ada', '2016-05-04'),
  person('Dana', '1990-02-03'),
  person('Kit', '2013-01-09'),
  person('Rex', '1988-01-09', true),
  ...guests.map((key) => person(key, '2000-03-02')),
]
const first = [
  ...people,
  home('Ada', '4 Mill Lane', { fromOn: '2020-01-01' }),
  home('Dana', '4, Mill Lane', { fromOn: '2019-06-01' }),
  home('Kit', '4 Mill Lane', { toOn: '2025-12-31' }),
  home('Rex', '4 Mill Lane'),
  home('Ada', '100 Grand Hotel', { toOn: '2019-12-31' }),
  ...guests.map((key) => home(key, '100 Grand Hotel')),
  relation('Ada', 'Mother', 'Dana'),
  relation('Ada', 'Father', 'Rex'),
  event('Back after two hours', 'ordinary'),
  event('Found with an older man', 'sensitive'),
]
const later = first
  .filter(({ recordKey }) => recordKey !== 'Dana 4, Mill Lane')
  .concat(home('Dana', '9 New Road'))

/** As an agreement would open it that leaves out what is sensitive. */
const ordinary = { keys: allShared.keys.filter((key) => key.endsWith(':ordinary')), limited: [] }

let of: (key: string) => string

beforeAll(async () => {
  await playNight(database, night('2026-11-03', first))
  await playNight(database, night('2026-11-10', later))
  const { rows } = await database.pool.query<{ key: string; reference: string }>(
    'select person_key as key, reference from match.link join match.person using (person_id)',
  )
  of = (key) => rows.find((row) => row.key === key)?.reference ?? ''
})

describe('Household and family', () => {
  test('lists who is at the same address and who is related, and logs everybody shown', async () => {
    const { get, log } = await viewServer(database)
    const { statusCode, body } = await get(`/children/${of('Ada')}/household`)
    const text = textOf(body)
    expect(statusCode).toBe(200)
    expect(text).toContain('Kit Moss')
    expect(text).toContain('Former, start not recorded to 31 December 2025')
    expect(body).toContain(`href="/children/${of('Dana')}"`)
    expect(log.at(-1)).toMatchObject({ event: 'view.household.read', outcome: 'allowed' })
    expect([...(log.at(-1)?.people ?? [])].sort()).toEqual(
      [of('Ada'), of('Dana'), of('Kit')].sort(),
    )
  })

  test('shows nobody who is restricted, nor who else is at a hotel', async () => {
    const { get } = await viewServer(database)
    const text = textOf((await get(`/children/${of('Ada')}/household`)).body)
    expect(text).toContain('Many people are recorded here')
    expect(text).not.toMatch(/Guest|Rex|Father/)
  })

  test('as it was on a day', async () => {
    const { get, log } = await viewServer(database)
    const { body } = await get(`/children/${of('Ada')}/on/2026-11-05/household`)
    const text = textOf(body)
    expect(text).toContain('This is the record as it was on 5 November 2026')
    expect(text).toMatch(/Dana Moss 36 years Mother Current, from 1 June 2019/)
    expect(body).toContain(`href="/children/${of('Dana')}/on/2026-11-05"`)
    expect(log.at(-1)).toMatchObject({
      event: 'view.household.read-as-of',
      criteria: { day: '2026-11-05' },
    })
    expect(log.at(-1)?.people).toContain(of('Dana'))
    const today = textOf((await get(`/children/${of('Ada')}/household`)).body)
    expect(today).not.toContain('Current, from 1 June 2019')
  })
})

describe('Chronology', () => {
  test('shows events with their source, and those that a source calls sensitive only by a rule', async () => {
    const { get, log } = await viewServer(database, { grants: ordinary })
    const { statusCode, body } = await get(`/children/${of('Ada')}/chronology?show=event`)
    const text = textOf(body)
    expect(statusCode).toBe(200)
    expect(text).toContain('5 October 2026 Missing episode Back after two hours Care')
    expect(text).not.toContain('older man')
    expect(log.at(-1)).toMatchObject({
      event: 'view.chronology.read',
      people: [of('Ada')],
      criteria: { show: 'event' },
    })
    const past = textOf((await get(`/children/${of('Ada')}/on/2026-11-05/chronology`)).body)
    expect(past).toContain('Back after two hours')
    expect(past).not.toContain('older man')
    const opened = await (await viewServer(database)).get(`/children/${of('Ada')}/chronology`)
    expect(textOf(opened.body)).toContain('Missing episode Sensitive Found with an older man')
    const nothing = await get(`/children/${of('Kit')}/chronology?show=event`)
    expect(textOf(nothing.body)).toContain('Nothing of this kind is held.')
  })

  test('is not there for somebody restricted', async () => {
    const { get } = await viewServer(database)
    for (const tail of ['chronology', 'household']) {
      expect((await get(`/children/${of('Rex')}/${tail}`)).statusCode).toBe(404)
    }
  })
})

test('nobody whose whereabouts are hidden is listed, and their own page lists nobody', async () => {
  const without = (key: string) => later.filter(({ personKey }) => personKey !== key)
  await loadNight(database, night('2026-11-15', without('Kit')))
  const { get } = await viewServer(database)
  const ada = textOf((await get(`/children/${of('Ada')}/household`)).body)
  expect(ada).not.toContain('Kit Moss')
  const past = textOf((await get(`/children/${of('Ada')}/on/2026-11-05/household`)).body)
  expect(past).not.toContain('Kit Moss')
  const kit = textOf((await get(`/children/${of('Kit')}/household`)).body)
  expect(kit).not.toMatch(/Mill Lane|Ada/)
  expect(kit).toContain('Hidden: Care no longer has this person and has not said why')
})
