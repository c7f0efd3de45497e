import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, type Handle, inTransaction, openForPages } from '#platform/db'
import { buildIndex, readChild, searchPeople } from '#store'
import { allShared, grantsOn, linkPeople, putRecords, type TestRecord, testHome } from '#testing'
import { pagesRights } from './pages-rights.ts'
import { secretOf } from './server.ts'

/*
 * The second lock: what the application's own filter would keep out is kept out by the database too. The
 * filter is removed here by hand: the queries are given every grant, or are no queries of Kith's at all.
 */

const home = await testHome()
const { database } = home
const today = '2026-11-01'
let pages: Database
let amina = ''
let hidden = ''

const legal = (given: string, isRestricted = false) => ({
  names: [{ type: 'legal' as const, family: 'Hartwell', given }],
  isRestricted,
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
    feed: 'education',
    kind: 'person',
    personKey: 'E1',
    content: { ...legal('Aminah'), bornOn: '2017-04-09' },
  },
  {
    feed: 'education',
    kind: 'involvement',
    personKey: 'E1',
    content: { service: 'School', organisation: 'Thornlea Primary School' },
  },
  {
    feed: 'education',
    kind: 'person',
    personKey: 'E2',
    content: { ...legal('Fay', true), bornOn: '2018-04-09' },
  },
  {
    feed: 'education',
    kind: 'address',
    personKey: 'E2',
    content: { lines: ['2 Rue Court'], postcode: 'S61 1AA' },
  },
]
const gives = { person: ['names', 'bornOn'], address: ['lines'], involvement: ['service'] }

beforeAll(async () => {
  const feed = { trust: {}, gives }
  await putRecords(
    database,
    records,
    { 'social-care': feed, education: feed },
    '2026-11-01T06:00:00Z',
  )
  const { references, run } = await linkPeople(database, [
    ['social-care|S1', 'education|E1'],
    ['education|E2'],
  ])
  ;[amina = '', hidden = ''] = references
  await buildIndex(database, run)
  pages = await openForPages(database, home.databaseUrl, secretOf(home.config), pagesRights)
})
afterAll(async () => pages?.close())

const tables = ['store.person', 'store.value', 'store.item', 'store.search_entry'] as const
const { sql } = await import('kysely')

/** As pages do: inside a transaction that was told what the reader may see. */
const as = async <T>(
  keys: readonly string[],
  work: (trx: Handle) => Promise<T>,
  limited = '',
): Promise<T> =>
  inTransaction(pages.db, async (trx) => {
    await sql`select set_config('kith.grants', ${keys.join(',')}, true), set_config('kith.limited_grants', ${limited}, true)`.execute(
      trx,
    )
    return work(trx)
  })

const everythingIn = async (db: Handle): Promise<string> => {
  const found = []
  for (const table of tables)
    found.push((await sql`select * from ${sql.table(table)}`.execute(db)).rows)
  return JSON.stringify(found)
}

