import { parse } from 'csv-parse/sync'
import { beforeEach, expect, test } from 'vitest'
import { type AccessEntry, createWebServer } from '#platform/web'
import { allShared, type NightRecord, playNight, testDatabase } from '#testing'
import { raiseExceptions } from '../raise/raise-exceptions.ts'
import { testRules } from '../testing/test-rules.ts'
import { createCleanse } from './index.ts'

const database = await testDatabase()
const today = '2026-11-20'
const account = '00000000-0000-4000-8000-00000000000a'
const log: AccessEntry[] = []

const record = (feed: string, key: string, content: object, kind = 'person'): NightRecord =>
  ({ feed, kind, personKey: key, recordKey: key, content }) as NightRecord
const person = (feed: string, key: string, more: object = {}) =>
  record(feed, key, {
    names: [{ type: 'legal', family: 'Rowe', given: 'Ada' }],
    bornOn: '2014-05-03',
    isRestricted: false,
    ...more,
  })

const bad = { nhsNumber: '4505577103' }
const town = (first: object = bad) => [
  person('education', 'ED-1', first),
  ...['=cmd|x', 'a<b'].map((key) => person('education', key, bad)),
  person('police', 'P-9', bad),
]
const people = [['education|ED-1'], ['education|=cmd|x'], ['education|a<b'], ['police|P-9']]

async function night(on: string, records: NightRecord[]) {
  await playNight(database, { on, sent: ['education', 'police'], records, people })
  const { rows } = await database.pool.query('select max(run_id) as "runId" from platform.run')
  await raiseExceptions(database, rows[0], { book: testRules(on), today: on })
}

