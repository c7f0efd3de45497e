import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#testing'
import {
  accessFixture,
  codeNow,
  cookieFrom,
  cookieOf,
  forgetSpentCodes,
  lastMail,
  origin,
  sendForm,
  sendPassword,
  signIn,
  tokenOf,
} from './testing/access-fixture.ts'

// Attacks on accounts, each tried against the running server as somebody outside would. The numbers
// are those of the OWASP Application Security Verification Standard 4.0.3.
const database = await testDatabase()
const fixture = await accessFixture(database)
const { app, password } = fixture
const email = 'practitioner.demo@kith.example'
const tried: string[] = []

beforeEach(async () => {
  await database.pool.query('delete from access.sign_in_attempt')
  await forgetSpentCodes(database)
})

afterAll(() => {
  process.stdout.write(
    `Attacks on accounts tried: ${tried.length}\n${tried.map((one) => `  ${one}\n`).join('')}`,
  )
})

/** An attack that fails, named in the list that is printed. */
function attack(name: string, work: () => Promise<void>): void {
  test(name, async () => {
    await work()
    tried.push(name)
  })
}

attack('3.2.1 session fixation: a token known before sign-in is of no use after it', async () => {
  const planted = 'kith.session_token=planted.planted'
  const first = await sendPassword(app, { email, password }, { cookie: planted })
  const code = await codeNow({ email })
  const cookie = `${planted}; ${cookieFrom(first)}`
  const signedIn = await sendForm(app, '/sign-in/code', { code }, { cookie })
  expect(signedIn.headers.location).toBe('/')
  expect(cookieFrom(signedIn)).not.toContain('planted')
  expect((await open('/child', planted)).statusCode).toBe(303)
})

attack('3.2.1 the session before a new sign-in ends with it', async () => {
  const before = cookieFrom(await signIn(fixture, database, email))
  await signIn(fixture, database, email, {})
  const step = await sendPassword(app, { email, password })
  await forgetSpentCodes(database)
  const cookie = `${before}; ${cookieFrom(step)}`
  await sendForm(app, '/sign-in/code', { code: await codeNow({ email }) }, { cookie })
  expect((await open('/child', before)).statusCode).toBe(303)
})

attack('3.2.3 whoever reads the table of sessions cannot use what stands there', async () => {
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const { rows } = await database.pool.query<{ token: string }>('select token from access.session')
  for (const { token } of rows) {
    expect(decodeURIComponent(cookie)).not.toContain(token)
    expect((await open('/child', `kith.session_token=${token}`)).statusCode).toBe(303)
  }
})

attack('2.8.1 the password alone opens nothing: the step between is no session', async () => {
  const step = cookieFrom(await sendPassword(app, { email, password }))
  for (const url of ['/child', '/my-account', '/accounts', '/my-account/second-factor']) {
    expect((await open(url, step)).headers.location).toContain('/sign-in')
  }
})

attack('2.8.1 with the password alone the app cannot be replaced by another', async () => {
  const step = cookieFrom(await sendPassword(app, { email, password }))
  expect((await open('/sign-in/set-up', step)).headers.location).toBe('/sign-in/code')
  const posted = await sendForm(app, '/sign-in/set-up', { code: '123456' }, { cookie: step })
  expect(cookieFrom(posted)).not.toContain('session_token')
})

attack(
  '2.2.1 brute force of codes: five wrong ones end the step, the right one then does not help',
  async () => {
    const step = cookieFrom(await sendPassword(app, { email, password }))
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) {
      statuses.push(
        (await sendForm(app, '/sign-in/code', { code: `00000${n}` }, { cookie: step })).statusCode,
      )
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400])
    const right = await sendForm(
      app,
      '/sign-in/code',
      { code: await codeNow({ email }) },
      { cookie: step },
    )
    expect(right.headers.location).toBe('/sign-in')
    expect(cookieFrom(right)).not.toContain('session_token')
  },
)

attack(
  '2.2.1 brute force of codes: with ever new steps and addresses it is over after ten',
  async () => {
    let refused = 0
    for (let n = 0; n < 14; n += 1) {
      const sent = { remoteAddress: `10.8.0.${n}` }
      const cookie = cookieFrom(await sendPassword(app, { email, password }, sent))
      const answer = await sendForm(app, '/sign-in/code', { code: '000000' }, { ...sent, cookie })
      if (answer.statusCode === 429) refused += 1
    }
    expect(refused).toBeGreaterThanOrEqual(4)
  },
)

