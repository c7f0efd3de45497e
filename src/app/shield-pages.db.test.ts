import { beforeAll, describe, expect, test } from 'vitest'
import { playNight, testHome } from '#testing'
import { personRecord, recordsOf } from './testing/family.ts'
import { normalised } from './testing/normalised.ts'
import { type PortalAs, portalAs } from './testing/portal-as.ts'

const home = await testHome({ KITH_TODAY: '2026-11-03' })
const { database } = home
let portal: PortalAs
const reference: Record<string, string> = {}

beforeAll(async () => {
  portal = await portalAs(home)
  const records = [
    ...recordsOf('care', 'ada', { given: 'Ada', mother: 'dana' }),
    ...recordsOf('care', 'ben', { given: 'Ben', mother: 'dana' }),
    personRecord('care', 'dana', { given: 'Dana', bornOn: '1990-02-03' }),
    ...recordsOf('care', 'fay', {
      given: 'Fay',
      family: 'Oak',
      nhsNumber: '9990000026',
      isRestricted: true,
    }),
    ...recordsOf('care', 'gus', { given: 'Gus', family: 'Elm', isRestricted: true }),
  ]
  const people = ['ada', 'ben', 'dana', 'fay', 'gus'].map((key) => [`care|${key}`])
  await playNight(database, { on: '2026-11-01', sent: ['care'], records, people })
  const { rows } = await database.pool.query<{ reference: string; person_key: string }>(
    'select reference, person_key from match.person join match.link using (person_id)',
  )
  for (const row of rows) reference[row.person_key] = row.reference
})

const page = (key: string) => `/children/${reference[key]}`
const shieldForm = {
  scope: 'record',
  ground: 'refuge',
  reason: 'Fled last night',
  reviewOn: '2027-01-31',
}

describe('duty staff shield somebody', () => {
  test('from their page, in one form, and lose sight of them at once', async () => {
    const duty = portal.as('screening-officer')
    expect((await duty.get(page('ben'))).body).toContain(`${page('ben')}/shield`)
    expect((await duty.get(`${page('ben')}/shield`)).statusCode).toBe(200)
    const sent = await duty.post(`${page('ben')}/shield`, shieldForm)
    expect(sent.headers.location).toBe('/shield?raised=record')
    expect((await duty.get('/shield?raised=record')).body).toContain('The record is shielded')
    expect((await duty.get(page('ben'))).statusCode).toBe(404)
    expect((await portal.as('team-manager').get(page('ben'))).statusCode).toBe(404)
  })

  test('by reference; one that nobody has and one that is hidden get the same answer', async () => {
    const duty = portal.as('social-worker')
    const ask = async (id: string) => (await duty.post('/shield', { reference: id })).body
    const found = await duty.post('/shield', { reference: reference['ada'] ?? '' })
    expect(found.headers.location).toBe(`${page('ada')}/shield`)
    const nobody = 'RSV5678901231'
    const hidden = reference['ben'] ?? ''
    expect(normalised(await ask(hidden)).replaceAll(hidden, nobody)).toBe(
      normalised(await ask(nobody)),
    )
  })

  test.each([
    [{ scope: '' }, 'Choose what to hide'],
    [{ ground: 'made-up' }, 'Choose why the person is shielded'],
    [{ reason: '' }, 'Say why in a sentence or two'],
    [{ reviewOn: '2020-01-01' }, 'The review date must be after today'],
  ])('a form with %j is refused with what to do, and shields nobody', async (wrong, words) => {
    const answer = await portal
      .as('social-worker')
      .post(`${page('ada')}/shield`, { ...shieldForm, ...wrong })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(words)
    expect((await portal.as('social-worker').get(page('ada'))).statusCode).toBe(200)
  })

  test('whereabouts alone: the page stays, and says nowhere where they are', async () => {
    const duty = portal.as('social-worker')
    await duty.post(`${page('ada')}/shield`, { ...shieldForm, scope: 'whereabouts' })
    for (const path of [page('ada'), `${page('ada')}/services`, page('dana')]) {
      const { body, statusCode } = await duty.get(path)
      expect(statusCode).toBe(200)
      expect(body).toContain('whereabouts are shielded')
      expect(body).not.toMatch(/Mill|ZZ1|01632|B823/)
    }
  })
})

