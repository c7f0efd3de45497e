import { beforeEach, expect, test } from 'vitest'
import { type AccessEntry, createWebServer } from '#platform/web'
import { allShared, type NightRecord, playNight, testDatabase } from '#testing'
import { countNotSeen } from '../data/not-seen.queries.ts'
import { createCleanse } from '../pages/index.ts'
import { testRules } from '../testing/test-rules.ts'
import { findNotSeen } from './find-not-seen.ts'

const database = await testDatabase()
const settings = testRules().notSeen

const record = (feed: string, key: string, kind: string, content: object, recordKey = key) =>
  ({ feed, kind, personKey: key, recordKey, content }) as NightRecord
const child = (feed: string, key: string, more: object = {}) =>
  record(feed, key, 'person', {
    names: [{ type: 'legal', given: 'Ada', family: `Rowe-${key}` }],
    bornOn: '2014-05-03',
    isRestricted: false,
    ...more,
  })
const school = (key: string, endOn?: string) =>
  record('education', key, 'involvement', {
    service: 'School',
    organisation: 'A School',
    ...(endOn && { endOn }),
  })
const nurse = (key: string, endOn?: string) =>
  record('health', key, 'involvement', {
    service: 'School nursing',
    organisation: 'NHS',
    ...(endOn && { endOn }),
  })

/** Six children whom both know, as most are; then those of the test. */
const usual = ['1', '2', '3', '4', '5', '6'].flatMap((key) => [
  child('education', key),
  child('health', key),
  school(key),
  nurse(key),
])

async function found(extra: NightRecord[], options: { sent?: string[]; today?: string } = {}) {
  const { sent = ['education', 'health', 'police'], today = '2026-11-20' } = options
  const records = [...usual, ...extra]
  const keys = new Set(records.map(({ personKey }) => personKey))
  const people = [...keys].map((key) => [
    ...new Set(records.filter((one) => one.personKey === key).map((one) => `${one.feed}|${key}`)),
  ])
  await playNight(database, { on: today, sent, records, people })
  await findNotSeen(database, { settings, today })
  const { rows } = await database.pool.query(
    `select n.finder, l.person_key as key, n.reason from cleanse.not_seen n
     join match.current_link_v1 l using (person_id) group by 1, 2, 3 order by 1, 2`,
  )
  return rows.map(({ finder, key }) => `${finder} ${key}`)
}

beforeEach(async () => {
  await database.pool.query(
    `truncate extract.source_record, extract.load, extract.shield, match.link, match.person, cleanse.not_seen,
       store.person, store.value, store.item, store.search_entry, store.source, store.build cascade`,
  )
})

test('who is on a roll and known to those who know most is on no list', async () => {
  expect(await found([])).toEqual([])
})

test('of school age and on no roll; a place that ended a few days ago says nothing yet', async () => {
  const extra = [
    child('education', 'a'),
    child('health', 'a'),
    nurse('a'),
    child('education', 'b'),
    child('health', 'b'),
    school('b', '2026-11-19'),
    nurse('b'),
    child('health', 'baby', { bornOn: '2026-05-03' }),
    nurse('baby'),
    child('police', 'baby', { bornOn: '2026-05-03' }),
  ]
  expect(await found(extra)).toEqual(['on-no-roll a'])
})

test('moved and not found again: everything that follows a child has ended', async () => {
  const extra = [
    child('education', 'a'),
    child('health', 'a'),
    school('a', '2026-09-01'),
    nurse('a', '2026-09-02'),
    child('education', 'b'),
    child('health', 'b'),
    school('b', '2026-09-01'),
    nurse('b'),
  ]
  expect(await found(extra)).toEqual(['moved a', 'on-no-roll b'])
  const { rows } = await database.pool.query(
    `select reason from cleanse.not_seen where finder = 'moved'`,
  )
  expect(rows[0].reason).toContain('School nursing ended on 2 September 2026')
})

test('one source alone has a record, and the reason says who should', async () => {
  expect(
    await found([child('police', 'a', { bornOn: '2024-05-03' }), child('police', 'b')]),
  ).toEqual(['on-no-roll b', 'one-agency-only a', 'one-agency-only b'])
  const { rows } = await database.pool.query(
    `select n.reason from cleanse.not_seen n join match.current_link_v1 l using (person_id)
     where finder = 'one-agency-only' and person_key = 'b'`,
  )
  expect(rows[0].reason).toBe(
    'Only Police has a record. Education and Health, which know most children of this age, have none.',
  )
})

test('a brother who is named by a key or a name that nobody has', async () => {
  const sibling = (key: string, more: object, recordKey: string) =>
    record('health', key, 'relationship', { kind: 'Brother', ...more }, recordKey)
  const extra = [
    sibling('1', { otherKey: '2' }, 'x'),
    sibling('2', { otherKey: 'nobody' }, 'y'),
    sibling('3', { otherGiven: 'Bo', otherFamily: 'Rowe' }, 'z'),
    sibling('4', { otherGiven: 'Ada', otherFamily: 'Rowe-1' }, 'w'),
  ]
  expect(await found(extra)).toEqual(['never-recorded 2', 'never-recorded 3'])
})

/** A load that comes after the last build restricts a child. */
async function restrictA() {
  await database.pool.query(
    `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
     values ('health', 'x', 'x', 'test', 1, '2026-11-20', 'loaded', now(), now())`,
  )
  await database.pool.query(
    `insert into extract.shield (feed, person_key, kind, since_load)
     select 'health', 'a', 'restricted', max(load_id) from extract.load`,
  )
}

test('where the source that would know is late, nobody is called missing; they are when it comes', async () => {
  const extra = [child('health', 'a'), nurse('a')]
  await found(extra)
  const late = await found(extra, { sent: ['health', 'police'], today: '2026-11-24' })
  expect(late).toEqual([])
  expect(await countNotSeen(database.db)).toContainEqual({
    finder: 'on-no-roll',
    children: 0,
    heldBack: 1,
    lateSources: 'Education',
  })
  await restrictA()
  expect(await countNotSeen(database.db)).toEqual([])
  expect(await found(extra, { today: '2026-11-24' })).toContain('on-no-roll a')
})

test('a restricted child is on no list, at once, and the page logs whom it shows', async () => {
  const log: AccessEntry[] = []
  const module = createCleanse({
    opens: {
      finding: async () => allShared,
      viewing: async () => ({ purpose: 'direct-work', grants: allShared }),
    },
    book: testRules,
    owners: () => [],
  })
  const app = await createWebServer({
    config: { baseUrl: 'http://localhost:3000', today: '2026-11-20' },
    database,
    pages: module.pages,
    navigation: module.furtherNavigation,
    templates: [module.templatesDir],
    readerOf: async () => ({
      accountId: '00000000-0000-4000-8000-00000000000a',
      displayName: 'Demo Manager',
      organisation: 'social-care',
      role: 'team-manager',
      permissions: new Set(['cleanse.not-seen.read']),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
  const url = '/not-seen?finder=on-no-roll'
  await found([child('education', 'a'), child('health', 'a'), nurse('a')])
  const { body } = await app.inject({ url })
  expect(body).toContain('Ada Rowe-a')
  expect(body).toContain('Never on a roll that is known here.')
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.not-seen.read',
    criteria: { finder: 'on-no-roll' },
  })
  expect(log.at(-1)?.people).toHaveLength(1)

  await restrictA()
  expect((await app.inject({ url })).body).toContain('Nobody is listed here')
  expect(log.at(-1)?.people).toEqual([])
})
