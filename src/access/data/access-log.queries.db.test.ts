import { expect, test } from 'vitest'
import { inTransaction } from '#platform/db'
import type { AccessEntry } from '#platform/web'
import { testDatabase } from '#testing'
import { accessFixture, cookieFrom, signIn } from '../testing/access-fixture.ts'
import { recordAccess } from './access-log.queries.ts'

const database = await testDatabase()

const entry: AccessEntry = {
  event: 'view.child.read',
  account: '00000000-0000-4000-8000-000000000001',
  organisation: 'social-care',
  role: 'practitioner',
  people: ['RSV0123456789', 'RSV9876543210'],
  criteria: { name: "O'Example; drop table" },
  outcome: 'allowed',
  requestId: 'request-1',
  address: '127.0.0.1',
}

const count = async () =>
  (await database.pool.query<{ count: number }>('select count(*) from access.access_log')).rows[0]
    ?.count

test('a row holds all that was given', async () => {
  await recordAccess(database.db, entry)
  const { rows } = await database.pool.query('select * from access.access_log')
  expect(rows).toMatchObject([
    {
      access_log_id: 1,
      at: expect.any(Date),
      event: entry.event,
      account: entry.account,
      organisation: entry.organisation,
      role: entry.role,
      people: entry.people,
      criteria: entry.criteria,
      outcome: 'allowed',
      request_id: 'request-1',
      address: '127.0.0.1',
    },
  ])
})

test('a row falls with its transaction', async () => {
  const before = await count()
  const work = inTransaction(database.db, async (trx) => {
    await recordAccess(trx, entry)
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect(await count()).toBe(before)
})

test.each([
  `update access.access_log set outcome = 'refused'`,
  'delete from access.access_log',
  'delete from access.access_log where false',
  'truncate access.access_log',
])('%s is refused', async (statement) => {
  const before = await count()
  await expect(database.pool.query(statement)).rejects.toThrow('only ever added to')
  expect(await count()).toBe(before)
})

test('with the log unwritable a child’s page is not shown, nor anybody signed in', async () => {
  const fixture = await accessFixture(database)
  const { app } = fixture
  const email = 'practitioner.demo@kith.example'
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const shown = await app.inject({ url: '/child', headers: { cookie } })
  expect(shown.body).toContain('Ada Example')

  await database.pool.query('alter table access.access_log rename to access_log_away')
  try {
    const page = await app.inject({ url: '/child', headers: { cookie } })
    expect(page.statusCode).toBe(503)
    expect(page.body).not.toContain('Ada Example')
    const sessions = 'select count(*) as n from access.session'
    const before = (await database.pool.query(sessions)).rows
    const signedIn = await signIn(fixture, database, email)
    expect(signedIn.statusCode).toBe(503)
    expect(signedIn.headers['set-cookie']).toBeUndefined()
    expect((await database.pool.query(sessions)).rows).toEqual(before)
  } finally {
    await database.pool.query('alter table access.access_log_away rename to access_log')
  }
})

test('what a role may not do is not found, and is logged with who tried', async () => {
  const fixture = await accessFixture(database)
  const email = 'governance.demo@kith.example'
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const page = await fixture.app.inject({ url: '/child', headers: { cookie } })
  expect(page.statusCode).toBe(404)
  expect(page.body).not.toContain('Ada Example')
  const { rows } = await database.pool.query(
    `select l.event, l.outcome, l.role, l.people, u.email
     from access.access_log l join access."user" u on u.id = l.account
     order by access_log_id desc limit 1`,
  )
  expect(rows).toEqual([
    {
      event: 'view.child.read',
      outcome: 'refused',
      role: 'information-governance',
      people: [],
      email,
    },
  ])
})
