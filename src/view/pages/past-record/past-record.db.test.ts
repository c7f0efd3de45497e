import { beforeAll, describe, expect, test } from 'vitest'
import { loadNight, type Night, type NightRecord, playNight, testDatabase } from '#testing'
import { textOf, viewServer } from '../../testing/view-server.ts'

const database = await testDatabase()

const child = (given: string, isRestricted = false): NightRecord => ({
  feed: 'care',
  kind: 'person',
  personKey: given,
  recordKey: given,
  content: {
    names: [{ type: 'legal', given, family: 'Moss' }],
    bornOn: '2016-05-04',
    isRestricted,
  },
})
const home = (key: string, line: string): NightRecord => ({
  feed: 'care',
  kind: 'address',
  personKey: key,
  recordKey: key,
  content: { lines: [line], postcode: 'ZZ1 1AA' },
})
const school = (key: string, organisation: string): NightRecord => ({
  feed: 'care',
  kind: 'involvement',
  personKey: key,
  recordKey: key,
  content: { service: 'School', organisation, workerRole: 'Head', workerPhone: '01632 960200' },
})
const night = (on: string, records: NightRecord[], people: string[][]): Night => ({
  on,
  sent: ['care'],
  records,
  people,
})

const before = [child('Ada'), home('Ada', '4 Mill Lane'), school('Ada', 'Old School'), child('Kit')]
const after = [child('Ada'), home('Ada', '9 New Road'), school('Ada', 'New School'), child('Kit')]
const late = [...after, child('Zoe')]
let ada = ''
let kit = ''
let zoe = ''

beforeAll(async () => {
  await playNight(database, night('2026-11-03', before, [['care|Ada'], ['care|Kit']]))
  await playNight(database, night('2026-11-10', after, [['care|Ada'], ['care|Kit']]))
  await playNight(database, night('2026-11-12', late, [['care|Ada'], ['care|Kit'], ['care|Zoe']]))
  const { rows } = await database.pool.query<{ key: string; reference: string }>(
    'select person_key as key, reference from match.link join match.person using (person_id)',
  )
  const reference = (key: string) => rows.find((row) => row.key === key)?.reference ?? ''
  ada = reference('Ada')
  kit = reference('Kit')
  zoe = reference('Zoe')
})

describe('a record as it was on a day', () => {
  test('shows what was held then, says so before all else, and is logged with the day', async () => {
    const { get, log } = await viewServer(database)
    const page = await get(`/children/${ada}/on/2026-11-05`)
    const text = textOf(page.body)
    expect(page.statusCode).toBe(200)
    expect(text).toContain('This is the record as it was on 5 November 2026. It is not current.')
    expect(text).toContain('built 3 November 2026 at 12:00')
    expect(text).toContain('4 Mill Lane')
    expect(text).not.toContain('9 New Road')
    expect(page.body).toContain('<title>Ada Moss: Child details, as it was on 5 November 2026')
    expect(page.body).toContain(`href="/children/${ada}/on/2026-11-05/services"`)
    expect(log.at(-1)).toMatchObject({
      event: 'view.child.read-as-of',
      people: [ada],
      criteria: { day: '2026-11-05' },
      outcome: 'allowed',
    })
    const services = textOf((await get(`/children/${ada}/on/2026-11-05/services`)).body)
    expect(services).toContain('Old School')
    expect(services).not.toContain('New School')
    expect(log.at(-1)).toMatchObject({ event: 'view.services.read-as-of' })
  })

  test('judges age and late sources as of that day', async () => {
    const { get } = await viewServer(database)
    const onTheDay = textOf((await get(`/children/${ada}/on/2026-11-03`)).body)
    expect(onTheDay).not.toContain('is late')
    expect(textOf((await get(`/children/${ada}/on/2026-11-09`)).body)).toContain('Care is late')
  })

  test('says where nothing was held yet, and shows no page of the future', async () => {
    const { get } = await viewServer(database)
    const page = await get(`/children/${zoe}/on/2026-11-05`)
    expect(textOf(page.body)).toContain('Kith held nothing under this Child ID on 5 November 2026')
    for (const day of ['2026-11-22', '2026-02-30', 'yesterday']) {
      expect([day, (await get(`/children/${zoe}/on/${day}`)).statusCode]).toEqual([day, 404])
    }
  })

  test('a day is chosen by a form, which says what is wrong with it', async () => {
    const { get, log } = await viewServer(database)
    const form = await get(`/children/${ada}/on`)
    expect(textOf(form.body)).toContain('From 3 November 2026, when Kith began to hold records')
    expect(log.at(-1)).toMatchObject({ event: 'view.day.asked', people: [ada] })
    const wrong = await get(`/children/${ada}/on?on-day=1&on-month=11&on-year=2026`)
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).toContain('<title>Error: See a record as it was')
    const right = await get(`/children/${ada}/on?on-day=5&on-month=11&on-year=2026`)
    expect(right.headers.location).toBe(`/children/${ada}/on/2026-11-05`)
  })

  test('there is no form where the portal’s day is before the first run’s', async () => {
    const { get } = await viewServer(database, { today: '2026-11-02' })
    const { body, statusCode } = await get(`/children/${ada}/on`)
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain(
      'There is no day to choose: Kith began to hold records on 3 November 2026, and this portal is set to 2 November 2026.',
    )
    expect(body).not.toContain('name="on-day"')
  })

  test('who is restricted today is hidden in the past, and asking looks like asking for nobody', async () => {
    await loadNight(database, night('2026-11-13', [...after, child('Zoe', true)], []))
    const { get } = await viewServer(database)
    const answers = new Set<string>()
    for (const reference of [zoe, 'RSV1234567890']) {
      for (const tail of ['/on', '/on/2026-11-12', '/on/2026-11-12/services']) {
        const { statusCode, body } = await get(`/children/${reference}${tail}`)
        answers.add(`${statusCode} ${body}`)
      }
    }
    expect(answers.size).toBe(1)
    expect([...answers][0]).toMatch(/^404 /)
  })

  test('records joined since stood apart then, and each can be seen', async () => {
    const joined = night(
      '2026-11-14',
      [...after, child('Zoe', true)],
      [['care|Ada', 'care|Kit'], ['care|Zoe']],
    )
    await playNight(database, joined)
    const { get } = await viewServer(database)
    const page = await get(`/children/${ada}/on/2026-11-11`)
    expect(textOf(page.body)).toContain('stood apart on that day')
    expect(page.body).toContain(`href="/children/${kit}/on/2026-11-11"`)
    expect(textOf((await get(`/children/${kit}/on/2026-11-11`)).body)).toContain('Kit Moss')
  })
})

test('whereabouts are hidden under a warning from the moment that a load no longer has the child', async () => {
  await loadNight(database, night('2026-11-15', [child('Kit')], []))
  const { get } = await viewServer(database)
  for (const tail of ['', '/services', '/on/2026-11-12', '/on/2026-11-12/services']) {
    const text = textOf((await get(`/children/${ada}${tail}`)).body)
    expect(text).toContain('Care has not had this person since its extract of 15 November 2026')
    expect(text).not.toMatch(/New Road|New School|ZZ1|01632/)
  }
})
