import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AccessEntry, createWebServer } from '#platform/web'
import { testDatabase } from '#testing'
import { loadFeeds } from '../load/load-feeds.ts'
import {
  clinicFile,
  emptyExtract,
  makeWorkplace,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { createExtract } from './index.ts'

const database = await testDatabase()
const log: AccessEntry[] = []

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(database.pool)
  log.length = 0
})
afterEach(() => place.remove())

async function server(organisation = 'Clinic of Nowhere', ...more: string[]) {
  const { pages, navigation, templatesDir } = createExtract({
    feeds: () => testFeeds(),
    inbox: place.inbox,
  })
  return createWebServer({
    config: { baseUrl: 'http://localhost:3000', today: '2026-01-03' },
    database,
    pages,
    navigation,
    templates: [templatesDir],
    readerOf: async () => ({
      accountId: 'account',
      displayName: 'Demo Steward',
      organisation,
      role: 'data-steward',
      permissions: new Set(['extract.feed.read', ...more]),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
}

const ann = '1,Ng,Ann,03/05/2014,F,,'
async function load(fileName: string, row: string) {
  place.put(fileName, clinicFile(row))
  const { inbox, home } = place
  await loadFeeds(database, { feeds: testFeeds(), inbox, home, settleMs: 1 })
}

describe('Sources', () => {
  test('says what is in force, what is refused and why, and when the next is due', async () => {
    await load('clinic-20260102.csv', ann)
    await load('clinic-20260103.csv', ann.replace('03/05', '31/02'))
    const { body, statusCode } = await (await server()).inject({ url: '/sources' })
    expect(statusCode).toBe(200)
    expect(body).toContain('2 January 2026 at 02:00, clinic-20260102.csv')
    expect(body).toContain('3 January 2026 at 02:00 (every night)')
    expect(body).toContain('There is no such day in the calendar.')
    expect(body).toMatch(/Refused\s*<\/strong>/)
    expect(body).not.toContain('Ann')
    expect(body).not.toContain('Send in a file')
    expect(log.at(-1)).toMatchObject({ event: 'extract.sources.listed', people: [] })
  })

  test('lists a source that has never sent anything', async () => {
    const { body } = await (await server()).inject({ url: '/sources' })
    expect(body).toMatch(/Clinic <strong class="govuk-tag govuk-tag--grey">\s*Nothing yet/)
    expect(body).toContain('4 January 2026 at 02:00 (every night)')
  })
})

describe('Send in a file', () => {
  const url = '/sources/clinic/upload'
  const upload = async (fileName: string, content: string, organisation?: string) => {
    const app = await server(organisation, 'extract.file.upload')
    const payload = `--x\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--x--\r\n`
    return app.inject({
      method: 'POST',
      url,
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        origin: 'http://localhost:3000',
      },
      payload,
    })
  }

  test('has a form that works without JavaScript', async () => {
    const app = await server('Clinic of Nowhere', 'extract.file.upload')
    const { body } = await app.inject({ url })
    expect(body).toContain('enctype="multipart/form-data"')
    expect(body).toContain('clinic-{yyyyMMdd}.csv')
    expect((await app.inject({ url: '/sources/no-such/upload' })).statusCode).toBe(404)
  })

  test('puts the file in the feed’s inbox, from where the next run takes it', async () => {
    const { body, statusCode } = await upload('clinic-20260102.csv', clinicFile(ann))
    expect(statusCode).toBe(200)
    expect(body).toContain('clinic-20260102.csv was sent in')
    const path = join(place.inbox, 'clinic', 'clinic-20260102.csv')
    expect(readFileSync(path, 'utf8')).toBe(clinicFile(ann))
    expect(log.at(-1)).toMatchObject({
      event: 'extract.file.uploaded',
      outcome: 'allowed',
      criteria: { feed: 'clinic', file: 'clinic-20260102.csv' },
    })
  })

  test.each([
    ['another name', 'notes.csv', clinicFile(ann), 'not one of clinic'],
    ['a path', '../../clinic-20260102.exe', clinicFile(ann), 'not one of clinic'],
    ['no byte', 'clinic-20260102.csv', '', 'The file is empty'],
    ['XML', 'clinic-20260102.csv', '<a/>', 'XML, and the feed sends CSV'],
    ['no file', '', '', 'Select a file'],
  ])('refuses %s and keeps nothing', async (_, fileName, content, words) => {
    const { body, statusCode } = await upload(fileName, content)
    expect(statusCode).toBe(400)
    expect(body).toContain('There is a problem')
    expect(body).toContain(words)
    expect(existsSync(join(place.inbox, 'clinic', fileName || 'x'))).toBe(false)
    expect(log.at(-1)).toMatchObject({ event: 'extract.file.uploaded', outcome: 'refused' })
  })

  test('is not there for a source of another organisation, nor without the permission', async () => {
    const other = await upload('clinic-20260102.csv', clinicFile(ann), 'Another Trust')
    expect(other.statusCode).toBe(404)
    expect((await (await server()).inject({ url })).statusCode).toBe(404)
    expect(existsSync(join(place.inbox, 'clinic'))).toBe(false)
  })
})

const mayDecide = ['extract.file.let-through', 'extract.gone.explain']
async function post(url: string, payload: string, organisation?: string) {
  const app = await server(organisation, ...mayDecide)
  return app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost:3000',
    },
    payload,
  })
}
async function get(url: string, organisation?: string) {
  return (await server(organisation, ...mayDecide)).inject({ url })
}
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ann.replace('1', `${at + 1}`))
async function loadAll(fileName: string, rows: readonly string[]) {
  place.put(fileName, clinicFile(...rows))
  const { inbox, home } = place
  await loadFeeds(database, { feeds: testFeeds(), inbox, home, settleMs: 1 })
}

