import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { accessFixture, cookieFrom, sendPassword, signIn } from '../../testing/access-fixture.ts'

const database = await testDatabase()
const fixture = await accessFixture(database)
const { app, password } = fixture
const email = 'practitioner.demo@kith.example'

async function lastLogRow() {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select event, account, outcome from access.access_log order by access_log_id desc limit 1',
  )
  return rows[0]
}

test('the right password opens the pages of the role', async () => {
  const signedIn = await signIn(fixture, database, email, { next: '/child' })
  expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, '/child'])
  const page = await app.inject({ url: '/child', headers: { cookie: cookieFrom(signedIn) } })
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Ada Example')
  expect(page.body).toContain('Demo Practitioner')
})

test('an e-mail address may be typed in capitals and with blanks around it', async () => {
  const first = await sendPassword(app, { email: ` ${email.toUpperCase()} `, password })
  expect([first.statusCode, first.headers.location]).toEqual([303, '/sign-in/code'])
})

test('the session cookie cannot be read by scripts nor sent by other sites', async () => {
  const signedIn = await signIn(fixture, database, email)
  const lines = [signedIn.headers['set-cookie']].flat().map(String)
  expect(lines.map((one) => one.split('=', 1)[0])).toEqual(['kith.session_token', 'kith.sign_in'])
  for (const one of lines) expect(one).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('behind https the cookie is secure, and bound to its host by name', async () => {
  const baseUrl = 'https://kith.example'
  const secure = await accessFixture(database, { baseUrl })
  const signedIn = await signIn(secure, database, email, { origin: baseUrl })
  expect(String(signedIn.headers['set-cookie'])).toMatch(/^__Secure-kith\.session_token=.*; Secure/)
  expect(signedIn.headers['strict-transport-security']).toContain('max-age')
})

test('a wrong password and an unknown account read the same, word for word', async () => {
  const form = { password: 'not the password', next: '/child' }
  const wrong = await sendPassword(app, { ...form, email })
  const logged = await lastLogRow()
  const unknown = await sendPassword(app, { ...form, email: 'nobody.demo@kith.example' })
  expect(wrong.statusCode).toBe(400)
  expect(wrong.body).toContain('The email address or the password is not right')
  expect(wrong.body).toContain('<title>Error: Sign in – Kith</title>')
  expect(unknown.statusCode).toBe(400)
  expect(unknown.body).toBe(wrong.body.replaceAll(email, 'nobody.demo@kith.example'))
  expect(unknown.headers['set-cookie']).toBeUndefined()
  expect(wrong.headers['set-cookie']).toBeUndefined()
  expect(logged).toMatchObject({ event: 'access.password.given', outcome: 'refused' })
  expect(logged?.['account']).toMatch(/^[0-9a-f-]{36}$/)
  expect(await lastLogRow()).toMatchObject({ account: null, outcome: 'refused' })
})

test('the password is never sent back', async () => {
  const wrong = await sendPassword(app, { email, password: 'only-i-know-this' })
  expect(wrong.body).not.toContain('only-i-know-this')
})

test.each([
  [{ email: '', password: 'x' }, ['#email']],
  [{ email, password: '' }, ['#password']],
  [{ email: ' ', password: '' }, ['#email', '#password']],
  [{}, ['#email', '#password']],
  [{ email: 'no-address', password: 'x' }, ['#password']],
])('%j: the error summary leads to %j', async (form, links) => {
  const response = await sendPassword(app, form as Record<string, string>)
  expect(response.statusCode).toBe(400)
  const summary = /govuk-error-summary__list">(.*?)<\/ul>/s.exec(response.body)?.[1] ?? ''
  expect([...summary.matchAll(/href="([^"]+)"/g)].map((found) => found[1])).toEqual(links)
})

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/.//elsewhere.example',
  '/\\e.example',
])('after sign-in nobody is sent to %s', async (next) => {
  const signedIn = await signIn(fixture, database, email, { next })
  expect(signedIn.headers.location).toBe('/')
  const form = await app.inject({ url: `/sign-in?next=${encodeURIComponent(next)}` })
  expect(form.body).toContain('name="next" value="/"')
})

test('a sign-in form posted from another site is refused', async () => {
  const response = await sendPassword(
    app,
    { email, password },
    { origin: 'https://elsewhere.example' },
  )
  expect(response.statusCode).toBe(403)
  expect(response.headers['set-cookie']).toBeUndefined()
})

test('a forged or changed cookie is nobody', async () => {
  const cookie = cookieFrom(await signIn(fixture, database, email))
  for (const forged of [cookie.replace(/.(?=%3D$|$)/, '_'), 'kith.session_token=abc.def', 'a=b']) {
    const response = await app.inject({ url: '/child', headers: { cookie: forged } })
    expect([response.statusCode, response.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Fchild',
    ])
  }
})

test('a session of long ago has ended', async () => {
  const cookie = cookieFrom(await signIn(fixture, database, email))
  await database.pool.query(`update access.session set created_at = now() - interval '8 hours'`)
  const response = await app.inject({ url: '/child', headers: { cookie } })
  expect(response.statusCode).toBe(303)
})

test('twenty-five sign-ins at once: none waits for a connection for ever', async () => {
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, n) =>
      sendPassword(
        app,
        { email: `many${n}@kith.example`, password },
        { remoteAddress: `10.9.0.${n}` },
      ),
    ),
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(25).fill(400))
})