attack(
  '2.8.4 a code is good once: replayed at once, in a new step, or the one before it',
  async () => {
    const code = await codeNow({ email })
    const first = cookieFrom(await sendPassword(app, { email, password }))
    const one = await sendForm(app, '/sign-in/code', { code }, { cookie: first })
    expect(one.headers.location).toBe('/')
    expect(
      (await sendForm(app, '/sign-in/code', { code }, { cookie: first })).headers.location,
    ).toBe('/sign-in')
    const second = cookieFrom(await sendPassword(app, { email, password }))
    expect((await sendForm(app, '/sign-in/code', { code }, { cookie: second })).statusCode).toBe(
      400,
    )
    const earlier = await codeNow({ email }, -1)
    expect(
      (await sendForm(app, '/sign-in/code', { code: earlier }, { cookie: second })).statusCode,
    ).toBe(400)
  },
)

attack('2.8.4 of eight who send the same code at the same moment one gets in', async () => {
  const steps = await Promise.all(
    Array.from({ length: 8 }, async () => cookieFrom(await sendPassword(app, { email, password }))),
  )
  const code = await codeNow({ email })
  const answers = await Promise.all(
    steps.map((cookie) => sendForm(app, '/sign-in/code', { code }, { cookie })),
  )
  expect(answers.filter((one) => cookieFrom(one).includes('session_token'))).toHaveLength(1)
})

attack('2.5.6 a recovery code is good once, and not for another account', async () => {
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const shown = await sendForm(app, '/my-account/recovery-codes', {}, { cookie })
  const recoveryCode = /<code>([^<]+)</.exec(shown.body)?.[1] ?? ''
  const other = cookieFrom(
    await sendPassword(app, { email: 'steward.demo@kith.example', password }),
  )
  expect(
    (await sendForm(app, '/sign-in/recovery', { recoveryCode }, { cookie: other })).statusCode,
  ).toBe(400)
  const step = cookieFrom(await sendPassword(app, { email, password }))
  const used = await sendForm(
    app,
    '/sign-in/recovery',
    { recoveryCode: recoveryCode.toLowerCase() },
    { cookie: step },
  )
  expect(cookieFrom(used)).toContain('session_token')
  const again = cookieFrom(await sendPassword(app, { email, password }))
  expect(
    (await sendForm(app, '/sign-in/recovery', { recoveryCode }, { cookie: again })).statusCode,
  ).toBe(400)
  const { rows } = await database.pool.query('select digest from access.recovery_code')
  expect(JSON.stringify(rows)).not.toContain(recoveryCode)
})

attack('4.2.2 forms from another site are refused, whatever they would do', async () => {
  const cookie = cookieFrom(await signIn(fixture, database, email))
  const evil = { cookie, origin: 'https://evil.example' }
  for (const url of [
    '/note',
    '/my-account/sessions/end-all',
    '/sign-out',
    '/my-account/recovery-codes',
    '/sign-in',
  ]) {
    expect([url, (await sendForm(app, url, {}, evil)).statusCode]).toEqual([url, 403])
  }
  const silent = await app.inject({ method: 'POST', url: '/note', headers: { cookie } })
  expect(silent.statusCode).toBe(403)
})

attack(
  '2.2.1 enumeration by text: sign-in, forgotten password and registration tell nothing',
  async () => {
    const known = 'steward.demo@kith.example'
    const unknown = 'nobody.demo@kith.example'
    const answers = async (address: string) => {
      const wrong = await sendPassword(app, { email: address, password: 'wrong' })
      const forgotten = await sendForm(app, '/password/forgotten', { email: address })
      return [wrong, forgotten].map(({ statusCode, body, headers }) => [
        statusCode,
        body.replaceAll(address, 'the address'),
        headers.location,
        headers['content-length'] === undefined,
      ])
    }
    expect(await answers(known)).toEqual(await answers(unknown))
    await database.pool.query(
      `update access."user" set email = 'known@council.kith.example' where email = 'analyst.demo@kith.example'`,
    )
    const register = async (address: string) => {
      const form = { name: 'Somebody', email: address, jobTitle: 'Something' }
      const { statusCode, headers } = await sendForm(app, '/register', form)
      return [statusCode, headers.location]
    }
    expect(await register('known@council.kith.example')).toEqual(
      await register('new@council.kith.example'),
    )
    expect((await lastMail(database, 'known@council.kith.example')).subject).toContain(
      'you have an account',
    )
    expect((await lastMail(database, 'new@council.kith.example')).subject).toContain('confirm')
  },
)