describe('the restricted records officer', () => {
  const officer = () => portal.as('restricted-records-officer')

  test('sees everybody restricted, by sources or by hand, with the review date', async () => {
    const { body } = await officer().get('/restricted-records')
    for (const key of ['ada', 'ben', 'fay', 'gus']) expect(body).toContain(reference[key])
    expect(body).toContain('Restricted by Care')
    expect(body).toContain('31 January 2027')
  })

  test('opens the record itself, whereabouts and all, marked as restricted', async () => {
    const { body } = await officer().get(page('fay'))
    expect(body).toContain('Restricted record. It is hidden')
    expect(body).toMatch(/ZZ1/)
  })

  test('grants somebody access by name until a day, and ends it', async () => {
    const worker = portal.as('social-worker')
    const path = `/restricted-records/${reference['fay']}`
    const refused = await officer().post(`${path}/grants`, {
      email: 'nobody@own.kith.example',
      untilOn: '2026-11-30',
      reason: 'Allocated',
    })
    expect(refused.statusCode).toBe(400)
    expect(refused.body).toContain('No open account of somebody who sees children')
    await officer().post(`${path}/grants`, {
      email: worker.email,
      untilOn: '2026-11-30',
      reason: 'Allocated',
    })
    const seen = await worker.get(page('fay'))
    expect(seen.statusCode).toBe(200)
    expect(seen.body).not.toMatch(/Mill|ZZ1/)
    expect((await portal.as('team-manager').get(page('fay'))).statusCode).toBe(404)
    const { rows } = await database.pool.query('select grant_id from access.shield_grant')
    await officer().post(`/restricted-records/grants/${rows[0].grant_id}/end`)
    expect((await worker.get(page('fay'))).statusCode).toBe(404)
  })

  test('lifts a shield, with a reason', async () => {
    const { rows } = await database.pool.query(
      'select shield_id from access.shield where reference = $1',
      [reference['ben']],
    )
    const path = `/restricted-records/shields/${rows[0].shield_id}`
    await officer().post(`${path}/lift`, { because: '' })
    expect((await portal.as('social-worker').get(page('ben'))).statusCode).toBe(404)
    await officer().post(`${path}/review`, { reviewOn: '2027-03-01' })
    expect((await officer().get(`/restricted-records/${reference['ben']}`)).body).toContain(
      '1 March 2027',
    )
    await officer().post(`${path}/lift`, { because: 'Raised by mistake' })
    expect((await portal.as('social-worker').get(page('ben'))).statusCode).toBe(200)
  })
})

