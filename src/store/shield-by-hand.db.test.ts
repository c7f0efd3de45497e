import { beforeAll, describe, expect, test } from 'vitest'
import type { PersonContent } from '#extract'
import { type Handle, inTransaction } from '#platform/db'
import { allShared, type Night, type NightRecord, playNight, testDatabase } from '#testing'
import { buildShownOn, readChild, readChildAsOf, searchPeople } from './index.ts'

const database = await testDatabase()
const { db, pool } = database
const [first, second] = ['2026-11-01', '2026-11-02'] as const
const account = '00000000-0000-4000-8000-000000000001'

function record(kind: NightRecord['kind'], key: string, content: object, name = kind): NightRecord {
  const recordKey = kind === 'person' ? key : `${key}/${name}`
  return { feed: 'care', kind, personKey: key, recordKey, content } as NightRecord
}
const person = (key: string, given: string, more: Partial<PersonContent> = {}) =>
  record('person', key, {
    names: [{ type: 'legal', given, family: 'Moss' }],
    isRestricted: false,
    bornOn: '2016-05-04',
    upn: 'B823432112001',
    gpPractice: 'Mill Surgery',
    ...more,
  })
const home = (key: string) =>
  record('address', key, { lines: ['4 Mill Lane'], postcode: 'ZZ1 1AA' })
const mother = (key: string) =>
  record('relationship', key, { kind: 'Mother', otherKey: 'dana', otherGiven: 'Dana' })
const school = (key: string) =>
  record('involvement', key, {
    service: 'School',
    organisation: 'Mill Primary',
    workerName: 'R. Mill',
    workerPhone: '01632 960200',
  })

const keys = ['ada', 'ben', 'dana', 'zoe']
const records = [
  ...['ada', 'ben'].flatMap((key) => [person(key, key), home(key), mother(key), school(key)]),
  person('dana', 'dana', { bornOn: '1990-02-03', sex: 'F' }),
  home('dana'),
  person('zoe', 'zoe'),
  home('zoe'),
]
const night = (on: string, people = keys.map((key) => [`care|${key}`])): Night => ({
  on,
  sent: ['care'],
  records,
  people,
})

const secrets = /Mill|ZZ1|01632|B823/
const reference: Record<string, string> = {}

beforeAll(async () => {
  await playNight(database, night(first))
  await pool.query(`insert into access.organisation (organisation, name) values ('care', 'Care')`)
  await pool.query(
    `insert into access."user" (id, name, email, email_verified, organisation, role)
     values ($1, 'Ada', 'ada@kith.example', true, 'care', 'social-worker')`,
    [account],
  )
  const { rows } = await pool.query<{ reference: string; person_key: string }>(
    'select reference, person_key from match.person join match.link using (person_id)',
  )
  for (const row of rows) reference[row.person_key] = row.reference
})

const ref = (key: string) => reference[key] ?? ''
const seen = async (key: string, on: Handle = db) => readChild(on, allShared, ref(key), second)
const found = async (criteria: Parameters<typeof searchPeople>[2], on: Handle = db) =>
  (await searchPeople(on, allShared, criteria, { limit: 20, today: second })).results

