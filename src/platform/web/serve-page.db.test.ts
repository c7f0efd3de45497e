import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { webFixture } from './testing/web-fixture.ts'

const database = await testDatabase()
await database.pool.query('create table public.done (word text)')

const reader = { cookie: 'reader' }
const fromUs = { ...reader, origin: 'http://localhost:3000' }
const escapedSecret = 'Only &lt;for&gt; eyes that are logged'

test('a page shows its model, escaped, after its log row is written', async () => {
  const { app, log } = await webFixture(database)
  const response = await app.inject({ url: '/shown?name=x', headers: reader })
  expect(response.statusCode).toBe(200)
  expect(response.body).toContain(escapedSecret)
  expect(response.body).toContain('<p>3 May 2014</p>')
  expect(log).toEqual([
    {
      event: 'test.shown',
      account: 'account-of-reader',
      organisation: 'social-care',
      role: 'practitioner',
      people: ['RSV1'],
      criteria: {},
      outcome: 'allowed',
      requestId: expect.stringMatching(/^[0-9a-f]{16}$/),
      address: '127.0.0.1',
    },
  ])
})

test('with the log unwritable no page is shown, and nothing of it leaves', async () => {
  const { app, writable } = await webFixture(database)
  writable(false)
  for (const url of ['/shown', '/file', '/broken', '/gone/RSV1', '/shielded/RSV1']) {
    const response = await app.inject({ url, headers: reader })
    expect([url, response.statusCode]).toEqual([url, 503])
    expect(response.body).toContain('cannot be written')
    expect(response.body).not.toContain(escapedSecret)
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(response.headers['content-disposition']).toBeUndefined()
  }
})

test('a change stands with its log row, and falls with it', async () => {
  const { app, log, changesSeen, writable } = await webFixture(database)
  const rows = async () => (await database.pool.query('select * from public.done')).rowCount
  const before = Number(await rows())

  writable(false)
  const failed = await app.inject({ method: 'POST', url: '/done/RSV2', headers: fromUs })
  expect(failed.statusCode).toBe(503)
  expect(await rows()).toBe(before)

  writable(true)
  const done = await app.inject({ method: 'POST', url: '/done/RSV2', headers: fromUs })
  expect([done.statusCode, done.headers.location]).toEqual([303, '/shown'])
  expect(await rows()).toBe(before + 1)
  // Only in the change's own transaction is it there to be seen before the commit.
  expect(changesSeen).toEqual([before + 1])
  expect(log.map(({ event, people }) => ({ event, people }))).toEqual([
    { event: 'test.done', people: ['RSV2'] },
  ])
})

test('an address that the sender made up is not believed', async () => {
  const { app, log } = await webFixture(database)
  const headers = { ...reader, 'x-forwarded-for': '10.1.2.3', forwarded: 'for=10.1.2.3' }
  await app.inject({ url: '/shown', headers })
  expect(log.map(({ address }) => address)).toEqual(['127.0.0.1'])
})

test('without sign-in a page sends to the sign-in page, which knows where to come back to', async () => {
  const { app, log } = await webFixture(database)
  const read = await app.inject({ url: '/shown?name=a%20b' })
  expect(read.statusCode).toBe(303)
  expect(read.headers.location).toBe('/sign-in?next=%2Fshown%3Fname%3Da%2520b')
  const sent = await app.inject({
    method: 'POST',
    url: '/done/RSV1',
    headers: { origin: fromUs.origin },
  })
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/sign-in'])
  expect(log).toEqual([])
})

test('not permitted, not allowed and not there look alike, and are logged as refused', async () => {
  const { app, log } = await webFixture(database)
  const noSuchPage = await app.inject({ url: '/no-such-page', headers: reader })
  expect(noSuchPage.statusCode).toBe(404)
  for (const url of ['/gone/RSV7', '/shielded/RSV7']) {
    const response = await app.inject({ url, headers: reader })
    expect([url, response.statusCode]).toEqual([url, 404])
    expect(response.body).toBe(noSuchPage.body)
  }
  const stranger = await app.inject({ url: '/shown', headers: { cookie: 'stranger' } })
  const strangerElsewhere = await app.inject({ url: '/none', headers: { cookie: 'stranger' } })
  expect(stranger.statusCode).toBe(404)
  expect(stranger.body).toBe(strangerElsewhere.body)
  expect(log.map(({ account, outcome, criteria }) => ({ account, outcome, criteria }))).toEqual([
    { account: 'account-of-reader', outcome: 'refused', criteria: { reference: 'RSV7' } },
    { account: 'account-of-reader', outcome: 'refused', criteria: { reference: 'RSV7' } },
    { account: 'account-of-stranger', outcome: 'refused', criteria: {} },
  ])
})

test.each(['/broken', '/untemplated'])(
  '%s says sorry, with a reference and no stack',
  async (url) => {
    const { app, log } = await webFixture(database)
    const response = await app.inject({ url, headers: reader })
    expect(response.statusCode).toBe(500)
    expect(response.body).toContain('Sorry, something went wrong')
    expect(response.body).toContain(`>${log[0]?.requestId}<`)
    expect(response.body).not.toMatch(/ at |\.ts|no-such-template|Broke on/)
    expect(log.map(({ outcome }) => outcome)).toEqual(['failed'])
  },
)

test.each([
  ['no origin at all', {}],
  ['another site', { origin: 'https://elsewhere.example' }],
  ['another port', { origin: 'http://localhost:3001' }],
  ['no origin that it names', { origin: 'null' }],
  ['a page of another site', { origin: fromUs.origin, 'sec-fetch-site': 'cross-site' }],
  ['a neighbouring site', { 'sec-fetch-site': 'same-site' }],
])('a form posted from %s is refused and changes nothing', async (_name, headers) => {
  const { app, log } = await webFixture(database)
  const before = (await database.pool.query('select * from public.done')).rowCount
  const response = await app.inject({
    method: 'POST',
    url: '/done/RSV1',
    headers: { ...reader, ...headers },
  })
  expect(response.statusCode).toBe(403)
  expect((await database.pool.query('select * from public.done')).rowCount).toBe(before)
  expect(log).toEqual([])
})

test('a file comes as an attachment with a harmless name', async () => {
  const { app } = await webFixture(database)
  const response = await app.inject({ url: '/file', headers: reader })
  expect(response.headers['content-type']).toBe('text/csv')
  expect(response.headers['content-disposition']).toBe('attachment; filename="a--b--c.csv"')
  expect(response.body).toBe('x\n')
})

test('all cookies of an answer are sent, each in its own header', async () => {
  const { app } = await webFixture(database)
  const response = await app.inject({ url: '/shown', headers: reader })
  expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2'])
})