async function server(over: { organisation?: string; permissions?: string[] } = {}) {
  const {
    organisation = 'education organisation',
    permissions = ['cleanse.exception.read', 'cleanse.exception.answer'],
  } = over
  const module = createCleanse({
    opens: {
      finding: async () => allShared,
      viewing: async () => ({ purpose: 'direct-work', grants: allShared }),
    },
    book: testRules,
    owners: () => [
      {
        feed: 'education',
        owner: { role: 'Head of pupils', email: 'head@education.example' },
        steward: { role: 'Pupil data officer', email: 'steward@education.example' },
      },
    ],
  })
  return createWebServer({
    config: { baseUrl: 'http://localhost:3000', today },
    database,
    pages: module.pages,
    navigation: module.navigation,
    templates: [module.templatesDir],
    readerOf: async () => ({
      accountId: account,
      displayName: 'Demo Steward',
      organisation,
      role: 'data-steward',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
}

const steward = await server()
const post = (url: string, form: Record<string, string>, app = steward) =>
  app.inject({
    method: 'POST',
    url,
    headers: {
      origin: 'http://localhost:3000',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(form).toString(),
  })

async function keyOf(recordKey: string): Promise<string> {
  const { rows } = await database.pool.query(
    `select exception_key as key from cleanse.exception where record_key = $1 and rule = 'identifier-check-digit'`,
    [recordKey],
  )
  return rows[0]?.key
}

beforeEach(async () => {
  await database.pool.query('truncate cleanse.answer')
})

await night('2026-11-20', town())

test('one’s own source is opened; of others there are counts and no page', async () => {
  const { body } = await steward.inject({ url: '/data-quality' })
  expect(body).toContain('href="/data-quality/education"')
  expect(body).not.toContain('href="/data-quality/police"')
  expect(body).toContain('Police')
  for (const path of [
    '/data-quality/police',
    '/data-quality/police/exceptions',
    '/data-quality/police/exceptions.csv',
  ]) {
    expect([path, (await steward.inject({ url: path })).statusCode]).toEqual([path, 404])
  }
  expect(
    (await steward.inject({ url: `/data-quality/exception/${await keyOf('P-9')}` })).statusCode,
  ).toBe(404)
})

test('a source’s report names who answers for it, and groups what is wrong by how it got in', async () => {
  const { body } = await steward.inject({ url: '/data-quality/education' })
  expect(body).toContain('Pupil data officer, steward@education.example')
  expect(body).toContain('Typed by hand (3)')
  expect(body).toContain('switch on a check where it is entered')
  expect(body).toContain(
    '/data-quality/education/exceptions?rule=identifier-check-digit&amp;cause=typed-by-hand&amp;aspect=nhsNumber',
  )
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.source.read',
    criteria: { feed: 'education' },
  })
})

test('a list is narrowed, shows keys and no value, and is in the log with what was asked', async () => {
  const url = '/data-quality/education/exceptions?rule=identifier-check-digit&record=ED-1'
  const { body } = await steward.inject({ url })
  expect(body).toContain('1 found')
  expect(body).toContain('>ED-1<')
  expect(body).not.toMatch(/4505577103|Rowe|Ada/)
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.exceptions.listed',
    criteria: { feed: 'education', rule: 'identifier-check-digit', record: 'ED-1' },
  })
  expect(
    (await steward.inject({ url: '/data-quality/education/exceptions?rule=gone' })).body,
  ).toContain('Nothing matches')
})

test('the file holds the same rows, and no formula', async () => {
  const response = await steward.inject({
    url: '/data-quality/education/exceptions.csv?rule=identifier-check-digit',
  })
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
  const rows = parse<Record<string, string>>(response.body, { bom: true, columns: true })
  expect(rows.map((row) => row['Record key']).sort()).toEqual(["'=cmd|x", 'ED-1', 'a<b'])
  expect(rows[0]).toMatchObject({
    Source: 'Education',
    'How grave': 'High',
    'Where it stands': 'To do',
  })
  expect(log.at(-1)?.event).toBe('cleanse.exceptions.downloaded')
})

test('an answer without a reason is told; with one it is kept, logged and can be taken back', async () => {
  const path = `/data-quality/exception/${await keyOf('ED-1')}`
  const refused = await post(`${path}/answer`, { answer: 'not-an-error', minutes: 'ten' })
  expect([refused.statusCode, log.at(-1)?.outcome]).toEqual([400, 'refused'])
  expect(refused.body).toContain('Say why')
  expect(refused.body).toContain('Minutes must be a whole number')
  expect(refused.body).toContain('value="ten"')

  const saved = await post(`${path}/answer`, {
    answer: 'not-an-error',
    reason: 'It is on the card.',
    minutes: '4',
  })
  expect([saved.statusCode, saved.headers.location]).toEqual([303, `${path}?saved=answered`])
  expect(log.at(-1)).toMatchObject({
    event: 'cleanse.exception.answered',
    criteria: { answer: 'not-an-error' },
  })
  const shown = await steward.inject({ url: path })
  expect(shown.body).toContain('It is on the card.')
  expect(
    (
      await steward.inject({
        url: '/data-quality/education/exceptions?rule=identifier-check-digit',
      })
    ).body,
  ).toContain('2 found')
  expect(
    (
      await steward.inject({
        url: '/data-quality/education/exceptions?rule=identifier-check-digit&state=not-an-error',
      })
    ).body,
  ).toContain('1 found')

  await post(`${path}/undo`, {})
  expect(log.at(-1)?.event).toBe('cleanse.answer.undone')
  expect(
    (
      await steward.inject({
        url: '/data-quality/education/exceptions?rule=identifier-check-digit',
      })
    ).body,
  ).toContain('3 found')
  expect((await steward.inject({ url: path })).body).toContain('Answer taken back')
})

test('who may not answer sees no form and is not heard', async () => {
  const reader = await server({
    permissions: ['cleanse.exception.read', 'cleanse.exception.read-all'],
  })
  const path = `/data-quality/exception/${await keyOf('ED-1')}`
  expect((await reader.inject({ url: path })).body).not.toContain('Save answer')
  expect((await post(`${path}/answer`, { answer: 'repaired' }, reader)).statusCode).toBe(404)
  const other = await server({ organisation: 'police organisation' })
  expect((await post(`${path}/answer`, { answer: 'repaired' }, other)).statusCode).toBe(404)
  const { rows } = await database.pool.query('select from cleanse.answer')
  expect(rows).toEqual([])
})

test('how often the list is mailed is chosen by the source’s own steward', async () => {
  const saved = await post('/data-quality/education/schedule', { every: 'month' })
  expect(saved.headers.location).toBe('/data-quality/education?saved=yes')
  expect((await steward.inject({ url: '/data-quality/education?saved=yes' })).body).toMatch(
    /value="month" checked/,
  )
  expect((await post('/data-quality/education/schedule', { every: 'hourly' })).statusCode).toBe(400)
  expect((await post('/data-quality/police/schedule', { every: 'day' })).statusCode).toBe(404)
})

test('the checks are offered for typing, and what was typed stands in no log', async () => {
  const { body } = await post('/data-quality/check', {
    nhsNumber: '4505577103',
    postcode: 'S60 1AA',
  })
  expect(body).toContain('NHS number: The last digit does not fit the first nine')
  expect(body).toContain('Looks right')
  expect(JSON.stringify(log.at(-1))).not.toContain('4505577103')
})

test('without the permission none of it is there', async () => {
  const stranger = await server({ permissions: ['view.child.read'] })
  for (const url of [
    '/data-quality',
    '/data-quality/education',
    '/data-quality/check',
    '/data-quality/restricted',
    '/reported-data',
  ]) {
    expect([url, (await stranger.inject({ url })).statusCode]).toEqual([url, 404])
  }
})

test('a value reported as wrong goes to its source, and the reporter sees what became of it', async () => {
  const reader = await server({ organisation: 'social care', permissions: ['cleanse.report.make'] })
  const { rows } = await database.pool.query(
    `select p.reference from match.current_link_v1 join match.person_v1 p using (person_id) where person_key = 'ED-1'`,
  )
  const url = `/children/${rows[0].reference}/report-wrong-data`
  const form = await reader.inject({ url: `${url}?value=Date%20of%20birth` })
  expect(form.body).toMatch(/value="date-of-birth--education" checked/)
  expect(log.at(-1)).toMatchObject({ event: 'cleanse.report.shown', people: [rows[0].reference] })
  expect((await post(url, { value: 'nothing' }, reader)).statusCode).toBe(400)

  const sent = await post(
    url,
    { value: 'date-of-birth--education', note: 'It is the third of June.' },
    reader,
  )
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/reported-data?saved=yes'])
  const mine = async () => (await reader.inject({ url: '/reported-data' })).body
  expect(await mine()).toContain('With the source')

  const list = await steward.inject({ url: '/data-quality/education/exceptions?rule=reported' })
  const [, path] = list.body.match(/href="(\/data-quality\/exception\/[^"]+)"/) ?? []
  const shown = await steward.inject({ url: path ?? '' })
  expect(shown.body).toContain('It is the third of June.')
  expect(shown.body).not.toContain(rows[0].reference)
  const csv = await steward.inject({ url: '/data-quality/education/exceptions.csv?rule=reported' })
  expect(csv.body).not.toContain('June')

  await post(`${path}/answer`, { answer: 'cannot-repair', reason: 'The register is closed.' })
  expect(await mine()).toContain('The register is closed.')

  const right = { ...bad, bornOn: '2014-06-03' }
  await night('2026-11-21', town())
  expect(await mine()).toContain('Cannot be repaired')
  await night('2026-11-22', town(right))
  expect(await mine()).toContain('Put right')
  await night('2026-11-23', town())
  expect(await mine()).not.toContain('Put right')
  const back = await steward.inject({ url: path ?? '' })
  expect(back.body).toContain('Found again: the error has come back')
})

test('the scoreboard shows every source’s counts, what came back by one’s own keys, and its trend', async () => {
  const { body } = await steward.inject({ url: '/data-quality/scoreboard' })
  expect(body).toContain('Police')
  expect(body).toMatch(/Records whose errors came back most: ED-1 \(person, /)
  expect(body).not.toContain('P-9')
  const image = await steward.inject({ url: '/data-quality/scoreboard/education.svg' })
  expect([image.statusCode, image.headers['content-type']]).toEqual([200, 'image/svg+xml'])
  expect(image.body).toMatch(/^<svg/)
  expect((await steward.inject({ url: '/data-quality/scoreboard/nobody.svg' })).statusCode).toBe(
    404,
  )
})