test('the role of pages owns nothing, is no superuser, and writes neither the index nor the log', async () => {
  const { rows } = await pages.pool.query(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty,
            (select count(*)::int from pg_class where relowner = r.oid) as owned
     from pg_roles r where rolname = current_user`,
  )
  expect(rows).toEqual([{ mighty: false, owned: 0 }])
  for (const statement of [
    'delete from store.value',
    'update store.person set is_restricted = false',
    'delete from access.access_log',
    `insert into access.access_log (event) values ('made-up')`,
    'alter table store.value disable row level security',
    'drop policy granted_and_not_shielded on store.value',
    'select * from reporting.address_v1',
    'set role none; reset session authorization; alter role current_user superuser',
  ]) {
    await expect(pages.pool.query(statement), statement).rejects.toThrow(
      /permission denied|must be (owner|superuser)/,
    )
  }
})

test('whoever was not announced sees no row', async () => {
  for (const table of ['store.value', 'store.item', 'store.search_entry']) {
    const { rows } = await pages.pool.query(`select count(*)::int as n from ${table}`)
    expect([table, rows[0].n]).toEqual([table, 0])
  }
})

describe('with the application’s filter removed', () => {
  const education = grantsOn('education').keys

  test('a bare query of every table gives only what the grants open, and nobody shielded', async () => {
    const seen = await as(education, everythingIn)
    expect(seen).toContain('Thornlea')
    expect(seen).not.toMatch(/Mallow|S601AA|"social-care"|Rue Court|Fay/)
    expect(await as([], everythingIn)).not.toMatch(/Thornlea|Hartwell|Mallow/)
  })

  test('so does a child’s page, and a search', async () => {
    const record = await as(education, (trx) => readChild(trx, allShared, amina, today))
    expect(record).toMatchObject({ given: { value: 'Aminah' }, addresses: [] })
    expect(JSON.stringify(record)).not.toMatch(/Mallow|S60/)
    const find = (criteria: Parameters<typeof searchPeople>[2]) =>
      as(education, (trx) => searchPeople(trx, allShared, criteria, { limit: 20, today }))
    expect((await find({ postcode: 'S60 1AA' })).results).toEqual([])
    expect((await find({ name: 'Aminah Hartwell' })).results.map(({ given }) => given)).toEqual([
      'Aminah',
    ])
    expect((await find({ name: 'Fay Hartwell' })).results.map(({ given }) => given)).not.toContain(
      'Fay',
    )
  })

  test('a shielded person is nobody, whatever is granted', async () => {
    expect(
      await as(allShared.keys, (trx) => readChild(trx, allShared, hidden, today)),
    ).toBeUndefined()
    expect(await as(allShared.keys, everythingIn)).not.toMatch(/Rue Court|"Fay"/)
  })

  test('a shield raised while a page is being read holds from its next query on, and no longer than it lasts', async () => {
    const restrict = (isRestricted: boolean) =>
      database.pool.query('update store.person set is_restricted = $1 where reference = $2', [
        isRestricted,
        amina,
      ])
    await as(allShared.keys, async (trx) => {
      expect(await everythingIn(trx)).toContain('Thornlea')
      await restrict(true)
      expect(await everythingIn(trx)).not.toMatch(/Thornlea|Amina|Mallow/)
      await restrict(false)
      expect(await everythingIn(trx)).toContain('Thornlea')
    })
  })

  test('a grant given in the transaction itself opens at once, and to its account alone', async () => {
    const seenBy = (trx: Handle, account: string) =>
      sql`select set_config('kith.account', ${account}, true)`
        .execute(trx)
        .then(() => everythingIn(trx))
    const account = randomUUID()
    const other = randomUUID()
    await database.pool.query(
      `insert into access.organisation (organisation, name) values ('care', 'Care')`,
    )
    await database.pool.query(
      `insert into access."user" (id, name, email, email_verified, organisation, role)
       values ($1, 'Demo', 'grant@kith.example', true, 'care', 'practitioner')`,
      [account],
    )
    await as(allShared.keys, async (trx) => {
      expect(await seenBy(trx, account)).not.toContain('Rue Court')
      await sql`insert into access.shield_grant (reference, person_id, account, kind, reason, opens_whereabouts, granted_by, granted_at, until_at)
        select reference, person_id, ${account}::uuid, 'named', 'a test', true, ${account}::uuid, now(), now() + interval '1 hour'
        from match.person where reference = ${hidden}`.execute(trx)
      expect(await seenBy(trx, account)).toContain('Rue Court')
      expect(await seenBy(trx, other)).not.toContain('Rue Court')
    })
  })

  test('what is open about some ages only stays closed of others', async () => {
    const about = (bornFrom: string) => JSON.stringify([{ keys: education, bornFrom }])
    expect(await as([], everythingIn, about('2010-01-01'))).toContain('Thornlea')
    expect(await as([], everythingIn, about('2020-01-01'))).not.toContain('Thornlea')
  })

  test('nothing is left of a reader for the next transaction on the connection', async () => {
    await as(allShared.keys, everythingIn)
    const counts = await Promise.all(
      Array.from({ length: 12 }, () =>
        pages.pool.query('select count(*)::int as n from store.value'),
      ),
    )
    expect(new Set(counts.map(({ rows }) => rows[0].n))).toEqual(new Set([0]))
  })
})

test('names may be looked up in their index behind the lock: the comparisons tell nothing', async () => {
  const { rows } = await database.pool.query(
    `select proname from pg_proc where proleakproof
     and proname in ('similarity_op', 'word_similarity_op', 'word_similarity_commutator_op', 'arrayoverlap') order by 1`,
  )
  expect(rows.map(({ proname }) => proname)).toEqual([
    'arrayoverlap',
    'similarity_op',
    'word_similarity_commutator_op',
    'word_similarity_op',
  ])
})

test('the owner, who runs the pipeline and backups, sees every row', async () => {
  const { rows } = await database.pool.query('select count(*)::int as n from store.item')
  expect(rows[0].n).toBe(3)
})
