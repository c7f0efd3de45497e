import { expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { buildIndex } from '#store'
import { linkPeople, putRecords, type TestRecord, testDatabase } from '#testing'
import { countExceptions, openExceptions, raiseExceptions } from './index.ts'

const database = await testDatabase()
const { db } = database

function person(personKey: string, more: Partial<PersonContent> = {}): TestRecord {
  const names = [{ type: 'legal' as const, family: 'Made-Up' }]
  const content = { names, isRestricted: false, ...more }
  return { feed: 'health', personKey, kind: 'person', content }
}

function service(personKey: string, startOn: string, endOn: string): TestRecord {
  const content = { service: 'School nursing', organisation: 'NHS', startOn, endOn }
  return { feed: 'health', personKey, kind: 'involvement', content }
}

async function exceptionsAfter(records: TestRecord[], people: string[][]) {
  await putRecords(database, records)
  const { run } = await linkPeople(database, people)
  await buildIndex(database, run)
  const changes = await raiseExceptions(database, run)
  const open = await openExceptions(db)
  return { changes, open: open.map(({ rule, recordKey }) => `${rule} ${recordKey}`) }
}

test('exceptions open with the error, stay, close with its repair and open again when it returns', async () => {
  const wrong = [person('1', { nhsNumber: '9434765918' }), service('1', '2024-05-01', '2024-04-01')]
  const mended = [
    person('1', { nhsNumber: '9434765919' }),
    service('1', '2024-04-01', '2024-05-01'),
  ]
  const both = ['end-before-start 1', 'identifier-check-digit 1']

  const first = await exceptionsAfter(wrong, [['health|1']])
  expect(first).toEqual({ changes: { open: 2, opened: 2, closed: 0 }, open: both })
  const again = await exceptionsAfter(wrong, [['health|1']])
  expect(again).toEqual({ changes: { open: 2, opened: 0, closed: 0 }, open: both })
  const repaired = await exceptionsAfter(mended, [['health|1']])
  expect(repaired).toEqual({ changes: { open: 0, opened: 0, closed: 2 }, open: [] })
  const back = await exceptionsAfter(wrong, [['health|1']])
  expect(back).toEqual({ changes: { open: 2, opened: 2, closed: 0 }, open: both })
})

test('two records of one source that are one person are told to the steward, each of the other', async () => {
  const { open } = await exceptionsAfter([person('1'), person('2')], [['health|1', 'health|2']])
  expect(open).toEqual(['likely-duplicate 1', 'likely-duplicate 2'])
  const [one] = await openExceptions(db, { feed: 'health', rule: 'likely-duplicate' })
  expect(one).toMatchObject({
    sourceName: 'Health',
    detail: 'Looks like the same person as record 2.',
    title: 'Likely duplicate inside this source',
  })
})

test('nothing is raised about a restricted person', async () => {
  const hidden = person('1', { nhsNumber: '9434765918', isRestricted: true })
  const { open } = await exceptionsAfter([hidden], [['health|1']])
  expect(open).toEqual([])
})

test('nothing names a restricted record, also as the other half of a possible duplicate', async () => {
  const records = [person('1'), person('2', { isRestricted: true })]
  await putRecords(database, records)
  const { run } = await linkPeople(database, [['health|1'], ['health|2']])
  await database.pool.query(
    `insert into match.possible_pair (feed_a, key_a, feed_b, key_b, weight, probability, run_from)
     values ('health', '1', 'health', '2', 3, 0.5, $1)`,
    [run.runId],
  )
  await buildIndex(database, run)
  await raiseExceptions(database, run)
  expect(await openExceptions(db)).toEqual([])
  await database.pool.query('delete from match.possible_pair')
})

test('every source and rule has its count, also where it is none', async () => {
  await exceptionsAfter([person('1', { upn: 'X' })], [['health|1']])
  expect(await countExceptions(db)).toMatchObject([
    { feed: 'health', rule: 'end-before-start', open: 0 },
    { feed: 'health', rule: 'identifier-check-digit', open: 1 },
    { feed: 'health', rule: 'likely-duplicate', open: 0 },
  ])
})
