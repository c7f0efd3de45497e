import { base32 } from '@better-auth/utils/base32'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing'
import { reviewAccounts } from '../../actions/review-accounts.ts'
import { codeOf, stepAt } from '../../one-time-codes.ts'
import {
  accessFixture,
  cookieFrom,
  cookieOf,
  lastMail,
  sendForm,
  sendPassword,
  tokenOf,
} from '../../testing/access-fixture.ts'

const database = await testDatabase()
const agreement = {
  version: '2026-11',
  title: 'Our agreement',
  paragraphs: ['Look only for work.'],
}
const fixture = await accessFixture(database, { agreement })
const { app } = fixture
await database.pool.query(
  `insert into access.agreement_acceptance select id, '2026-11' from access."user"`,
)
const lead = await cookieOf(fixture, database, 'team-manager')
const email = 'nia.newcomer@social-care.kith.example'
const password = 'seven-wet-umbrellas'
const today = '2026-11-21'

test('from asking for an account to the first page: address, lead, password, app, agreement', async () => {
  const asked = await sendForm(app, '/register', {
    name: 'Nia Newcomer',
    email: email.toUpperCase(),
    jobTitle: 'Health visitor',
  })
  expect(asked.headers.location).toBe('/register/sent')
  const { link } = await lastMail(database, email)
  expect((await app.inject({ url: link })).statusCode).toBe(200)
  expect(await waiting()).not.toContain('Nia Newcomer')

  const verified = await sendForm(app, '/register/verify', { token: tokenOf(link) })
  expect(verified.headers.location).toBe('/register/waiting')
  expect((await sendForm(app, '/register/verify', { token: tokenOf(link) })).statusCode).toBe(400)
  const told = await lastMail(database, 'manager.demo@kith.example')
  expect(told.subject).toBe('Kith: somebody asks for an account')
  expect(told.text).not.toContain('Nia')

  const request = /\/accounts\/requests\/[0-9a-f-]+/.exec(await waiting())?.[0] ?? ''
  const page = await app.inject({ url: request, headers: { cookie: lead } })
  expect(page.body).toContain('Nia Newcomer')
  expect(page.body).toContain('Health visitor')
  const form = { decision: 'approve', role: 'practitioner', reason: '' }
  const approved = await sendForm(app, request, form, { cookie: lead })
  expect(approved.headers.location).toBe('/accounts')
  expect((await app.inject({ url: request, headers: { cookie: lead } })).statusCode).toBe(404)

  const choose = (await lastMail(database, email)).link
  const weak = await sendForm(app, '/password/choose', {
    token: tokenOf(choose),
    password: 'nianewcomer12',
  })
  expect(weak.body).toContain('Do not make it from your name')
  const chosen = await sendForm(app, '/password/choose', { token: tokenOf(choose), password })
  expect(chosen.headers.location).toBe('/sign-in')
  expect(
    (await sendForm(app, '/password/choose', { token: tokenOf(choose), password })).statusCode,
  ).toBe(400)

  const first = await sendPassword(app, { email, password, next: '/child' })
  expect(first.headers.location).toBe('/sign-in/set-up')
  const step = cookieFrom(first)
  const offer = await app.inject({ url: '/sign-in/set-up', headers: { cookie: step } })
  expect(offer.body).toContain('<svg')
  const key = keyOn(offer.body)
  const wrong = await sendForm(app, '/sign-in/set-up', { code: '000000' }, { cookie: step })
  expect(wrong.statusCode).toBe(400)
  expect(keyOn(wrong.body)).toBe(key)
  const code = await codeOf(key, stepAt(Date.now()))
  const enrolled = await sendForm(app, '/sign-in/set-up', { code }, { cookie: step })
  expect([...enrolled.body.matchAll(/<code>/g)]).toHaveLength(10)
  const cookie = cookieFrom(enrolled)

  const before = await app.inject({ url: '/child', headers: { cookie } })
  expect(before.headers.location).toBe('/agreement?next=%2Fchild')
  const terms = await app.inject({ url: '/agreement?next=%2Fchild', headers: { cookie } })
  expect(terms.body).toContain('Look only for work.')
  const notRead = await sendForm(
    app,
    '/agreement',
    { version: '2026-11', next: '/child' },
    { cookie },
  )
  expect(notRead.statusCode).toBe(400)
  const accepted = { version: '2026-11', accept: 'yes', next: '/child' }
  expect((await sendForm(app, '/agreement', accepted, { cookie })).headers.location).toBe('/child')
  const shown = await app.inject({ url: '/child', headers: { cookie } })
  expect(shown.body).toContain('Ada Example')
})

