import { beforeAll, describe, expect, test } from 'vitest'
import { buildIndex } from '#store'
import { linkPeople, putRecords, type TestRecord, testHome } from '#testing'
import { type DemoVisitor, demoPortal, textOf } from './testing/demo-visitor.ts'

const home = await testHome()
const { database } = home
const { pool } = database

const legal = (given: string) => ({
  names: [{ type: 'legal' as const, family: 'Hartwell', given }],
  isRestricted: false,
})
const records: readonly TestRecord[] = [
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'S1',
    content: { ...legal('Amina'), bornOn: '2017-04-09' },
  },
  {
    feed: 'social-care',
    kind: 'address',
    personKey: 'S1',
    content: { lines: ['14 Mallow Court'], postcode: 'S60 1AA' },
  },
  {
    feed: 'social-care',
    kind: 'indicator',
    personKey: 'S1',
    content: { kind: 'caf', contactPhone: '01632 960300' },
  },
  {
    feed: 'education',
    kind: 'person',
    personKey: 'E1',
    content: { ...legal('Amina'), bornOn: '2017-04-09' },
  },
  {
    feed: 'education',
    kind: 'involvement',
    personKey: 'E1',
    content: { service: 'School', organisation: 'Thornlea Primary School' },
  },
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'S2',
    content: { ...legal('Bram'), bornOn: '2018-04-09' },
  },
  {
    feed: 'social-care',
    kind: 'person',
    personKey: 'S3',
    content: { ...legal('Cato'), bornOn: '2019-04-09', isRestricted: true },
  },
]
const gives = {
  person: ['names', 'bornOn', 'ethnicity'],
  address: ['lines'],
  indicator: ['kind'],
  involvement: ['service'],
}

let amina = ''
let bram = ''
let restricted = ''
let portal: Awaited<ReturnType<typeof demoPortal>>
const visitors = new Map<string, DemoVisitor>()
const as = async (word: string) => {
  const known = visitors.get(word) ?? (await portal.visitor(word))
  visitors.set(word, known)
  return known
}

beforeAll(async () => {
  await putRecords(
    database,
    records,
    { 'social-care': { trust: {}, gives }, education: { trust: {}, gives } },
    '2026-11-01T06:00:00Z',
  )
  const { references, run } = await linkPeople(database, [
    ['social-care|S1', 'education|E1'],
    ['social-care|S2'],
    ['social-care|S3'],
  ])
  ;[amina = '', bram = '', restricted = ''] = references
  await buildIndex(database, run)
  portal = await demoPortal(home)
})

const pageOf = async (who: DemoVisitor, reference = amina, tail = '') =>
  who.get(`/children/${reference}${tail}`)
const say = async (who: DemoVisitor, purpose: string, reference = amina) =>
  who.post(`/children/${reference}/purpose`, { purpose, next: '' })
const offered = async (who: DemoVisitor, reference = amina) =>
  [
    ...(await pageOf(who, reference, '/purpose')).body.matchAll(
      /name="purpose"[^>]*value="([^"]*)"/g,
    ),
  ].map(([, one]) => one)

describe('why a reader looks', () => {
  test('is asked once a day for each child, before anything is shown', async () => {
    const who = await as('practitioner')
    const asked = await pageOf(who)
    expect([asked.statusCode, asked.headers.location]).toEqual([
      303,
      `/children/${amina}/purpose?next=${encodeURIComponent(`/children/${amina}`)}`,
    ])
    expect((await say(who, 'direct-work')).headers.location).toBe(`/children/${amina}`)
    const page = await pageOf(who)
    expect(page.statusCode).toBe(200)
    expect(textOf(page.body)).toContain('You are looking because: I work with this child')
    expect((await pageOf(who, amina, '/services')).statusCode).toBe(200)
    expect((await pageOf(who, bram)).statusCode).toBe(303)
  })

  test('is in the log with what was shown, and what was only asked for shows nobody', async () => {
    const { rows } = await pool.query(
      `select event, people, criteria, outcome from access.access_log
       where event in ('view.child.read', 'access.purpose.said') order by access_log_id`,
    )
    expect(rows).toEqual([
      { event: 'view.child.read', people: [], criteria: {}, outcome: 'refused' },
      {
        event: 'access.purpose.said',
        people: [amina],
        criteria: { purpose: 'direct-work' },
        outcome: 'allowed',
      },
      {
        event: 'view.child.read',
        people: [amina],
        criteria: { purpose: 'direct-work' },
        outcome: 'allowed',
      },
      { event: 'view.child.read', people: [], criteria: {}, outcome: 'refused' },
    ])
  })

  test('must be chosen, from what is offered', async () => {
    const who = await as('practitioner')
    for (const purpose of ['', 'section-47', 'audit', 'find', 'made-up']) {
      const refused = await say(who, purpose)
      expect([purpose, refused.statusCode]).toEqual([purpose, 400])
      expect(textOf(refused.body)).toContain('Choose why you are looking')
    }
    expect(textOf((await pageOf(who)).body)).toContain('because: I work with this child')
  })

  test('a child of whom nobody knows is not found there either', async () => {
    const who = await as('practitioner')
    for (const url of ['/children/RSV5678901231', '/children/RSV5678901231/purpose']) {
      expect([url, (await who.get(url)).statusCode]).toEqual([url, 404])
    }
    expect((await say(who, 'direct-work', 'RSV5678901231')).statusCode).toBe(404)
  })
})

