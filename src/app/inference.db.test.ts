import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#access'
import { untracedPeople } from '#store'
import { type Borough, boroughOf } from './testing/borough-of.ts'
import { absent, first, second, third } from './testing/hidden-facts.ts'
import { answerOf } from './testing/look-everywhere.ts'
import { normalised } from './testing/normalised.ts'

/*
 * Attempts to find out that a hidden child exists, or where a shielded one is. Each gathers whatever it
 * can, in boroughs that differ in nothing but that: what it has gathered is the same, so that it can
 * infer nothing.
 */

let boroughs: readonly [Borough, Borough, Borough]

beforeAll(async () => {
  boroughs = [await boroughOf(first), await boroughOf(second), await boroughOf(third)]
}, 180_000)

/** What an attempt has gathered. */
type Evidence = string | number | boolean | readonly (string | number | boolean)[]
type Attempt = (borough: Borough) => Promise<Evidence> | Evidence

const refOf = ({ reference }: Borough, key: string) => reference[key] ?? absent[key] ?? ''
const hidden = ['fay', 'gus'] as const

/** Opens addresses as somebody and answers all that comes back. */
function opening(role: Role, ...urls: readonly ((borough: Borough) => string)[]): Attempt {
  return async (borough) => {
    const answers: string[] = []
    for (const url of urls) answers.push(answerOf(await borough.portal.as(role).get(url(borough))))
    return answers
  }
}

const about =
  (key: string, rest = '') =>
  (borough: Borough) =>
    `/children/${refOf(borough, key)}${rest}`

/** Searches as a social worker and answers the page of results. */
async function found(
  borough: Borough,
  form: Readonly<Record<string, string>>,
): Promise<LightMyRequestResponse> {
  const visitor = borough.portal.as('social-worker')
  const { headers } = await visitor.post('/children/search', form)
  return visitor.get(headers.location ?? '/children')
}

const searching =
  (...forms: readonly Readonly<Record<string, string>>[]): Attempt =>
  async (borough) => {
    const answers: string[] = []
    for (const form of forms) answers.push(answerOf(await found(borough, form)))
    return answers
  }

const born = (date = '') => {
  const [year = '', month = '', day = ''] = date.split('-')
  return { 'bornOn-day': day, 'bornOn-month': month, 'bornOn-year': year }
}

/** How many statements it takes, and which. */
const costing =
  (act: (borough: Borough) => Promise<unknown>): Attempt =>
  async (borough) => {
    borough.statements()
    await act(borough)
    return borough.statements()
  }

const reporting =
  (query: string): Attempt =>
  async ({ home }) => {
    const { rows } = await home.database.pool.query<{ row: string }>(
      `select t::text as row from (${query}) t`,
    )
    return rows.map(({ row }) => row).sort()
  }

const hiddenChildren = hidden.flatMap((key) => first[key] ?? [])

