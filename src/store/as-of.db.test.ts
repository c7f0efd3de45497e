import { describe, expect, test } from 'vitest'
import { eraseRecords } from '#extract'
import { onOneConnection, withRun } from '#platform/db'
import { allShared, buildNight, type Night, playNight, testDatabase } from '#testing'
import { buildIndex, buildShownOn, type ChildRecord, readChild, readChildAsOf } from './index.ts'
import { townNights } from './testing/town.ts'

type Shown = ReadonlyMap<string, ChildRecord>
type Db = Awaited<ReturnType<typeof testDatabase>>

const endOf = (on: string) => new Date(`${on}T23:00:00Z`)

/** What the portal shows of seven people on a day. Those who are drawn differ from day to day. */
async function shownOn({ db, pool }: Db, on: string): Promise<Shown> {
  const { rows } = await pool.query<{ reference: string }>(
    'select reference from store.person where run_to is null order by md5(reference || $1) limit 7',
    [on],
  )
  const shown = new Map<string, ChildRecord>()
  for (const { reference } of rows) {
    const record = await readChild(db, allShared, reference, on, endOf(on))
    if (record) shown.set(reference, record)
  }
  return shown
}

async function asOf({ db }: Db, reference: string, on: string) {
  const build = await buildShownOn(db, on)
  return build && readChildAsOf(db, allShared, reference, build.runId, on, endOf('2027-01-01'))
}

/** Those of whom something is hidden or masked today: their past shows less than it once did. */
async function shieldedNow({ pool }: Db): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person_id: string }>(`
    select person_id from match.link where store.person_of(feed, person_key) in (
      select store.person_of(feed, person_key) from extract.shield_v1)
    union
    select person_id from match.person where store.final_person(person_id) in (
      select store.person_of(feed, person_key) from extract.shield_v1)`)
  return new Set(rows.map((row) => row.person_id))
}

/** All that a build reads, from one database into another. */
async function copySources(from: Db, to: Db) {
  const tables = [
    'platform.run',
    'extract.feed',
    'extract.load',
    'extract.source_record',
    'extract.shield',
    'match.person',
    'match.link',
  ]
  for (const table of tables) {
    const { rows } = await from.pool.query(
      `select coalesce(json_agg(t), '[]')::text as rows from ${table} t`,
    )
    await to.pool.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table.replace('extract.', '"extract".')}, $1)`,
      [rows[0].rows],
    )
  }
  await to.pool.query(`select setval(pg_get_serial_sequence('platform.run', 'run_id'), 100000)`)
}

/** What each table holds in force, but for the names of rows and since when. */
const held = {
  person: 'reference, person_id, is_restricted, row_digest',
  value: 'person_id, attribute, rank, content, feed, person_key, grant_key, row_digest',
  item: 'row_digest, person_id, kind, rank, content, feed, person_key, record_key, other_person_id, place, grant_key',
  search_entry:
    'row_digest, person_id, attribute, text, family, sounds, feed, person_key, grant_key',
  source: 'feed, source_name, organisation, load_id, attributes, trust, row_digest',
  practitioner: 'row_digest, feed, organisation, name, role, phone, email, grant_key, named_by',
  coverage: 'feed, field, people, filled',
}

const open = await testDatabase()
const other = await testDatabase()
const copies = [await testDatabase(), await testDatabase()] as const

describe.each([
  { seed: 1, database: open, own: copies[0], restricts: false },
  { seed: 2, database: other, own: copies[1], restricts: true },
])('thirty nights of a town (seed $seed)', ({ seed, database, own, restricts }) => {
  const nights: Night[] = []
  const shown = new Map<string, Shown>()

  test('each night, those whose records and links changed are built anew, and nobody else', async () => {
    let part = 0
    for (const night of townNights({ seed, people: 25, nights: 30, restricts })) {
      const built = await playNight(database, night)
      if (!built.isFull) part += built.peopleRebuilt / built.people
      nights.push(night)
      shown.set(night.on, await shownOn(database, night.on))
    }
    expect(part / 29).toBeLessThan(0.6)
  }, 120_000)

  test('anybody’s page of any night is rebuilt as it was shown, but for what is shielded today', async () => {
    const hidden = await shieldedNow(database)
    let compared = 0
    for (const [on, people] of shown) {
      for (const [reference, record] of people) {
        if (hidden.has(record.personId)) continue
        const rebuilt = await asOf(database, reference, on)
        // A relationship to somebody restricted since is hidden in the past too.
        const known = restricts ? (rebuilt?.relationships ?? []) : record.relationships
        const before = {
          ...record,
          relationships: known,
          namedBy: restricts ? rebuilt?.namedBy : record.namedBy,
        }
        expect([on, rebuilt]).toEqual([on, before])
        expect(record.relationships).toEqual(expect.arrayContaining([...known]))
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(80)
  }, 120_000)

  test('building everybody anew changes nothing that the nights had built part by part', async () => {
    const last = nights.at(-1)
    if (!last) throw new Error('no night')
    const rebuilt = await buildNight(database, last, { full: true })
    expect(rebuilt).toMatchObject({ isFull: true, valuesAdded: 0, valuesEnded: 0 })
    const { rows } = await database.pool.query(
      'select rows_added, rows_ended from store.build order by run_id desc limit 1',
    )
    expect(rows[0]).toEqual({ rows_added: 0, rows_ended: 0 })
  })

  test('an index built from nothing holds the same', async () => {
    await copySources(database, own)
    await withRun(own, 'test', (run) => buildIndex(own, run))
    for (const [table, columns] of Object.entries(held)) {
      const rows = async ({ pool }: Db) =>
        (
          await pool.query(
            `select ${columns} from store.${table} where run_to is null order by 1, 2, 3, 4`,
          )
        ).rows
      expect([table, await rows(own)]).toEqual([table, await rows(database)])
    }
  })

  test('an erased person is nowhere in the index, and is taken off its figures', async () => {
    const { pool } = database
    const { rows } = await pool.query<{ feed: string; person_key: string }>(
      `select distinct feed, person_key from store.item
       where kind = 'involvement' and run_to is null order by 1, 2 limit 3`,
    )
    expect(rows.length).toBe(3)
    for (const { feed, person_key: key } of rows) {
      await onOneConnection(database, (client) =>
        eraseRecords(client, { feed, personKeys: [key], cause: 'source' }),
      )
    }
    await withRun(database, 'test', (run) => buildIndex(database, run))
    const left = await pool.query(
      `select from store.value join extract.erased_key using (feed, person_key)
       union all select from store.item join extract.erased_key using (feed, person_key)`,
    )
    expect(left.rowCount).toBe(0)
    const figures = async () =>
      Promise.all(
        (['coverage', 'practitioner'] as const).map(
          async (table) =>
            (
              await pool.query(
                `select ${held[table]} from store.${table} where run_to is null order by 1, 2, 3, 4`,
              )
            ).rows,
        ),
      )
    const onwards = await figures()
    await withRun(database, 'test', (run) => buildIndex(database, run, { full: true }))
    expect(onwards).toEqual(await figures())
  })
})