describe('what agreements open', () => {
  test('the same child to two agencies: what is not shared looks the same whether or not it is held', async () => {
    const teacher = await as('teacher')
    await say(teacher, 'direct-work')
    await say(teacher, 'direct-work', bram)
    const [details, services] = [await pageOf(teacher), await pageOf(teacher, amina, '/services')]
    expect(details.body).not.toMatch(/Mallow|S60/)
    expect(services.body).not.toContain('960300')
    expect(services.body).toContain('Thornlea Primary School')
    const addressOf = (body: string) =>
      /<h2[^>]*>Address<\/h2>[\s\S]*?<\/dl>/.exec(body)?.[0].replace(/\s+/g, ' ')
    expect(addressOf(details.body)).toContain('Not shared with you')
    expect(addressOf((await pageOf(teacher, bram)).body)).toBe(addressOf(details.body))
    const social = await as('practitioner')
    expect((await pageOf(social)).body).toContain('14 Mallow Court')
  })

  test('a search finds by what is shared alone, and says so of a postcode', async () => {
    const results = async (word: string, form: Record<string, string>) => {
      const who = await as(word)
      const sent = await who.post('/children/search', form)
      return textOf((await who.get(sent.headers.location ?? '')).body)
    }
    expect(await results('practitioner', { postcode: 'S60 1AA' })).toContain(
      'Showing the only match',
    )
    expect(await results('teacher', { postcode: 'S60 1AA' })).toContain(
      'Nothing that you can see matches',
    )
    const byName = await results('teacher', { name: 'Amina Hartwell' })
    expect(byName).toContain('Hartwell, Amina')
    expect(byName).toContain('Not shared with you')
    expect(byName).not.toContain('S60')
  })

  test('without an agreement there is no child', async () => {
    await pool.query(`create table kept as select * from access.sharing_agreement`)
    await pool.query('delete from access.sharing_agreement')
    const who = await as('practitioner')
    for (const tail of ['', '/services', '/purpose']) {
      expect([tail, (await pageOf(who, amina, tail)).statusCode]).toEqual([tail, 404])
    }
    const sent = await who.post('/children/search', { name: 'Amina Hartwell' })
    expect((await who.get(sent.headers.location ?? '')).body).toContain(
      'Nothing that you can see matches',
    )
    await pool.query('insert into access.sharing_agreement select * from kept; drop table kept')
  })
})

describe('a purpose that rests on a record', () => {
  const concern = async (kind: string, organisations: string[], openedBy: string) =>
    pool.query(
      `insert into access.concern (reference, kind, organisations, reason, opened_by)
       select $1, $2, $3, 'Test', id from access."user" where email = $4`,
      [amina, kind, organisations, `${openedBy}.demo@kith.example`],
    )

  test('is offered once there is one, to the agencies that it names and not to who recorded it', async () => {
    const [worker, teacher, police] = [
      await as('social-worker'),
      await as('teacher'),
      await as('police'),
    ]
    expect(await offered(worker)).toEqual(['direct-work', 'worry'])
    await concern('concern', ['social-care', 'schools'], 'screening')
    expect(await offered(teacher)).toContain('section-17')
    expect(await offered(teacher)).not.toContain('section-47')
    expect(await offered(police)).toEqual(['direct-work', 'worry'])
    await concern('enquiry', ['social-care', 'police'], 'social-worker')
    expect(await offered(police)).toContain('section-47')
    expect(await offered(worker)).not.toContain('section-47')
    expect(await offered(await as('screening'))).toContain('section-47')
  })

  test('the same reader and child, two purposes: different fields, both logged', async () => {
    const police = await as('police')
    await say(police, 'worry')
    expect((await pageOf(police)).body).not.toContain('Mallow')
    await say(police, 'section-47')
    expect((await pageOf(police)).body).toContain('14 Mallow Court')
    const { rows } = await pool.query(
      `select criteria ->> 'purpose' as purpose from access.access_log
       where event = 'view.child.read' and organisation = 'police' and outcome = 'allowed' order by access_log_id`,
    )
    expect(rows.map(({ purpose }) => purpose)).toEqual(['worry', 'section-47'])
  })

  test('is over with the record', async () => {
    await pool.query(
      `update access.concern set closed_at = now(), closed_because = 'Test', closed_by = opened_by`,
    )
    const police = await as('police')
    expect((await pageOf(police)).statusCode).toBe(303)
    expect(await offered(police)).toEqual(['direct-work', 'worry'])
  })
})