async function raise(key: string, scope: 'record' | 'whereabouts'): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into access.shield (reference, scope, covers_family, ground, reason, review_on, raised_by, raised_run)
     values ($1, $2, $2 = 'whereabouts', 'refuge', 'Test', '2027-01-01', $3,
       (select max(run_id) from platform.run)) returning shield_id as id`,
    [ref(key), scope, account],
  )
  const id = rows[0]?.id ?? ''
  await pool.query('select store.bind_shields($1)', [id])
  return id
}

const lift = (id: string) =>
  pool.query(
    `update access.shield set lifted_at = now(), lifted_by = $2, lifted_because = 'Test' where shield_id = $1`,
    [id, account],
  )

async function grant(key: string, opensWhereabouts: boolean, hours = 1): Promise<void> {
  await pool.query(
    `insert into access.shield_grant (reference, person_id, account, kind, opens_whereabouts, reason, granted_by, granted_at, until_at)
     select $1, person_id, $2, 'named', $3, 'Test', $2, now() - interval '2 hours', now() + make_interval(hours => $4)
     from match.person where reference = $1`,
    [ref(key), account, opensWhereabouts, hours],
  )
}

const asReader = <T>(work: (trx: Handle) => Promise<T>, passes = 'off') =>
  inTransaction(db, async (trx) => {
    const { sql } = await import('kysely')
    await sql`select set_config('kith.account', ${account}, true), set_config('kith.passes_shields', ${passes}, true)`.execute(
      trx,
    )
    return work(trx)
  })

describe('a record shielded by hand', () => {
  let shield = ''
  beforeAll(async () => {
    shield = await raise('ada', 'record')
  })

  test('is hidden at once: page, past, search, and where others name it', async () => {
    expect(await seen('ada')).toBeUndefined()
    const build = await buildShownOn(db, first)
    expect(await readChildAsOf(db, allShared, ref('ada'), build?.runId ?? 0, first)).toBeUndefined()
    expect((await found({ name: 'Ada Moss' })).map((one) => one.given)).not.toContain('ada')
    expect((await found({ upn: 'B823432112001' })).map((one) => one.given)).not.toContain('ada')
    expect((await seen('dana'))?.namedBy.map((one) => one.given)).toEqual(['ben'])
  })

  test('is hidden in reports', async () => {
    const { rows } = await pool.query('select given_name from reporting.person_v1 order by 1')
    expect(rows.map((row) => row.given_name)).toEqual(['ben', 'dana', 'zoe'])
  })

  test('leaves the whereabouts of others alone', async () => {
    expect(JSON.stringify(await seen('dana'))).toMatch(/ZZ1/)
  })

  test('is shown to whoever has a grant, without whereabouts unless it says so, and to nobody once it is over', async () => {
    await grant('ada', false, -1)
    expect(await asReader((trx) => seen('ada', trx))).toBeUndefined()
    await grant('ada', false)
    const masked = await asReader((trx) => seen('ada', trx))
    expect(masked).toMatchObject({ given: { value: 'ada' }, isShielded: true })
    expect(JSON.stringify(masked)).not.toMatch(secrets)
    await grant('ada', true)
    expect(JSON.stringify(await asReader((trx) => seen('ada', trx)))).toMatch(/ZZ1/)
    expect((await asReader((trx) => found({ name: 'Ada Moss' }, trx)))[0]?.given).toBe('ada')
    expect(await seen('ada')).toBeUndefined()
    await pool.query('delete from access.shield_grant')
  })

  test('is shown to the officer, whole', async () => {
    expect(JSON.stringify(await asReader((trx) => seen('ada', trx), 'on'))).toMatch(/ZZ1/)
  })

  test('stays with the record that a run joins to somebody else, and after it', async () => {
    const joined = [['care|zoe', 'care|ada'], ['care|ben'], ['care|dana']]
    await playNight(database, night(second, joined))
    expect(await seen('zoe')).toBeUndefined()
    await playNight(database, night('2026-11-03'))
    expect(await seen('ada')).toBeUndefined()
  })

  test('is lifted at once', async () => {
    await lift(shield)
    expect(await seen('ada')).toMatchObject({ given: { value: 'ada' } })
  })
})

describe('whereabouts shielded by hand', () => {
  let shield = ''
  beforeAll(async () => {
    shield = await raise('ada', 'whereabouts')
  })

  test.each(['ada', 'ben', 'dana'])(
    'of %s are masked: the child, the brother, the mother',
    async (key) => {
      const record = await seen(key)
      expect(record).toMatchObject({ given: { value: key }, isShielded: true })
      expect(JSON.stringify(record)).not.toMatch(secrets)
    },
  )

  test('find nobody, and are shown with nobody', async () => {
    expect((await found({ postcode: 'ZZ1 1AA' })).map((one) => one.given)).toEqual(['zoe'])
    const [ada] = await found({ name: 'ada Moss' })
    expect(ada).toMatchObject({ given: 'ada', postcode: undefined, isShielded: true })
  })

  test('are masked in the past and in reports', async () => {
    const build = await buildShownOn(db, first)
    const then = await readChildAsOf(db, allShared, ref('ada'), build?.runId ?? 0, first)
    expect(JSON.stringify(then)).not.toMatch(secrets)
    const { rows } = await pool.query(
      `select given_name from reporting.person_v1 join reporting.address_v1 using (person_id)`,
    )
    expect(rows.map((row) => row.given_name)).toEqual(['zoe'])
  })

  test('are shown again once it is lifted', async () => {
    await lift(shield)
    expect(JSON.stringify(await seen('ben'))).toMatch(/ZZ1/)
  })
})

test('reports leave out a masked person’s pupil number, which names the school that gave it', async () => {
  const shield = await raise('ada', 'whereabouts')
  const { rows } = await pool.query(
    `select given_name, kind from reporting.person_v1 join reporting.identifier_v1 using (person_id)
     where kind = 'upn' order by 1`,
  )
  expect(rows.map((row) => row.given_name)).toEqual(['zoe'])
  await lift(shield)
})