attack('2.2.1 enumeration by time: the same queries and one hash, account or not', async () => {
  const prototype = await clientPrototype()
  const work = async (send: () => Promise<unknown>) => {
    const statements: string[] = []
    const original = prototype.query
    prototype.query = function counted(this: unknown, ...given: unknown[]) {
      const [first] = given
      const text = typeof first === 'string' ? first : ((first as { text?: string }).text ?? '')
      statements.push(text.replaceAll(/\s+/g, ' '))
      return original.apply(this, given)
    }
    try {
      await send()
    } finally {
      prototype.query = original
    }
    expect(statements.length).toBeGreaterThan(5)
    return statements
  }
  const known = 'steward.demo@kith.example'
  const nobody = 'nobody@kith.example'
  const signingIn = (address: string) => () => sendPassword(app, { email: address, password: 'x' })
  const forgetting = (address: string) => () =>
    sendForm(app, '/password/forgotten', { email: address })
  const registering = (address: string) => () =>
    sendForm(app, '/register', { name: 'Somebody', email: address, jobTitle: 'Something' })
  expect(await work(signingIn(known))).toEqual(await work(signingIn(nobody)))
  expect(await work(forgetting(known))).toEqual(await work(forgetting(nobody)))
  expect(await work(registering('known@council.kith.example'))).toEqual(
    await work(registering('newer@council.kith.example')),
  )
})

attack('5.1.5 open redirect in next: sign-in, passkey, agreement, confirmation', async () => {
  const bad = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
  ]
  for (const next of bad) {
    const signedIn = await signIn(fixture, database, email, { next })
    const to = new URL(String(signedIn.headers.location), origin)
    expect([next, to.origin]).toEqual([next, origin])
    const cookie = cookieFrom(signedIn)
    const confirmed = await sendForm(app, '/confirm-it-is-you', { password, next }, { cookie })
    expect(new URL(String(confirmed.headers.location), origin).origin).toBe(origin)
  }
})

attack('5.2.3 header injection in mail: no line break gets into an address or a name', async () => {
  for (const bad of ['\r\nBcc: eve@evil.example', '\nSubject: x', '%0ABcc: x', '\u2028x']) {
    const address = `new${bad}@council.kith.example`
    const form = { name: 'Eve', email: address, jobTitle: 'Eve' }
    expect((await sendForm(app, '/register', form)).statusCode).toBe(400)
    expect((await sendForm(app, '/password/forgotten', { email: address })).statusCode).toBe(400)
  }
  const named = {
    name: `Eve\r\nBcc: x@evil.example`,
    email: 'eve@council.kith.example',
    jobTitle: 'x',
  }
  expect((await sendForm(app, '/register', named)).statusCode).toBe(400)
})

attack(
  '4.1.2 mass assignment: role, lead and organisation in the registration form do nothing',
  async () => {
    const address = 'mass@social-care.kith.example'
    const form = {
      name: 'Mass Assigned',
      email: address,
      jobTitle: 'x',
      role: 'administrator',
      organisation: 'council',
      isLead: 'yes',
      is_lead: 'true',
      state: 'approved',
    }
    await sendForm(app, '/register', form)
    const { rows } = await database.pool.query(
      'select organisation, state from access.registration where email = $1',
      [address],
    )
    expect(rows).toEqual([{ organisation: 'social-care', state: 'unverified' }])
    await sendForm(app, '/register/verify', {
      token: tokenOf((await lastMail(database, address)).link),
    })
    const lead = await cookieOf(fixture, database, 'team-manager')
    const list = await open('/accounts', lead)
    const request = /\/accounts\/requests\/[0-9a-f-]+/.exec(list.body)?.[0] ?? ''
    const approve = {
      decision: 'approve',
      reason: '',
      role: 'administrator',
      organisation: 'council',
      isDemo: 'true',
    }
    expect((await sendForm(app, request, approve, { cookie: lead })).statusCode).toBe(400)
    const approved = await sendForm(
      app,
      request,
      { ...approve, role: 'practitioner' },
      { cookie: lead },
    )
    expect(approved.statusCode).toBe(303)
    const made = await database.pool.query(
      'select organisation, role, is_lead, is_demo from access."user" where email = $1',
      [address],
    )
    expect(made.rows).toEqual([
      { organisation: 'social-care', role: 'practitioner', is_lead: false, is_demo: false },
    ])
  },
)