/** That a child exists at all. The first borough and the third, where the hidden ones have never been. */
const ofExistence: readonly (readonly [string, Attempt])[] = [
  ['opening the page by its reference', opening('social-worker', about('fay'), about('gus'))],
  [
    'opening the services',
    opening('social-worker', about('fay', '/services'), about('gus', '/services')),
  ],
  [
    'opening the chronology and the household',
    opening('social-worker', about('fay', '/chronology'), about('gus', '/household')),
  ],
  [
    'opening the record of a day on which everybody saw it',
    opening(
      'social-worker',
      about('fay', '/on/2026-11-01'),
      about('gus', '/on/2026-11-02/services'),
    ),
  ],
  [
    'asking to choose a day',
    opening('social-worker', about('fay', '/on'), about('gus', '/on?day=1&month=11&year=2026')),
  ],
  [
    'writing the reference in small letters, with spaces',
    opening(
      'social-worker',
      (b) => `/children/${refOf(b, 'fay').toLowerCase()}`,
      (b) => `/children/${encodeURIComponent(refOf(b, 'gus').replace(/^(...)/, '$1 '))}`,
    ),
  ],
  [
    'asking with another method',
    async (b) => {
      const { app } = b.portal
      const ask = (method: 'HEAD' | 'OPTIONS' | 'PUT') =>
        app.inject({ method, url: about('fay')(b), headers: { 'x-reader': 'social-worker@own' } })
      return [
        (await ask('HEAD')).statusCode,
        (await ask('OPTIONS')).statusCode,
        answerOf(await ask('PUT')),
      ]
    },
  ],
  [
    'asking without being signed in',
    async (b) => answerOf(await b.portal.as('nobody').get(about('gus')(b))),
  ],
  [
    'searching by full name',
    searching(...hiddenChildren.map(({ given, family }) => ({ name: `${given} ${family}` }))),
  ],
  [
    'searching by a name that sounds alike',
    searching({ name: 'Fai Oaks' }, { name: 'Guss Elmes' }),
  ],
  [
    'searching by NHS number',
    searching(...hiddenChildren.map(({ nhsNumber = '' }) => ({ nhsNumber }))),
  ],
  ['searching by pupil number', searching(...hiddenChildren.map(({ upn = '' }) => ({ upn })))],
  [
    'searching by date of birth, and counting',
    searching(...hiddenChildren.map(({ bornOn }) => born(bornOn))),
  ],
  [
    'searching by postcode, and counting who lives there',
    searching({ postcode: 'ZZ1 1AA' }, { postcode: first.fay?.postcode ?? '' }),
  ],
  [
    'the order of results, and the place that is left between them',
    searching({ name: 'Moss' }, { name: 'Ada' }, born('2016-05-04')),
  ],
  [
    'the count of results for one letter more and one letter fewer',
    searching({ name: 'Oake' }, { name: 'Oakes' }, { name: 'Oakess' }),
  ],
  ['the mother’s page: whose record names her', opening('social-worker', about('dana'))],
  [
    'the mother’s household and family',
    opening(
      'social-worker',
      about('dana', '/household'),
      about('dana', '/on/2026-11-01/household'),
    ),
  ],
  [
    'the household of a child at the same address',
    opening('social-worker', about('ada', '/household'), about('ada', '/on/2026-11-01/household')),
  ],
  ['the mother’s chronology', opening('social-worker', about('dana', '/chronology'))],
  [
    'the statements that a page costs, which is its time',
    costing((b) => b.portal.as('social-worker').get(about('fay')(b))),
  ],
  [
    'the statements that a page of the past costs',
    costing((b) => b.portal.as('social-worker').get(about('gus', '/on/2026-11-01')(b))),
  ],
  [
    'the statements that a search costs',
    costing((b) => found(b, { name: 'Fay Oakes', ...born('2014-06-07') })),
  ],
  [
    'who has looked at the child',
    opening('team-manager', about('fay', '/readers'), about('gus', '/readers')),
  ],
  [
    'shielding by reference: found or not',
    async (b) => {
      const ask = (key: string) =>
        b.portal.as('screening-officer').post('/shield', { reference: refOf(b, key) })
      return [answerOf(await ask('fay')), answerOf(await ask('gus'))]
    },
  ],
  [
    'shielding from the page that there would be',
    async (b) =>
      answerOf(
        await b.portal
          .as('screening-officer')
          .post(about('gus', '/shield')(b), { scope: 'record' }),
      ),
  ],
  [
    'reporting wrong data, and doubting a join',
    opening('social-worker', about('fay', '/report-wrong-data'), about('gus', '/doubt')),
  ],
  [
    'breaking the glass without leave to',
    async (b) =>
      answerOf(
        await b.portal
          .as('practitioner')
          .post('/break-glass', { ground: 'danger', reason: 'x', reference: refOf(b, 'fay') }),
      ),
  ],
  [
    'asking to break the glass where a second person must agree',
    async (b) => {
      const strict = await b.portal.again({ breakGlass: { hours: 1, needsSecondPerson: true } })
      const form = { ground: 'danger', reason: 'x', reference: refOf(b, 'fay') }
      const answer = await strict.as('screening-officer').post('/break-glass', form)
      return [
        answerOf(answer),
        answerOf(await strict.as('screening-officer').get('/break-glass')),
        answerOf(await strict.as('team-manager').get('/break-glass/waiting')),
      ]
    },
  ],
  [
    'the mail that goes out when somebody asks',
    async ({ home }) => {
      const { rows } = await home.database.pool.query(
        'select recipient, subject, text from platform.mail order by mail_id',
      )
      return JSON.stringify(rows)
    },
  ],
  ['the list of sent mail', opening('administrator', () => '/mail')],
  [
    'data-quality counts',
    opening(
      'data-steward',
      () => '/data-quality',
      () => '/data-quality/own',
      () => '/data-quality/scoreboard',
    ),
  ],
  [
    'data-quality exceptions of the record, and of its duplicate',
    opening(
      'data-steward',
      () => '/data-quality/own/exceptions',
      () => '/data-quality/school/exceptions',
    ),
  ],
  [
    'the download of exceptions: its rows, its size and its name',
    opening(
      'data-steward',
      () => '/data-quality/own/exceptions.csv',
      () => '/data-quality/school/exceptions.csv',
    ),
  ],
  [
    'what only the officer sees of data quality',
    opening('data-steward', () => '/data-quality/restricted'),
  ],
  ['figures of coverage', opening('administrator', () => '/data-quality/coverage')],
  [
    'how many persons a source has in force, beside coverage',
    opening('data-steward', () => '/sources'),
  ],
  [
    'the queue of matching, its counts and its explanations',
    opening(
      'matching-reviewer',
      () => '/review',
      () => '/review/decided',
    ),
  ],
  [
    'the trail of a reference',
    opening(
      'matching-reviewer',
      (b) => `/references/${refOf(b, 'fay')}`,
      (b) => `/references/${refOf(b, 'gus')}`,
    ),
  ],
  [
    'the words and headers of the refusal, which a browser could keep',
    async (b) => {
      const { body, headers } = await b.portal.as('social-worker').get(about('gus')(b))
      expect(headers['cache-control']).toBe('no-store')
      return normalised(
        [
          body,
          ...Object.entries(headers)
            .filter(([name]) => name !== 'date')
            .map(String),
        ].join('\n'),
      )
    },
  ],
  [
    'where a redirect after sign-in leads',
    async (b) => String((await b.portal.as('nobody').get(about('fay')(b))).headers.location),
  ],
  [
    'what the access log keeps of the refusal',
    async ({ home, portal, ...rest }) => {
      const borough = { home, portal, ...rest }
      await portal.as('social-worker').get(about('fay')(borough))
      const { rows } = await home.database.pool.query(
        'select event, people, criteria, outcome from access.access_log order by access_log_id desc limit 1',
      )
      return JSON.stringify(rows)
    },
  ],
  [
    'what the program’s log keeps of it',
    async (b) => {
      const log = () =>
        readFileSync(join(b.home.config.home, 'log/kith.jsonl'), 'utf8').split('\n').length
      const before = log()
      await b.portal.as('social-worker').get(about('gus')(b))
      return log() - before
    },
  ],
  ['the total of people in reports', reporting('select count(*) from reporting.person_v1')],
  ['the count of hidden people in reports', reporting('select * from reporting.hidden_total_v1')],
  [
    'the directory of workers',
    reporting('select feed, name, role, organisation, phone from reporting.practitioner_v1'),
  ],
  [
    'relationships and services in reports',
    reporting(
      'select feed, kind from reporting.relationship_v1 union all select feed, service from reporting.involvement_v1',
    ),
  ],
  [
    'the export for tracing NHS numbers',
    async ({ home }) => JSON.stringify(await untracedPeople(home.database.db, ['nhs-tracing'])),
  ],
]

