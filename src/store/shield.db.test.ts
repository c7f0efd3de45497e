import { beforeAll, describe, expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import {
  allShared,
  buildNight,
  loadNight,
  type Night,
  type NightRecord,
  playNight,
  testDatabase,
} from '#testing'
import { buildShownOn, readChild, readChildAsOf, searchPeople } from './index.ts'

const database = await testDatabase()
const { db, pool } = database
const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'] as const
const [first, second, third, fourth] = days

function person(feed: string, key: string, given: string, more: Partial<PersonContent> = {}) {
  const names = [{ type: 'legal' as const, given, family: 'Moss' }]
  const content = { names, isRestricted: false, bornOn: '2016-05-04', ...more }
  return { feed, kind: 'person', personKey: key, recordKey: key, content } satisfies NightRecord
}

const home = (feed: string, key: string): NightRecord => ({
  feed,
  kind: 'address',
  personKey: key,
  recordKey: `${key}/home`,
  content: { lines: ['4 Mill Lane'], postcode: 'ZZ1 1AA' },
})
const school = (key: string): NightRecord => ({
  feed: 'school',
  kind: 'involvement',
  personKey: key,
  recordKey: `${key}/school`,
  content: {
    service: 'School',
    organisation: 'Mill Primary',
    workerName: 'R. Osei',
    workerRole: 'Head',
    workerPhone: '01632 960200',
  },
})
const mother = (key: string, otherKey: string): NightRecord => ({
  feed: 'care',
  kind: 'relationship',
  personKey: key,
  recordKey: `${key}/mother`,
  content: { kind: 'mother', otherKey, otherGiven: 'Dana', otherPhone: '01632 960123' },
})

const fleeing = [person('care', 'c1', 'Ada'), home('care', 'c1'), mother('c1', 'c2')]
const parent = [person('care', 'c2', 'Dana', { bornOn: '1990-02-03' })]
const schooled = [person('school', 's1', 'Ada'), home('school', 's1'), school('s1')]
const people = [['care|c1', 'school|s1'], ['care|c2'], ['care|c3']]
const bystander = [person('care', 'c3', 'Zoe'), home('care', 'c3')]
const all = [...fleeing, ...parent, ...schooled, ...bystander]

const night = (on: string, records: readonly NightRecord[], sent = ['care', 'school']): Night => ({
  on,
  sent,
  records,
  people: people
    .map((keys) =>
      keys.filter((key) =>
        records.some((r) => `${r.feed}|${r.personKey}` === key && r.kind === 'person'),
      ),
    )
    .filter((keys) => keys.length > 0),
})

let ada = ''
let dana = ''

beforeAll(async () => {
  await playNight(database, night(first, all))
  const reference = async (key: string) => {
    const { rows } = await pool.query(
      `select reference from match.person join match.link using (person_id) where person_key = $1`,
      [key],
    )
    return rows[0].reference as string
  }
  ada = await reference('c1')
  dana = await reference('c2')
})

const found = async (criteria: Parameters<typeof searchPeople>[2]) =>
  (await searchPeople(db, allShared, criteria, { limit: 20, today: fourth })).results

describe('a load that restricts a child, before anything is matched or built', () => {
  beforeAll(async () => {
    const restricted = all.map((r) =>
      r.feed === 'care' && r.recordKey === 'c1'
        ? person('care', 'c1', 'Ada', { isRestricted: true })
        : r,
    )
    await loadNight(database, night(second, restricted))
  })

  test('hides the page, the search, and whoever is related', async () => {
    expect(await readChild(db, allShared, ada, second)).toBeUndefined()
    for (const criteria of [
      { name: 'Ada Moss' },
      { bornOn: '2016-05-04' },
      { postcode: 'ZZ1 1AA' },
    ]) {
      expect((await found(criteria)).map((r) => r.reference)).not.toContain(ada)
    }
    expect((await readChild(db, allShared, dana, second))?.namedBy).toEqual([])
  })

  test('hides the past as well', async () => {
    const build = await buildShownOn(db, first)
    expect(await readChildAsOf(db, allShared, ada, build?.runId ?? 0, first)).toBeUndefined()
    expect((await readChildAsOf(db, allShared, dana, build?.runId ?? 0, first))?.namedBy).toEqual(
      [],
    )
  })

  test('leaves others as they are, and search working', async () => {
    expect((await found({ name: 'Zoe Moss' })).map((r) => r.given)).toEqual(['Zoe', 'Dana'])
  })

  test('a load that lifts it shows the child again, once the index has caught up', async () => {
    await playNight(database, night(third, all))
    expect(await readChild(db, allShared, ada, third)).toMatchObject({ given: { value: 'Ada' } })
    expect((await readChild(db, allShared, dana, third))?.namedBy).toMatchObject([
      { reference: ada, kind: 'mother' },
    ])
  })
})

describe('a load in which a child is gone without a reason', () => {
  const left = all.filter((r) => r.personKey !== 'c1')
  const secrets = /Mill|ZZ1|01632|Osei/

  test('masks the whereabouts that every source has, before anything is matched or built', async () => {
    await loadNight(database, night(fourth, left))
    const record = await readChild(db, allShared, ada, fourth)
    expect(record?.address).toEqual({ blank: 'whereabouts-masked', sources: ['Care'] })
    expect(record?.gone).toEqual([{ sourceName: 'Care', sinceOn: fourth }])
    expect(JSON.stringify(record)).not.toMatch(secrets)
    expect(record?.given).toMatchObject({ value: 'Ada' })
  })

  test('masks the past as well', async () => {
    const build = await buildShownOn(db, third)
    const record = await readChildAsOf(db, allShared, ada, build?.runId ?? 0, third)
    expect(JSON.stringify(record)).not.toMatch(secrets)
  })

  test('is not found by where they lived, and shows no postcode', async () => {
    expect((await found({ postcode: 'ZZ1 1AA' })).map((r) => r.given)).toEqual(['Zoe'])
    const [result] = await found({ name: 'Ada Moss' })
    expect(result).toMatchObject({ reference: ada, postcode: undefined, isMasked: true })
  })

  test('stays masked once the index has caught up, until the owner says why', async () => {
    await buildNight(database, night(fourth, left))
    expect(JSON.stringify(await readChild(db, allShared, ada, fourth))).not.toMatch(secrets)
    await pool.query(
      `update extract.shield set reason = 'moved-out', reason_keeps_masked = false, reason_given_at = now() where kind = 'gone'`,
    )
    const record = await readChild(db, allShared, ada, fourth)
    expect(record?.gone).toEqual([])
    expect(record?.address).toMatchObject({ value: { postcode: 'ZZ1 1AA' } })
  })

  test('whom no source has any more is shown as last held, and says so', async () => {
    await playNight(database, night('2026-11-05', bystander))
    expect(await readChild(db, allShared, dana, '2026-11-05')).toMatchObject({
      given: { value: 'Dana' },
      notHeldSince: '2026-11-05',
      gone: [{ sourceName: 'Care' }],
    })
    expect((await found({ name: 'Dana Moss' })).map((r) => r.given)).toEqual(['Zoe'])
  })
})