attack('4.1.3 a lead can neither see nor change accounts of another organisation', async () => {
  const lead = await cookieOf(fixture, database, 'team-manager')
  const id = await idOf('reviewer.demo@kith.example')
  expect((await open(`/accounts/${id}`, lead)).statusCode).toBe(404)
  const change = { role: 'practitioner', jobTitle: 'x', reviewOn: '2027-01-01', reason: 'x' }
  for (const tail of ['', '/close', '/open', '/reset-second-factor']) {
    expect(
      (await sendForm(app, `/accounts/${id}${tail}`, change, { cookie: lead })).statusCode,
    ).toBe(404)
  }
  expect((await open('/accounts', lead)).body).not.toContain('reviewer.demo')
  const neverGiven = await open('/accounts/00000000-0000-4000-8000-000000000000', lead)
  expect((await open(`/accounts/${id}`, lead)).body).toBe(neverGiven.body)
})

attack(
  '4.1.3 nobody raises themselves: a lead neither their own role nor anybody’s to administrator',
  async () => {
    const lead = await cookieOf(fixture, database, 'team-manager')
    const own = await idOf('manager.demo@kith.example')
    const change = { role: 'practitioner', jobTitle: 'x', reviewOn: '2027-01-01' }
    expect((await sendForm(app, `/accounts/${own}`, change, { cookie: lead })).statusCode).toBe(404)
    const colleague = await idOf('screening.demo@kith.example')
    for (const role of ['administrator', 'information-governance', 'analyst', '__proto__']) {
      const answer = await sendForm(
        app,
        `/accounts/${colleague}`,
        { ...change, role },
        { cookie: lead },
      )
      expect([role, answer.statusCode]).toEqual([role, 400])
    }
  },
)

attack('4.1.1 pages of other roles are not found, also when their address is known', async () => {
  const cookie = await cookieOf(fixture, database, 'practitioner')
  for (const url of [
    '/accounts',
    '/organisations',
    '/organisations/new',
    '/organisations/council',
    '/mail',
    '/access-log',
    '/children/RSV0123456789/readers',
  ]) {
    expect([url, (await open(url, cookie)).statusCode]).toEqual([url, 404])
  }
  const form = { name: 'Mine', kind: 'other', emailDomains: 'mine.example', roles: 'administrator' }
  expect((await sendForm(app, '/organisations/new', form, { cookie })).statusCode).toBe(404)
})

attack(
  '3.7.1 a grave action asks again who one is, and goes on with the form after that',
  async () => {
    const cookie = await cookieOf(fixture, database, 'practitioner')
    await database.pool.query(
      `update access.session set confirmed_at = now() - interval '16 minutes'`,
    )
    const asked = await sendForm(app, '/grave', { what: 'a grave thing' }, { cookie })
    expect(asked.headers.location).toBe('/confirm-it-is-you?next=%2Fkept-form')
    const wrong = await sendForm(
      app,
      '/confirm-it-is-you',
      { password: 'wrong', next: '/kept-form' },
      { cookie },
    )
    expect(wrong.statusCode).toBe(400)
    const form = { password, next: '/kept-form' }
    expect((await sendForm(app, '/confirm-it-is-you', form, { cookie })).headers.location).toBe(
      '/kept-form',
    )
    const kept = await open('/kept-form', cookie)
    expect(kept.body).toContain('action="/grave"')
    expect(kept.body).toContain('value="a grave thing"')
    expect(
      (await sendForm(app, '/grave', { what: 'a grave thing' }, { cookie })).headers.location,
    ).toBe('/child')
  },
)