describe('A file that a check has stopped', () => {
  const stop = async () => {
    await loadAll('clinic-20260101.csv', many(100))
    await loadAll('clinic-20260102.csv', many(90))
    const { body } = await get('/sources')
    const [, href = ''] = /href="(\/sources\/clinic\/stopped\/\d+)"/.exec(body) ?? []
    return href
  }
  const inForce = async () =>
    Number(
      (
        await database.pool.query(
          `select count(*) from extract.current_record_v1 where kind = 'person'`,
        )
      ).rows[0].count,
    )

  test('is let through with a reason, logged, and taken by the next run', async () => {
    const href = await stop()
    const shown = await get(href)
    expect(shown.body).toContain('10 of 100 persons would be gone (10%). The feed stops above 5%.')
    expect(shown.body).not.toContain('Ann')
    expect(log.at(-1)).toMatchObject({ event: 'extract.stopped-file.read', outcome: 'allowed' })

    const without = await post(href, 'reason=+')
    expect(without.statusCode).toBe(400)
    expect(without.body).toContain('Say why the file is right')
    expect(log.at(-1)).toMatchObject({ event: 'extract.file.let-through', outcome: 'refused' })

    const { statusCode } = await post(href, 'reason=The+school+has+closed')
    expect(statusCode).toBe(303)
    expect(log.at(-1)).toMatchObject({
      event: 'extract.file.let-through',
      account: 'account',
      outcome: 'allowed',
      criteria: { feed: 'clinic', reason: 'The school has closed' },
    })
    expect((await get(href)).body).toContain('because: The school has closed')
    expect((await get('/sources')).body).toContain('let through; the next run takes it')
    await loadAll('clinic-20260102.csv', many(90))
    expect(await inForce()).toBe(90)
    expect((await get(href)).body).toContain('This file is not waiting any more')
    expect((await post(href, 'reason=Again')).statusCode).toBe(409)
  })

  test('is stopped again where the word is taken back', async () => {
    const href = await stop()
    await post(href, 'reason=The+school+has+closed')
    expect((await post(`${href}/withdraw`, '')).statusCode).toBe(303)
    expect(log.at(-1)).toMatchObject({ event: 'extract.let-through.withdrawn' })
    await loadAll('clinic-20260102.csv', many(90))
    expect(await inForce()).toBe(100)
  })

  test('is not there for another organisation, without the permission, or under another number', async () => {
    const href = await stop()
    expect((await get(href, 'Another Trust')).statusCode).toBe(404)
    expect((await post(href, 'reason=x', 'Another Trust')).statusCode).toBe(404)
    expect((await (await server()).inject({ url: href })).statusCode).toBe(404)
    expect((await get('/sources/clinic/stopped/999999')).statusCode).toBe(404)
    expect((await get('/sources/clinic/stopped/x')).statusCode).toBe(404)
    expect((await get('/sources', 'Another Trust')).body).not.toContain(href)
  })
})

describe('Gone from the extract', () => {
  const url = '/sources/clinic/gone'
  const masked = async () =>
    (
      await database.pool.query<{ person_key: string }>(
        `select person_key from extract.shield_v1 order by 1`,
      )
    ).rows.map((row) => row.person_key)
  beforeEach(async () => {
    await loadAll('clinic-20260101.csv', many(3))
    await loadAll('clinic-20260102.csv', many(1))
  })

  test('lists keys and no name, and says nothing of others’ sources', async () => {
    const { body } = await get(url)
    expect(body).toContain('2 without a reason')
    expect(body).toContain('gone since the extract of 2 January 2026')
    expect(body).not.toContain('Ann')
    expect(log.at(-1)).toMatchObject({ event: 'extract.gone.listed', people: [] })
    expect((await get(url, 'Another Trust')).statusCode).toBe(404)
    expect((await post(url, 'keys=2&reason=died', 'Another Trust')).statusCode).toBe(404)
    expect(await masked()).toEqual(['2', '3'])
  })

  test('takes a reason for several at once, and takes it back for one', async () => {
    expect((await post(url, 'keys=2&keys=3&reason=moved-away')).statusCode).toBe(303)
    expect(log.at(-1)).toMatchObject({
      event: 'extract.gone.explained',
      account: 'account',
      criteria: { feed: 'clinic', keys: '2 3', reason: 'moved-away' },
    })
    expect(await masked()).toEqual([])
    const after = await get(`${url}?done=2`)
    expect(after.body).toContain('The reason was kept for 2 people.')
    expect(after.body).toContain('Nobody is gone without a reason.')
    expect(after.body).toContain('Moved out of the area')
    expect((await post(`${url}/undo`, 'keys=3')).statusCode).toBe(303)
    expect(log.at(-1)).toMatchObject({ event: 'extract.gone-reason.withdrawn' })
    expect(await masked()).toEqual(['3'])
  })

  test('keeps the mask where whereabouts must not be known', async () => {
    await post(url, 'keys=2&reason=protected')
    expect(await masked()).toEqual(['2', '3'])
    expect((await get(url)).body).toContain('Whereabouts stay masked')
  })

  test.each([
    ['reason=died', 'Choose whom it is about'],
    ['keys=2', 'Choose why they are gone'],
    ['keys=2&reason=bored', 'Choose why they are gone'],
  ])('%s is answered with what to do', async (payload, words) => {
    const { body, statusCode } = await post(url, payload)
    expect(statusCode).toBe(400)
    expect(body).toContain(words)
    expect(await masked()).toEqual(['2', '3'])
  })

  test('changes nothing where one of them is not gone', async () => {
    expect((await post(url, 'keys=2&keys=1&reason=died')).statusCode).toBe(400)
    expect(await masked()).toEqual(['2', '3'])
  })
})
