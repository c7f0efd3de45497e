import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#testing'
import {
  accessFixture,
  codeNow,
  cookieFrom,
  forgetSpentCodes,
  origin,
  sendForm,
} from '../../testing/access-fixture.ts'
import { type DirectoryPerson, openDirectory } from '../../testing/directory.ts'

const database = await testDatabase()
const directory = await openDirectory(`${origin}/sign-in/with/directory/back`)
afterAll(() => directory.close())
const { app } = await accessFixture(database, { providers: [directory.provider] })

const practitioner: DirectoryPerson = {
  subject: 'subject-1',
  email: 'practitioner.demo@kith.example',
  isVerified: true,
  amr: ['pwd', 'mfa'],
}

beforeEach(async () => {
  await database.pool.query(`delete from access.account where provider_id = 'directory'`)
  await database.pool.query('delete from access.sign_in_attempt')
})

/** Goes to the directory and comes back, as a browser does. */
async function comeBack(person: DirectoryPerson, next = '/child') {
  directory.choose(person)
  const left = await app.inject({ url: `/sign-in/with/directory?next=${encodeURIComponent(next)}` })
  const back = new URL(await directory.visit(String(left.headers.location)))
  const url = back.pathname + back.search
  return {
    url,
    cookie: cookieFrom(left),
    answer: await app.inject({ url, headers: { cookie: cookieFrom(left) } }),
  }
}

test('the sign-in page offers the directory', async () => {
  const { body } = await app.inject({ url: '/sign-in?next=%2Fchild' })
  expect(body).toContain('href="/sign-in/with/directory?next=%2Fchild"')
})

test('with a second factor of its own the directory signs in, and its person stays the same account', async () => {
  const { answer } = await comeBack(practitioner)
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/child'])
  const page = await app.inject({ url: '/child', headers: { cookie: cookieFrom(answer) } })
  expect(page.body).toContain('Ada Example')
  const renamed = { ...practitioner, email: 'somebody.else@kith.example' }
  expect((await comeBack(renamed)).answer.headers.location).toBe('/child')
})

test('without one the code of the app is asked for, and there is no session before it', async () => {
  const { amr: _, ...plain } = practitioner
  const { answer } = await comeBack(plain)
  expect(answer.headers.location).toBe('/sign-in/code')
  const cookie = cookieFrom(answer)
  expect(cookie).not.toContain('session_token')
  await forgetSpentCodes(database)
  const code = await codeNow(practitioner)
  const signedIn = await sendForm(app, '/sign-in/code', { code }, { cookie })
  expect(signedIn.headers.location).toBe('/child')
})

test.each([
  ['nobody here has the address', { ...practitioner, email: 'nobody@kith.example' }],
  ['the address is not vouched for', { ...practitioner, isVerified: false }],
  [
    'the account is another organisation’s',
    { ...practitioner, email: 'administrator.demo@kith.example' },
  ],
])('refused where %s; no account is made', async (_, person) => {
  const { answer } = await comeBack(person)
  expect(answer.statusCode).toBe(400)
  expect(cookieFrom(answer)).toBe('')
  const { rows } = await database.pool.query(
    `select from access.account where provider_id = 'directory'`,
  )
  expect(rows).toEqual([])
})

test('a closed account is refused though it was signed in before', async () => {
  await comeBack(practitioner)
  const close = (at: string) =>
    database.pool.query(`update access."user" set closed_at = ${at} where email = $1`, [
      practitioner.email,
    ])
  await close('now()')
  expect((await comeBack(practitioner)).answer.statusCode).toBe(400)
  await close('null')
})

test('somebody else who is given the same address at the directory does not get the account', async () => {
  await comeBack(practitioner)
  expect((await comeBack({ ...practitioner, subject: 'subject-2' })).answer.statusCode).toBe(400)
})

test('an answer is taken once, and only from the browser that went to ask', async () => {
  const { url, cookie } = await comeBack(practitioner)
  expect((await app.inject({ url, headers: { cookie } })).statusCode).toBe(400)
  directory.choose(practitioner)
  const mine = await app.inject({ url: '/sign-in/with/directory' })
  const theirs = await app.inject({ url: '/sign-in/with/directory' })
  const back = new URL(await directory.visit(String(theirs.headers.location)))
  const forced = await app.inject({
    url: back.pathname + back.search,
    headers: { cookie: cookieFrom(mine) },
  })
  expect(forced.statusCode).toBe(400)
  expect((await app.inject({ url: back.pathname + back.search })).statusCode).toBe(400)
})

test('afterwards nobody is sent to another site', async () => {
  const { answer } = await comeBack(practitioner, 'https://evil.example/')
  expect(answer.headers.location).toBe('/')
})

test.each([
  ['as it should be', {}, 303],
  ['signed with another key', { key: 'wrong' }, 400],
  ['for another client', { aud: 'another' }, 400],
  ['of another issuer', { iss: 'https://evil.example' }, 400],
  ['with another nonce', { nonce: 'another' }, 400],
  ['without a nonce', { nonce: undefined }, 400],
  ['that has run out', { exp: Math.floor(Date.now() / 1000) - 600 }, 400],
] as const)('an id_token %s: %o, status %i', async (_, change, status) => {
  const forged = await openForger(change)
  const fixture = await accessFixture(database, {
    providers: [{ ...directory.provider, issuer: forged.issuer }],
  })
  const left = await fixture.app.inject({ url: '/sign-in/with/directory?next=/child' })
  const asked = new URL(String(left.headers.location)).searchParams
  forged.nonce = asked.get('nonce') ?? ''
  const url = `/sign-in/with/directory/back?code=any&state=${asked.get('state')}&iss=${encodeURIComponent(forged.issuer)}`
  const answer = await fixture.app.inject({ url, headers: { cookie: cookieFrom(left) } })
  await forged.close()
  expect(answer.statusCode).toBe(status)
  expect(cookieFrom(answer).includes('session_token')).toBe(status === 303)
})

/** A provider that signs what it is told to, with its own key or a wrong one. */
async function openForger(change: { readonly key?: string } & Record<string, unknown>) {
  const right = await generateKeyPair('RS256')
  const wrong = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(right.publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const forger = { issuer: '', nonce: '', close: async () => {} }
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await answerTo(request.url ?? '')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  forger.issuer = `http://127.0.0.1:${address.port}`
  forger.close = () => new Promise<void>((resolve) => server.close(() => resolve()))

  async function answerTo(url: string): Promise<object> {
    const { issuer } = forger
    if (url.includes('openid-configuration')) {
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }
    }
    if (url.startsWith('/keys')) return { keys: [jwk] }
    const { key, ...claims } = change
    const now = Math.floor(Date.now() / 1000)
    const all = {
      sub: 'subject-9',
      iss: issuer,
      aud: 'kith',
      iat: now,
      exp: now + 60,
      nonce: forger.nonce,
      email: practitioner.email,
      email_verified: true,
      amr: ['mfa'],
      ...claims,
    }
    const { privateKey } = key === 'wrong' ? wrong : right
    const token = await new SignJWT(all)
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(privateKey)
    return { access_token: 'x', token_type: 'bearer', id_token: token }
  }
  return forger
}