describe('breaking the glass', () => {
  const form = { ground: 'danger', reason: 'Found alone at night' }
  const mails = async () =>
    (await database.pool.query('select recipient, text from platform.mail order by mail_id')).rows

  test('opens one record for the one who broke it, for four hours, and tells information governance', async () => {
    const worker = portal.as('social-worker')
    const sent = await worker.post('/break-glass', {
      ...form,
      given: 'fay',
      family: 'OAK',
      bornOn: '2016-05-04',
    })
    expect(sent.headers.location).toBe(page('fay'))
    expect((await worker.get(page('fay'))).statusCode).toBe(200)
    expect((await worker.get(page('fay'))).body).not.toMatch(/Mill|ZZ1/)
    expect((await worker.get(page('gus'))).statusCode).toBe(404)
    expect((await portal.as('team-manager').get(page('fay'))).statusCode).toBe(404)
    expect((await worker.get('/break-glass')).body).toContain(reference['fay'])
    const [mail] = await mails()
    expect(mail.recipient).toBe('information-governance@elsewhere.kith.example')
    expect(mail.text).not.toMatch(/Fay|Oak|RSV/)
    await database.pool.query(
      `update access.shield_grant set granted_at = granted_at - interval '5 hours', until_at = until_at - interval '5 hours'`,
    )
    expect((await worker.get(page('fay'))).statusCode).toBe(404)
  })

  test.each([
    ['the NHS number', () => ({ nhsNumber: '999 000 0026' })],
    ['the Child ID', () => ({ reference: reference['fay'] ?? '' })],
  ])('finds who is restricted by %s too', async (_what, asked) => {
    const officer = portal.as('screening-officer')
    expect((await officer.get(page('fay'))).statusCode).toBe(404)
    const sent = await officer.post('/break-glass', { ...form, ...asked() })
    expect(sent.headers.location).toBe(page('fay'))
    expect((await officer.get(page('fay'))).statusCode).toBe(200)
    await database.pool.query(
      `update access.shield_grant set granted_at = granted_at - interval '5 hours', until_at = until_at - interval '5 hours'`,
    )
  })

  test('who is not there, who is not restricted and who is restricted by law are one answer', async () => {
    const worker = portal.as('social-worker')
    const officer = portal.as('restricted-records-officer')
    await officer.post(`${page('gus')}/shield`, { ...shieldForm, ground: 'adoption' })
    const answers = []
    for (const asked of ['RSV5678901231', reference['ben'], reference['gus']]) {
      const { statusCode, headers } = await worker.post('/break-glass', {
        ...form,
        reference: asked ?? '',
      })
      answers.push([statusCode, headers.location])
    }
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]).toEqual([303, '/break-glass?asked=nobody'])
    expect((await worker.get(page('gus'))).statusCode).toBe(404)
    const { body } = await portal.as('information-governance').get('/break-glass/uses')
    expect(body).toContain('Stayed shut: restricted by law')
  })

  test.each([
    [{ reason: '' }, 'Say what has happened'],
    [{ ground: '' }, 'Choose why'],
    [{ nhsNumber: '9990000018' }, 'Give one'],
    [{ reference: '', nhsNumber: '9990000019' }, 'Check the NHS number'],
    [{ reference: '' }, 'Give one'],
    [{ reference: '', given: 'Fay' }, 'Enter the family name'],
  ])('a form with %j opens nothing', async (wrong, words) => {
    const answer = await portal
      .as('team-manager')
      .post('/break-glass', { ...form, reference: reference['fay'] ?? '', ...wrong })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(words)
  })

  test('is reviewed by information governance, which can shut the record', async () => {
    const worker = portal.as('social-worker')
    await worker.post('/break-glass', { ...form, reference: reference['fay'] ?? '' })
    const governance = portal.as('information-governance')
    const { rows } = await database.pool.query(
      'select glass_id from access.broken_glass where grant_id is not null order by asked_at desc',
    )
    const path = `/break-glass/uses/${rows[0].glass_id}`
    expect((await governance.get(path)).body).toContain('Found alone at night')
    await governance.post(`${path}/end`)
    expect((await worker.get(page('fay'))).statusCode).toBe(404)
    const short = await governance.post(path, { outcome: 'justified', note: '' })
    expect(short.body).toContain('Say what you asked and what you found')
    await governance.post(path, { outcome: 'justified', note: 'Rang the police log' })
    expect((await governance.get(path)).body).toContain('Rang the police log')
  })

  test('no more than ten times a day', async () => {
    const worker = portal.as('social-worker')
    for (let n = 0; n < 10; n += 1) {
      await worker.post('/break-glass', { ...form, reference: 'RSV5678901231' })
    }
    const answer = await worker.post('/break-glass', { ...form, reference: reference['fay'] ?? '' })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('too often today')
    expect((await worker.get(page('fay'))).statusCode).toBe(404)
  })
})

describe('where a second person must agree', () => {
  let strict: PortalAs

  beforeAll(async () => {
    await database.pool.query('truncate access.broken_glass cascade')
    const breakGlass = { hours: 1, needsSecondPerson: true }
    strict = await portal.again({ breakGlass })
  })

  test('nothing opens before somebody else of the organisation has agreed', async () => {
    const manager = strict.as('team-manager')
    const worker = strict.as('screening-officer')
    const form = { ground: 'danger', reason: 'Found alone', reference: reference['fay'] ?? '' }
    const asked = await worker.post('/break-glass', form)
    const nobody = await worker.post('/break-glass', { ...form, reference: 'RSV5678901231' })
    expect(asked.headers.location).toBe('/break-glass?asked=waiting')
    expect(nobody.headers.location).toBe('/break-glass?asked=waiting')
    expect((await worker.get(page('fay'))).statusCode).toBe(404)
    const { body } = await manager.get('/break-glass/waiting')
    expect(body).toContain('Found alone')
    expect(body).not.toMatch(/Fay|RSV/)
    const { rows } = await database.pool.query(
      'select glass_id from access.broken_glass order by asked_at',
    )
    const path = `/break-glass/${rows[0].glass_id}/decide`
    expect((await strict.as('team-manager', 'elsewhere').post(path)).statusCode).toBe(404)
    await manager.post(path, { decision: 'agree' })
    expect((await worker.get(page('fay'))).statusCode).toBe(200)
    expect((await manager.get(page('fay'))).statusCode).toBe(404)
  })

  test('nobody is their own second person', async () => {
    const manager = strict.as('team-manager')
    const form = { ground: 'danger', reason: 'Mine', reference: reference['gus'] ?? '' }
    await manager.post('/break-glass', form)
    expect((await manager.get('/break-glass/waiting')).body).not.toContain('Mine')
    const { rows } = await database.pool.query(
      `select glass_id from access.broken_glass where reason = 'Mine'`,
    )
    const path = `/break-glass/${rows[0].glass_id}/decide`
    expect((await manager.post(path, { decision: 'agree' })).statusCode).toBe(404)
  })
})