test('each step is in the log, with who did it', async () => {
  const { rows } = await database.pool.query<{ event: string }>(
    `select distinct event from access.access_log where outcome = 'allowed'`,
  )
  expect(rows.map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      'access.registration.asked',
      'access.address.verified',
      'access.registration.decided',
      'access.password.chosen',
      'access.second-factor.set-up',
      'access.agreement.accepted',
    ]),
  )
})

test('a new version of the agreement is asked for again, and both acceptances are kept', async () => {
  const changed = await accessFixture(database, { agreement: { ...agreement, version: '2027-01' } })
  const again = await changed.app.inject({ url: '/child', headers: { cookie: await newcomer() } })
  expect(again.headers.location).toBe('/agreement?next=%2Fchild')
  const stale = { version: '2026-11', accept: 'yes', next: '/child' }
  const refused = await sendForm(changed.app, '/agreement', stale, { cookie: await newcomer() })
  expect(refused.statusCode).toBe(400)
  expect(refused.body).toContain('The agreement has changed')
  const now = { ...stale, version: '2027-01' }
  await sendForm(changed.app, '/agreement', now, { cookie: await newcomer() })
  const { rows } = await database.pool.query(
    `select version from access.agreement_acceptance join access."user" on id = user_id
     where email = $1 order by version`,
    [email],
  )
  expect(rows).toEqual([{ version: '2026-11' }, { version: '2027-01' }])
})

test.each([
  ['of another organisation', 'nia@elsewhere.example'],
  ['that anybody can have', 'nia@gmail.com'],
  ['under a domain that only ends alike', 'nia@evil-social-care.kith.example'],
])('nobody registers with an address %s', async (_, address) => {
  const form = { name: 'Nia', email: address, jobTitle: 'Teacher' }
  const asked = await sendForm(app, '/register', form)
  expect(asked.statusCode).toBe(400)
  expect(asked.body).toContain('not one whose people can register')
  await expect(lastMail(database, address)).rejects.toThrow('no mail')
})

test('who is refused has no account, the reason is kept, and the mail does not quote it', async () => {
  const address = 'pupil@social-care.kith.example'
  await sendForm(app, '/register', { name: 'Pat Pupil', email: address, jobTitle: 'Pupil' })
  const token = tokenOf((await lastMail(database, address)).link)
  await sendForm(app, '/register/verify', { token })
  const request = /\/accounts\/requests\/[0-9a-f-]+/.exec(await waiting())?.[0] ?? ''
  const without = await sendForm(app, request, { decision: 'refuse' }, { cookie: lead })
  expect(without.body).toContain('Say why you refuse')
  const reason = 'Pat is a pupil, not staff'
  await sendForm(app, request, { decision: 'refuse', reason }, { cookie: lead })
  expect((await lastMail(database, address)).text).not.toContain('pupil')
  const { rows } = await database.pool.query(
    'select state, reason from access.registration where email = $1',
    [address],
  )
  expect(rows).toEqual([{ state: 'refused', reason }])
  const accounts = await database.pool.query('select from access."user" where email = $1', [
    address,
  ])
  expect(accounts.rowCount).toBe(0)
})