describe('what is on record, by its pages', () => {
  const record = async (word: string, tail: string, form: Record<string, string>) =>
    (await as(word)).post(`/children/${bram}/${tail}`, form)

  test('a discussion that names an agency opens its purpose to it, until it is closed', async () => {
    const wrong = await record('screening', 'concerns', { kind: 'discussion' })
    expect(wrong.statusCode).toBe(400)
    expect(textOf(wrong.body)).toContain('Choose who takes part')
    const form = { kind: 'discussion', organisations: 'police', reason: 'Called by the police' }
    expect((await record('screening', 'concerns', form)).statusCode).toBe(303)
    expect(await offered(await as('police'), bram)).toContain('section-47')
    const page = await (await as('screening')).get(`/children/${bram}/concerns`)
    const id = /name="id" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    expect(
      (await record('screening', 'concerns/close', { id, because: 'No further action' }))
        .statusCode,
    ).toBe(303)
    expect(await offered(await as('police'), bram)).not.toContain('section-47')
    expect((await record('practitioner', 'concerns', form)).statusCode).toBe(404)
  })

  test('consent opens early help, and refusing closes it; a decision not to share has its reason', async () => {
    const said = (state: string) =>
      record('teacher', 'consent', { state, saidBy: 'parent', saidOn: '2026-10-30', note: '' })
    expect(await offered(await as('teacher'), bram)).not.toContain('early-help')
    await said('given')
    expect(await offered(await as('teacher'), bram)).toContain('early-help')
    await said('withdrawn')
    expect(await offered(await as('teacher'), bram)).not.toContain('early-help')
    expect(
      (await record('teacher', 'consent/not-shared', { what: 'The assessment' })).statusCode,
    ).toBe(400)
    const decision = { what: 'The assessment', askedBy: 'The police', reason: 'It would do harm' }
    await record('teacher', 'consent/not-shared', decision)
    const text = textOf((await (await as('teacher')).get(`/children/${bram}/consent`)).body)
    expect(text).toContain('The assessment, asked for by The police: It would do harm')
    expect(text).toContain('Consent withdrawn')
  })
})

describe('the restricted records officer', () => {
  test('opens a restricted record of the demonstration, which nobody else finds', async () => {
    for (const word of ['social-worker', 'manager', 'governance']) {
      expect([word, (await pageOf(await as(word), restricted)).statusCode]).toEqual([word, 404])
    }
    const officer = await as('restricted')
    expect((await officer.get('/restricted-records')).body).toContain(restricted)
    expect((await officer.get(`/restricted-records/${restricted}`)).statusCode).toBe(200)
    expect(await offered(officer, restricted)).toContain('worry')
    await say(officer, 'worry', restricted)
    const page = textOf((await pageOf(officer, restricted)).body)
    expect(page).toContain('Restricted record. It is hidden')
    expect(page).toContain('Cato')
  })
})

describe('the information governance lead', () => {
  test('reads agreements in plain words, and what a reader would see', async () => {
    const lead = await as('governance')
    expect(textOf((await lead.get('/agreements')).body)).toContain('ISA-2026-04 Police police')
    const one = textOf((await lead.get('/agreements/ISA-2026-02')).body)
    expect(one).toContain('People of any age, living anywhere')
    expect(one).toContain('Practitioner, Team manager of Rosevale schools; Rosevale Police')
    const tried = await lead.get(
      '/agreements/preview?organisation=schools&role=practitioner&purpose=worry',
    )
    expect(textOf(tried.body)).toMatch(
      /police Shown Shown Shown Shown Not shared Not shared Shown Shown Not shared Not shared/,
    )
    expect((await lead.get('/agreements/ISA-1')).statusCode).toBe(404)
    expect((await (await as('practitioner')).get('/agreements')).statusCode).toBe(404)
  })

  test('ends one, with a reason: from the next page on it opens nothing', async () => {
    const lead = await as('governance')
    const end = (form: Record<string, string>) => lead.post('/agreements/ISA-2026-02/end', form)
    expect((await end({ toOn: '2026-10-01', reason: 'Review' })).statusCode).toBe(400)
    const teacher = await as('teacher')
    await say(teacher, 'direct-work')
    expect((await pageOf(teacher, amina, '/services')).body).toContain('Thornlea Primary School')
    expect((await end({ toOn: '2026-10-31', reason: 'Not renewed' })).statusCode).toBe(303)
    expect((await pageOf(teacher, amina, '/services')).body).not.toContain(
      'Thornlea Primary School',
    )
    const one = textOf((await lead.get('/agreements/ISA-2026-02')).body)
    expect(one).toContain('Version 2')
    expect(one).toContain('Not renewed')
  })
})
