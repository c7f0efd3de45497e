import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { playNight, testHome } from '#testing'
import { personRecord, recordsOf } from './testing/family.ts'
import { type PortalAs, portalAs } from './testing/portal-as.ts'

/*
 * What pages write, written as pages connect: as a role that owns nothing, behind the second lock. The
 * modules' own tests run as the owner.
 */

const made = await testHome({ KITH_TODAY: '2026-12-20' })
const retentionFile = join(made.config.home, 'retention.yaml')
const home = { ...made, config: { ...made.config, retentionFile } }
const { pool } = home.database
let portal: PortalAs
let ada = ''

beforeAll(async () => {
  writeFileSync(
    retentionFile,
    'periods: [{ from: 2026-01-01, personsGone: 30, landedFiles: 400, basis: a test }]\n',
  )
  portal = await portalAs(home)
  const sent = ['own', 'school']
  const stay = [
    ...recordsOf('own', 'ada', { given: 'Ada' }),
    personRecord('school', 'ada2', { given: 'Ada' }),
  ]
  const people = [['own|ada', 'school|ada2']]
  const records = [...stay, personRecord('own', 'gone', { given: 'Ben' })]
  await playNight(home.database, {
    on: '2026-11-01',
    sent,
    records,
    people: [...people, ['own|gone']],
  })
  await playNight(home.database, { on: '2026-11-02', sent, records: stay, people })
  const { rows } = await pool.query(
    `select reference from match.person_v1 join match.current_link_v1 using (person_id) where person_key = 'ada'`,
  )
  ada = rows[0].reference
})

const lastLogged = async () => {
  const { rows } = await pool.query(
    'select event, account, criteria, outcome from access.access_log order by access_log_id desc limit 1',
  )
  return rows[0]
}

test('somebody who works with a child reports a value as wrong', async () => {
  const worker = portal.as('social-worker')
  const path = `/children/${ada}/report-wrong-data`
  const page = await worker.get(`${path}?value=Date%20of%20birth`)
  const value = /value="(date-of-birth--[^"]+)" checked/.exec(page.body)?.[1] ?? ''
  const sent = await worker.post(path, { value, note: 'It is the third.' })
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/reported-data?saved=yes'])
  expect((await worker.get('/reported-data')).body).toContain('With the source')
})

test('somebody doubts a join', async () => {
  const worker = portal.as('social-worker')
  await worker.get(`/children/${ada}`)
  const path = `/children/${ada}/doubt`
  expect((await worker.get(path)).statusCode).toBe(200)
  const sent = await worker.post(path, { record: '1', because: 'Two children of one name' })
  expect(sent.statusCode).toBe(303)
  const { rows } = await pool.query('select count(*) as waiting from match.review')
  expect(rows[0].waiting).toBeGreaterThan(0)
})

test('the lead runs retention: what is due is erased, and is in the log when the answer comes', async () => {
  const lead = portal.as('information-governance')
  const preview = await lead.get('/retention?preview=yes')
  expect(preview.body).toContain('Gone from the source long enough')
  const held = async () =>
    (await pool.query(`select from extract.source_record where person_key = 'gone'`)).rowCount
  expect(await held()).toBe(1)
  const sent = await lead.post('/retention/run')
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/retention?done=yes'])
  expect(await lastLogged()).toEqual({
    event: 'retention.run',
    account: lead.accountId,
    criteria: { records: '1' },
    outcome: 'allowed',
  })
  expect(await held()).toBe(0)
  const { rowCount } = await pool.query(
    `select from match.person_v1 join match.link_v1 using (person_id) where person_key = 'gone'`,
  )
  expect(rowCount).toBe(0)
})