const where = [first.whereabouts, second.whereabouts]

/** Where a child is who is not hidden herself. The first borough and the second, where she is elsewhere. */
const ofWhereabouts: readonly (readonly [string, Attempt])[] = [
  ['searching by each postcode', searching(...where.map(({ postcode = '' }) => ({ postcode })))],
  [
    'searching by name with the right postcode and with wrong ones',
    searching(...where.map(({ postcode = '' }) => ({ name: 'Ivy Fern', postcode })), {
      name: 'Ivy Fern',
      postcode: 'ZZ9 9ZZ',
    }),
  ],
  [
    'searching by each school’s pupil number',
    searching(
      ...where.map(({ upn = '' }) => ({ upn })),
      ...where.map(({ upn = '' }) => ({ upn, name: 'Ivy Fern' })),
    ),
  ],
  [
    'the postcode column of results, and why found',
    searching({ name: 'Ivy Fern' }, { name: 'Fern' }),
  ],
  [
    'her page, services, chronology and household',
    opening(
      'social-worker',
      about('ivy'),
      about('ivy', '/services'),
      about('ivy', '/chronology'),
      about('ivy', '/household'),
    ),
  ],
  [
    'her page of a day before the shield',
    opening(
      'social-worker',
      about('ivy', '/on/2026-11-01'),
      about('ivy', '/on/2026-11-01/services'),
      about('ivy', '/on/2026-11-01/household'),
    ),
  ],
  [
    'her mother’s pages',
    opening(
      'social-worker',
      about('jo'),
      about('jo', '/services'),
      about('jo', '/household'),
      about('jo', '/on/2026-11-01'),
    ),
  ],
  [
    'her brother’s pages',
    opening(
      'social-worker',
      about('kit'),
      about('kit', '/services'),
      about('kit', '/household'),
      about('kit', '/on/2026-11-01/services'),
    ),
  ],
  [
    'what can be reported wrong of her',
    opening('social-worker', about('ivy', '/report-wrong-data')),
  ],
  [
    'the statements that her page costs',
    costing((b) => b.portal.as('social-worker').get(about('ivy')(b))),
  ],
  [
    'addresses, GP and pupil numbers in reports',
    reporting(
      'select feed, lines, postcode from reporting.address_v1 union all select feed, attribute, value from reporting.value_v1 union all select feed, kind, value from reporting.identifier_v1',
    ),
  ],
  [
    'schools and workers in reports',
    reporting(
      'select feed, organisation, worker_name from reporting.involvement_v1 union all select feed, organisation, name from reporting.practitioner_v1',
    ),
  ],
  [
    'exceptions about her address and numbers',
    opening(
      'data-steward',
      () => '/data-quality/own/exceptions',
      () => '/data-quality/own/exceptions.csv',
    ),
  ],
  ['the queue of matching', opening('matching-reviewer', () => '/review')],
]