attack(
  '3.3.1 a session unused for half an hour is over; what was typed is kept for its owner alone',
  async () => {
    const cookie = await cookieOf(fixture, database, 'practitioner')
    await database.pool.query(
      `update access.session set last_seen_at = now() - interval '31 minutes'`,
    )
    const late = await sendForm(
      app,
      '/note',
      { note: 'Seen on Monday', password: 'secret' },
      { cookie },
    )
    expect(late.headers.location).toBe('/sign-in?next=%2Fkept-form')
    const stored = await database.pool.query('select content from access.kept_form')
    expect(JSON.stringify(stored.rows)).not.toContain('Monday')
    const other = await cookieOf(fixture, database, 'social-worker')
    expect((await open('/kept-form', other)).body).toContain('Nothing is kept for you')
    const back = await cookieOf(fixture, database, 'practitioner')
    const kept = (await open('/kept-form', back)).body
    expect(kept).toContain('value="Seen on Monday"')
    expect(kept).not.toContain('secret')
    expect((await open('/kept-form', back)).body).toContain('Nothing is kept for you')
  },
)

attack('3.3.1 a form without any session of ours is not kept: nobody fills the table', async () => {
  await database.pool.query('delete from access.kept_form')
  await sendForm(app, '/note', { note: 'x' }, { cookie: 'kith.session_token=made.up' })
  await sendForm(app, '/note', { note: 'x' })
  expect((await database.pool.query('select from access.kept_form')).rowCount).toBe(0)
})

attack('3.3.3 signing out everywhere ends every session at once', async () => {
  const one = await cookieOf(fixture, database, 'practitioner')
  const two = await cookieOf(fixture, database, 'practitioner')
  await sendForm(app, '/my-account/sessions/end-all', {}, { cookie: one })
  expect((await open('/child', one)).statusCode).toBe(303)
  expect((await open('/child', two)).statusCode).toBe(303)
})

attack(
  '4.2.1 nobody ends a session, removes a passkey or takes over an offered key of somebody else',
  async () => {
    const theirs = await cookieOf(fixture, database, 'practitioner')
    const mine = await cookieOf(fixture, database, 'social-worker')
    const { rows } = await database.pool.query(
      `select s.id from access.session s join access."user" u on u.id = s.user_id where email = $1`,
      [email],
    )
    for (const { id } of rows) {
      const ended = await sendForm(
        app,
        '/my-account/sessions/end',
        { session: id },
        { cookie: mine },
      )
      expect(ended.statusCode).toBe(404)
    }
    expect((await open('/child', theirs)).statusCode).toBe(200)
    const offer = await open('/my-account/second-factor', theirs)
    const key = /name="key" value="([^"]+)"/.exec(offer.body)?.[1] ?? ''
    const taken = await sendForm(
      app,
      '/my-account/second-factor',
      { key, code: '123456' },
      { cookie: mine },
    )
    expect(taken.statusCode).toBe(404)
    expect(
      (await sendForm(app, '/my-account/passkeys/remove', { passkey: 'x' }, { cookie: mine }))
        .statusCode,
    ).toBe(404)
  },
)

attack(
  '2.3.1 links to choose a password: once, an hour, only the newest, and no guessing',
  async () => {
    const links: string[] = []
    for (let n = 0; n < 2; n += 1) {
      await sendForm(app, '/password/forgotten', { email })
      links.push((await lastMail(database, email)).link)
    }
    const [old = '', fresh = ''] = links.map(tokenOf)
    const form = { password: 'nine-blue-kettles' }
    expect((await sendForm(app, '/password/choose', { ...form, token: old })).statusCode).toBe(400)
    expect((await sendForm(app, '/password/choose', { ...form, token: '' })).statusCode).toBe(400)
    await database.pool.query(
      `update access.mailed_link set expires_at = now() - interval '1 second'`,
    )
    expect((await sendForm(app, '/password/choose', { ...form, token: fresh })).statusCode).toBe(
      400,
    )
    const { rows } = await database.pool.query('select token_digest from access.mailed_link')
    expect(JSON.stringify(rows)).not.toContain(fresh)
  },
)

attack('2.3.1 a passkey’s challenge cannot be answered with words, nor twice', async () => {
  const cookie = cookieFrom(await app.inject({ url: '/sign-in/passkey' }))
  for (const answer of ['', 'x', '{}', '{"id":"x"}', '[]', 'null']) {
    expect((await sendForm(app, '/sign-in/passkey', { answer }, { cookie })).statusCode).toBe(400)
  }
})

