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

  test('says so where nothing has come', async () => {
    const { body } = await (await server()).inject({ url: '/sources' })
    expect(body).toContain('No source has sent anything yet.')
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