const facts = where.flatMap((one) => [one.lines, one.school, one.phone, one.gpPractice])

/** References of those who are nowhere in the third borough read as the ones that were asked for there. */
function inPlace(evidence: Evidence, { reference }: Borough): string {
  return Object.entries(absent).reduce((text, [key, nobody]) => {
    const own = reference[key] ?? nobody
    return text
      .replaceAll(own, nobody)
      .replaceAll(own.toLowerCase(), nobody.toLowerCase())
      .replaceAll(own.replace(/^(...)/, '$1%20'), nobody.replace(/^(...)/, '$1%20'))
  }, JSON.stringify(evidence))
}

test('there are forty attempts and more', () => {
  expect(ofExistence.length + ofWhereabouts.length).toBeGreaterThanOrEqual(40)
})

describe('that a hidden child exists cannot be inferred from', () => {
  test.each(ofExistence)('%s', async (_, attempt) => {
    const [with_, , without] = boroughs
    const evidence = inPlace(await attempt(with_), with_)
    expect(inPlace(await attempt(without), without)).toBe(evidence)
  })
})

describe('where a shielded child is cannot be inferred from', () => {
  test.each(ofWhereabouts)('%s', async (_, attempt) => {
    const [here, there] = boroughs
    const evidence = JSON.stringify(await attempt(here))
    expect(JSON.stringify(await attempt(there))).toBe(evidence)
    for (const fact of facts) expect(evidence).not.toContain(fact)
  })
})

test('the attempts would tell: the officer, who may know, gets other answers in each', async () => {
  const [a, b, c] = boroughs
  const page = (borough: Borough, key: string) =>
    borough.portal.as('restricted-records-officer').get(about(key)(borough))
  expect([(await page(a, 'fay')).statusCode, (await page(c, 'fay')).statusCode]).toEqual([200, 404])
  expect((await page(a, 'ivy')).body).toContain(first.whereabouts.lines)
  expect((await page(b, 'ivy')).body).toContain(second.whereabouts.lines)
})
