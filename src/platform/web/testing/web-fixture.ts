import { fileURLToPath } from 'node:url'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { NotAllowed, NotFound } from '#kernel'
import { type Database, type Handle, only } from '#platform/db'
import { type AccessEntry, createWebServer, definePage, type Page, type Reader } from '../index.ts'

/** A server with pages of every kind on it, whose log is a list. */
export interface WebFixture {
  readonly app: FastifyInstance
  /** The rows of the log, in the order in which they were written. */
  readonly log: AccessEntry[]
  /** How many changes the log's own handle saw when it wrote the row of each. */
  readonly changesSeen: number[]
  /** From now on the log can or cannot be written. */
  writable(can: boolean): void
}

/** Text that must never leave the server without its log row. */
export const secret = 'Only <for> eyes that are logged'

/** Whoever sends the cookie `reader` may see; `stranger` is signed in and may not. */
const readers: Readonly<Record<string, Reader>> = {
  reader: person('reader', ['test.shown', 'test.done']),
  stranger: person('stranger', []),
}

function person(name: string, permissions: readonly string[]): Reader {
  return {
    accountId: `account-of-${name}`,
    displayName: `Demo ${name}`,
    organisation: 'social-care',
    role: 'practitioner',
    permissions: new Set(permissions),
  }
}

/** Builds the server on a database; the pages only use it where they say so. */
export async function webFixture(
  database: Database,
  programLog?: FastifyBaseLogger,
): Promise<WebFixture> {
  const log: AccessEntry[] = []
  const changesSeen: number[] = []
  let canWrite = true
  const app = await createWebServer({
    config: { baseUrl: 'http://localhost:3000', today: '2026-11-21' },
    database,
    pages: pages(),
    navigation: [{ text: 'Shown', href: '/shown', permission: 'test.shown' }],
    templates: [fileURLToPath(new URL('.', import.meta.url))],
    readerOf: async ({ headers }) => readers[headers.cookie ?? ''],
    recordAccess: async (db, entry) => {
      if (!canWrite) throw new Error('disk full')
      if (entry.event === 'test.done') changesSeen.push(await countChanges(db))
      log.push(entry)
    },
    ...(programLog ? { log: programLog } : {}),
  })
  return {
    app,
    log,
    changesSeen,
    writable: (can) => {
      canWrite = can
    },
  }
}

interface TestTables {
  done: { word: string }
}

async function countChanges(db: Handle): Promise<number> {
  const rows = await only<TestTables>(db).selectFrom('done').selectAll().execute()
  return rows.length
}

function pages(): Page[] {
  return [
    definePage({
      method: 'GET',
      path: '/shown',
      permission: 'test.shown',
      audit: { event: 'test.shown', people: (_request, model) => model.people },
      handle: async () => ({
        template: 'shown.njk',
        model: { people: ['RSV1'], secret, bornOn: '2014-05-03' },
        cookies: ['a=1', 'b=2'],
      }),
    }),
    definePage({
      method: 'POST',
      path: '/done/:reference',
      permission: 'test.done',
      audit: {
        event: 'test.done',
        people: (_request, model: { people: string[] }) => model.people,
      },
      async handle({ database, request }) {
        await only<TestTables>(database.db).insertInto('done').values({ word: 'done' }).execute()
        const { reference } = request.params as { reference: string }
        return { redirect: '/shown', model: { people: [reference] } }
      },
    }),
    definePage({
      method: 'GET',
      path: '/file',
      permission: 'test.shown',
      audit: { event: 'test.file', people: () => [] },
      handle: async () => ({
        file: { name: 'a "b"/c.csv', type: 'text/csv', body: 'x\n' },
        model: {},
      }),
    }),
    throwing('/gone/:reference', new NotFound(`No ${secret}`)),
    throwing('/shielded/:reference', new NotAllowed(`Not ${secret}`)),
    throwing('/broken', new Error(`Broke on ${secret}`)),
    throwing('/untemplated', undefined),
  ]
}

function throwing(path: `/${string}`, error: Error | undefined): Page {
  return definePage({
    method: 'GET',
    path,
    permission: 'test.shown',
    audit: { event: 'test.thrown', people: () => [] },
    async handle() {
      if (error) throw error
      return { template: 'no-such-template.njk', model: {} }
    },
  })
}
