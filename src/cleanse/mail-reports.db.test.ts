import { expect, test } from 'vitest'
import { listMail } from '#platform/mail'
import { type NightRecord, playNight, testDatabase } from '#testing'
import { saveSchedule } from './data/schedule.queries.ts'
import { mailReports, raiseExceptions } from './index.ts'
import { testRules } from './testing/test-rules.ts'

const database = await testDatabase()
const owners = [
  {
    feed: 'health',
    owner: { role: 'Head', email: 'head@health.example' },
    steward: { role: 'Records', email: 'records@health.example' },
  },
]
const names = [{ type: 'legal' as const, family: 'Wardle', given: 'Ada' }]
const person = (nhsNumber: string): NightRecord => ({
  feed: 'health',
  kind: 'person',
  personKey: 'H-1',
  recordKey: 'H-1',
  content: { names, bornOn: '2014-05-03', nhsNumber, isRestricted: false },
})

async function night(on: string, nhsNumber: string) {
  await playNight(database, {
    on,
    sent: ['health'],
    records: [person(nhsNumber)],
    people: [['health|H-1']],
  })
  const { rows } = await database.pool.query('select max(run_id) as "runId" from platform.run')
  await raiseExceptions(database, rows[0], { book: testRules(on), today: on })
  return mailReports(database, {
    book: testRules(on),
    owners,
    today: on,
    baseUrl: 'https://kith.example',
  })
}

test('a steward is mailed once a week what is open: counts and where to look, nothing of a person', async () => {
  expect(await night('2026-11-20', '4505577103')).toBe(1)
  expect(await night('2026-11-21', '4505577103')).toBe(0)
  expect(await night('2026-11-27', '4505577104')).toBe(1)
  const mails = await listMail(database.db, 10)
  expect(mails.map(({ recipient }) => recipient)).toEqual([
    'records@health.example',
    'records@health.example',
  ])
  expect(mails[0]?.text).toContain('1 closed since then')
  expect(mails[1]?.text).toContain('https://kith.example/data-quality/health')
  for (const { subject, text } of mails) {
    expect(subject + text).not.toMatch(/Wardle|Ada|H-1|4505577103|2014/)
  }
})

test('who has chosen never to be mailed is not', async () => {
  const setBy = '00000000-0000-4000-8000-000000000001'
  await saveSchedule(database.db, { feed: 'health', every: 'never', setBy })
  expect(await night('2026-12-20', '4505577103')).toBe(0)
})