attack('2.1.2 a password is never cut off: one letter more at its far end is wrong', async () => {
  expect((await sendPassword(app, { email, password: `${password}x` })).statusCode).toBe(400)
  expect((await sendPassword(app, { email, password: ` ${password}` })).statusCode).toBe(400)
})

attack(
  '13.1.5 bodies that are too large, of another type, nested or repeated are refused whole',
  async () => {
    const large = await sendForm(app, '/sign-in', { email: 'x'.repeat(70_000), password: 'x' })
    expect(large.statusCode).toBe(413)
    const send = (type: string, payload: string) =>
      app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { origin, 'content-type': type },
        payload,
      })
    expect((await send('application/json', '{"email":"x"}')).statusCode).toBeGreaterThanOrEqual(400)
    expect((await send('text/plain', 'email=x')).statusCode).toBeGreaterThanOrEqual(400)
    const form = 'application/x-www-form-urlencoded'
    for (const payload of [
      'email[$ne]=x&password[$ne]=x',
      'email=a&email=b&password=x',
      '__proto__[x]=1',
      '%',
      'email=%00&password=%00',
    ]) {
      const { statusCode } = await send(form, payload)
      expect([payload, statusCode]).toEqual([payload, 400])
    }
  },
)

attack('5.3.4 SQL and markup in every field are text and nothing else', async () => {
  const governance = await cookieOf(fixture, database, 'information-governance')
  for (const text of [
    `'; drop table access."user"; --`,
    '" or 1=1 --',
    '<script>alert(1)</script>',
    '{{ 7*7 }}',
    '\\x00',
    '%27',
  ]) {
    const wrong = await sendPassword(app, { email: text, password: text })
    expect(wrong.statusCode).toBe(400)
    expect(wrong.body).not.toContain('<script>alert')
    const query = new URLSearchParams({ reference: text, email: text, event: text, from: text })
    const page = await open(`/access-log?${query}`, governance)
    expect(page.statusCode).toBe(400)
    expect(page.body).not.toContain('<script>alert')
  }
  expect((await database.pool.query('select from access."user"')).rowCount).toBeGreaterThan(8)
})

attack('7.1.1 no password, code, token or key stands in the access log', async () => {
  const { rows } = await database.pool.query(
    'select criteria, event, request_id from access.access_log',
  )
  const log = JSON.stringify(rows)
  for (const secret of [password, 'nine-blue-kettles', 'planted', 'token='])
    expect(log).not.toContain(secret)
})

attack('7.1.3 every sign-in, refusal and change of rights is in the log', async () => {
  const { rows } = await database.pool.query<{ what: string }>(
    `select distinct event || ' ' || outcome as what from access.access_log`,
  )
  expect(rows.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'access.password.given allowed',
      'access.password.given refused',
      'access.account.signed-in allowed',
      'access.account.signed-in refused',
      'access.registration.decided allowed',
      'access.account.changed refused',
      'access.recovery-codes.renewed allowed',
      'access.identity.confirmed refused',
      'access.sessions.ended allowed',
    ]),
  )
})

attack(
  '14.1.3 outside a demonstration there is no page of demo accounts, code on show or mail to read',
  async () => {
    const cookie = await cookieOf(fixture, database, 'administrator')
    expect((await app.inject({ url: '/demonstration' })).statusCode).toBe(404)
    const step = cookieFrom(await sendPassword(app, { email, password }))
    expect((await open('/sign-in/code', step)).body).not.toContain('data-demo-code')
    const mail = await open('/mail', cookie)
    expect(mail.statusCode).toBe(200)
    expect(mail.body).not.toContain('/password/choose')
  },
)

function open(url: string, cookie: string) {
  return app.inject({ url, headers: { cookie } })
}

/** Where every statement to the database passes. */
async function clientPrototype(): Promise<{ query: (...given: unknown[]) => unknown }> {
  const client = await database.pool.connect()
  client.release()
  return Object.getPrototypeOf(client)
}

async function idOf(address: string): Promise<string> {
  const { rows } = await database.pool.query('select id from access."user" where email = $1', [
    address,
  ])
  return rows[0].id
}
