import { beforeAll, describe, expect, test } from 'vitest'
import { trimRejects } from '#extract'
import { type AccessEntry, createWebServer } from '#platform/web'
import { testDatabase } from '#testing'
import { policyOn } from '../../rules/retention-policy.ts'
import { runRetention } from '../../run-retention.ts'
import { createRetention } from '../index.ts'

const database = await testDatabase()
const { pool } = database
const today = '2026-11-21'
const policy = () =>
  policyOn(
    { periods: [{ from: '2026-01-01', personsGone: 180, landedFiles: 400, basis: 'Article 5' }] },
    today,
    'retention.yaml',
  )
const log: AccessEntry[] = []

async function server(...permissions: string[]) {
  const { pages, navigation, templatesDir } = createRetention({
    policy,
    retain: ({ doneBy, dryRun }) =>
      runRetention(database, {
        ...{ policy: policy(), today, home: '/nowhere', doneBy, dryRun },
        ...{ forget: [], trim: [trimRejects] },
      }),
  })
  return createWebServer({
    config: { baseUrl: 'http://localhost:3000', today },
    database,
    pages,
    navigation,
    templates: [templatesDir],
    readerOf: async () => ({
      accountId: 'the-lead',
      displayName: 'Demo Lead',
      organisation: 'Council',
      role: 'information-governance',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
}
const get = async (url: string, ...permissions: string[]) =>
  (await server(...permissions)).inject({ url })
const run = async (...permissions: string[]) =>
  (await server(...permissions)).inject({
    method: 'POST',
    url: '/retention/run',
    headers: { origin: 'http://localhost:3000' },
  })
const records = async () =>
  (await pool.query('select person_key from extract.source_record order by 1')).rows

beforeAll(async () => {
  await pool.query(
    `insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
     values ('care', 'Care', 'Council', 36, true, '{}', '{}')`,
  )
  const { rows } = await pool.query<{ load_id: number }>(
    `insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
     select 'care', d || '.csv', d, 'test', 1, d::timestamptz, 'loaded', d::timestamptz, d::timestamptz
     from unnest(array['2025-01-01', '2026-02-01', '2026-11-20']) d returning load_id`,
  )
  const [first, second] = rows.map(({ load_id }) => load_id)
  await pool.query(
    `insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from, load_to)
     select 'care', 'person', k, k, '{}', '\\x00', 1, $1::bigint, case k when 'gone' then $2::bigint end
     from unnest(array['gone', 'here']) k`,
    [first, second],
  )
  await pool.query(
    `insert into extract.reject (load_id, file_name, line, reason) values ($1, 'a.csv', 2, 'No such day.')`,
    [first],
  )
})

describe('Retention', () => {
  test('says what is kept how long, and nothing of what is due until it is asked', async () => {
    const { statusCode, body } = await get('/retention', 'retention.read')
    expect(statusCode).toBe(200)
    expect(body).toContain('180 days: before 25 May 2026')
    expect(body).toContain('7 years, by the archive of its heads')
    expect(body).toContain('Nothing has been erased yet.')
    expect(body).not.toContain('Erase what is due')
    expect(log.at(-1)).toMatchObject({ event: 'retention.read', people: [], criteria: {} })
  })

  test('works out what a run would erase, and erases nothing', async () => {
    const { body } = await get('/retention?preview=yes', 'retention.read', 'retention.run')
    expect(body).toContain('Gone from the source long enough')
    expect(body).toMatch(/Also 1 rows .* and 1 landed files/)
    expect(body).toContain('Erase what is due')
    expect(log.at(-1)?.criteria).toEqual({ preview: 'yes' })
    expect(await records()).toHaveLength(2)
    const reader = await get('/retention?preview=yes', 'retention.read')
    expect(reader.body).not.toContain('Erase what is due')
  })

  test('runs only for whoever may, is logged, and keeps the proof', async () => {
    expect((await run('retention.read')).statusCode).toBe(404)
    expect(await records()).toHaveLength(2)
    expect((await run('retention.read', 'retention.run')).statusCode).toBe(303)
    expect(log.at(-1)).toMatchObject({
      event: 'retention.run',
      account: 'the-lead',
      criteria: { records: '1' },
    })
    expect(await records()).toEqual([{ person_key: 'here' }])
    expect((await pool.query('select from extract.reject')).rowCount).toBe(0)
    const { body } = await get('/retention?done=yes&preview=yes', 'retention.read', 'retention.run')
    expect(body).toContain('What was due has been erased.')
    expect(body).toContain('Nothing is due today.')
    expect(body).toMatch(/care<\/td>/)
  })

  test('is not there without the permission', async () => {
    expect((await get('/retention')).statusCode).toBe(404)
  })
})