test('a mover gets another role and is signed out; a leaver’s account is closed and opens nothing', async () => {
  const id = await idOf(email)
  const cookie = await newcomer()
  const change = { role: 'social-worker', jobTitle: 'Social worker', reviewOn: '2027-05-01' }
  const moved = await sendForm(app, `/accounts/${id}`, change, { cookie: lead })
  expect(moved.statusCode).toBe(303)
  expect((await app.inject({ url: '/child', headers: { cookie } })).statusCode).toBe(303)

  const again = await newcomer()
  const closed = await sendForm(
    app,
    `/accounts/${id}/close`,
    { reason: 'Left on Friday' },
    { cookie: lead },
  )
  expect(closed.statusCode).toBe(303)
  expect((await app.inject({ url: '/child', headers: { cookie: again } })).statusCode).toBe(303)
  const tried = await sendPassword(app, { email, password })
  expect(tried.body).toContain('The email address or the password is not right')
  await sendForm(app, `/accounts/${id}/open`, {}, { cookie: lead })
  expect((await sendPassword(app, { email, password })).headers.location).toBe('/sign-in/code')
})

test('an account unused for long is warned by mail, then closed; coming back in time keeps it', async () => {
  const look = (day: string) =>
    reviewAccounts(database, { today: day, unusedDays: 90, baseUrl: 'http://localhost:3000' })
  await database.pool.query(
    `update access."user" set last_active_on = '2026-01-01', review_on = '2027-12-01' where email = $1`,
    [email],
  )
  expect(await look('2026-03-17')).toMatchObject({ warned: 0, closedUnused: 0 })
  // No look was taken for a month: nobody is closed unwarned.
  expect(await look('2026-04-20')).toMatchObject({ warned: 1, closedUnused: 0 })
  expect((await lastMail(database, email)).subject).toBe('Kith: your account will be closed')
  expect(await look('2026-05-03')).toMatchObject({ warned: 0, closedUnused: 0 })
  const cookie = await newcomer()
  await database.pool.query(`update access.session set last_seen_at = now() - interval '1 minute'`)
  await app.inject({ url: '/child', headers: { cookie } })
  expect(await look('2026-05-04')).toMatchObject({ closedUnused: 0 })
  await database.pool.query(
    `update access."user" set last_active_on = '2026-01-01' where email = $1`,
    [email],
  )
  await look('2026-06-01')
  expect(await look('2026-06-15')).toMatchObject({ closedUnused: 1 })
  const { rows } = await database.pool.query(
    'select closed_because from access."user" where email = $1',
    [email],
  )
  expect(rows).toEqual([{ closed_because: 'Not used for 90 days' }])
})

test('an account that nobody reviews is closed after the lead was told', async () => {
  await sendForm(app, `/accounts/${await idOf(email)}/open`, {}, { cookie: lead })
  await database.pool.query(`update access."user" set review_on = '2026-12-01' where email = $1`, [
    email,
  ])
  const look = (day: string) =>
    reviewAccounts(database, { today: day, unusedDays: 700, baseUrl: 'http://localhost:3000' })
  await look(today)
  expect((await lastMail(database, 'manager.demo@kith.example')).subject).toBe(
    'Kith: accounts to review',
  )
  expect(await look('2026-12-01')).toMatchObject({ closedUnreviewed: 0 })
  expect(await look('2026-12-05')).toMatchObject({ closedUnreviewed: 1 })
})

async function waiting(): Promise<string> {
  return (await app.inject({ url: '/accounts', headers: { cookie: lead } })).body
}

async function idOf(address: string): Promise<string> {
  const { rows } = await database.pool.query('select id from access."user" where email = $1', [
    address,
  ])
  return rows[0].id
}

/** A new session of the newcomer, who sets up an app anew each time. */
async function newcomer(): Promise<string> {
  const first = await sendPassword(app, { email, password })
  const step = cookieFrom(first)
  await database.pool.query('delete from access.authenticator where user_id = $1', [
    await idOf(email),
  ])
  const key = keyOn((await app.inject({ url: '/sign-in/set-up', headers: { cookie: step } })).body)
  const code = await codeOf(key, stepAt(Date.now()))
  return cookieFrom(await sendForm(app, '/sign-in/set-up', { code }, { cookie: step }))
}

function keyOn(body: string): string {
  const text = /data-key>([^<]+)</.exec(body)?.[1] ?? ''
  return new TextDecoder().decode(base32.decode(text.replaceAll(' ', '')))
}
