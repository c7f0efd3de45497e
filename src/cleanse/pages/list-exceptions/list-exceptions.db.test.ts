import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { type AccessEntry, createWebServer } from '#platform/web'
import { testDatabase } from '#testing'
import { cleanseModule } from '../index.ts'

const database = await testDatabase()
await database.pool.query(`
  insert into platform.run (command, host, process_id, started_at) values ('test', 'here', 1, '2026-11-20');
  insert into extract.feed (feed, source_name, organisation, late_after_hours, keys_vouched_unique, trust, gives)
  values ('education', 'Education', 'Thornlea Council', 48, true, '{}', '{}');
  insert into cleanse.exception (rule, feed, record_kind, record_key, person_key, detail, row_digest, run_from, run_to)
  select 'end-before-start', 'education', 'involvement', key, key, 'The service ends before it starts.', gen_random_uuid(),
         run_id, case when key = 'mended' then run_id end
  from platform.run, unnest(array['=cmd|x', 'ED-2', 'mended', 'a<b']) key`)

const log: AccessEntry[] = []

function server(...permissions: string[]) {
  return createWebServer({
    config: { baseUrl: 'http://localhost:3000', today: '2026-11-21' },
    database,
    pages: cleanseModule.pages,
    navigation: cleanseModule.navigation,
    templates: [cleanseModule.templatesDir],
    readerOf: async () => ({
      accountId: 'account',
      displayName: 'Demo Steward',
      organisation: 'Thornlea Council',
      role: 'data-steward',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
}

const app = await server('cleanse.exception.read')
const report = '/data-quality/education/end-before-start'

test('the list has each source with each rule and what is open, nothing too', async () => {
  const { body } = await app.inject({ url: '/data-quality' })
  expect(body).toContain(`href="${report}"`)
  const open = [...body.matchAll(/--numeric">(\d+)</g)].map(([, count]) => Number(count))
  expect(open).toEqual([3, 0, 0, 3])
})

test('a report shows what is open and not what was mended, and what to do', async () => {
  const { body } = await app.inject({ url: report })
  expect(body).toContain('What to do: Check both dates')
  expect(body).toContain('a&lt;b')
  expect(body).toContain('ED-2')
  expect(body).toContain('20 November 2026')
  expect(body).not.toContain('mended')
  // Every cell says what it is: on a narrow screen the heading is not above it.
  expect([...body.matchAll(/<td (?![^>]*data-label="\w)/g)]).toEqual([])
  expect(body).toContain('class="govuk-table kith-stacked-table" role="table"')
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.exceptions.read',
    criteria: { feed: 'education', rule: 'end-before-start' },
  })
})

test('the file holds the same rows, and no formula', async () => {
  const response = await app.inject({ url: `${report}.csv` })
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(response.headers['content-disposition']).toContain('education-end-before-start.csv')
  const rows = parse<Record<string, string>>(response.body, { bom: true, columns: true })
  expect(rows.map((row) => row['Record key']).sort()).toEqual(["'=cmd|x", 'ED-2', 'a<b'])
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.exceptions.downloaded',
    criteria: { feed: 'education', rule: 'end-before-start' },
  })
})

test('a rule with nothing open has its page; one that is not there has none', async () => {
  const empty = await app.inject({ url: '/data-quality/education/likely-duplicate' })
  expect([empty.statusCode, empty.body]).toEqual([200, expect.stringContaining('Nothing is open')])
  for (const url of [
    '/data-quality/education/no-such-rule',
    '/data-quality/x/end-before-start.csv',
  ]) {
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 404])
  }
})

test('without the permission none of it is there', async () => {
  const stranger = await server('view.child.read')
  for (const url of ['/data-quality', report, `${report}.csv`]) {
    expect([url, (await stranger.inject({ url })).statusCode]).toEqual([url, 404])
  }
})
