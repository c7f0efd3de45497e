import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onOneConnection } from '#platform/db'
import { testDatabase } from '#testing'
import { eraseRecords } from '../data/erase.queries.ts'
import { forgetErasedKeys } from '../data/shield.queries.ts'
import {
  clinicFile,
  emptyExtract,
  makeWorkplace,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { loadFeeds } from './load-feeds.ts'

const database = await testDatabase()
const { pool } = database

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(pool)
})
afterEach(() => place.remove())

/** The clinic, whose last column restricts: `worker` is read as the flag. */
const clinic = {
  codes: '{ sex: { M: M, F: F }, flag: { "0": false, "1": true } }',
  columns:
    '{ id: required, surname: optional, forename: optional, dob: required, sex: optional, nhs: optional, worker: required }',
  records: `
  - kind: person
    fields:
      names: [{ type: legal, family: surname, given: forename }]
      bornOn: dob
      isRestricted: { column: worker, codes: flag }
  - kind: address
    key: [sex]
    fields: { lines: [forename] }`,
}
const delta = {
  ...clinic,
  extract: 'delta',
  deletion: '{ column: nhs, codes: [D] }',
  file: `{ format: csv, pattern: 'clinic-{extract}-{yyyyMMdd}.csv' }`,
}
const ann = '1,Ng,Ann,03/05/2014,F,,0'
const bob = '2,Ng,Bob,04/06/2015,M,,0'
const restrictedBob = '2,Ng,Bob,04/06/2015,M,,1'

async function load(fileName: string, rows: string[], feed: Record<string, string> = clinic) {
  place.clear()
  place.put(fileName, clinicFile(...rows))
  const { inbox, home } = place
  const outcomes = await loadFeeds(database, { feeds: testFeeds(feed), inbox, home, settleMs: 1 })
  return outcomes[0]
}

async function shields() {
  const { rows } = await pool.query(
    `select person_key, kind, since_on, is_erased, reason from extract.shield_v1
     order by person_key, kind`,
  )
  return rows.map((row) => `${row.person_key} ${row.kind}${row.is_erased ? ', erased' : ''}`)
}

describe('from the moment that a load commits', () => {
  it('one whom it restricts is shielded, until the source no longer does', async () => {
    await load('clinic-20260101.csv', [ann, bob])
    expect(await shields()).toEqual([])
    await load('clinic-20260102.csv', [ann, restrictedBob])
    expect(await shields()).toEqual(['2 restricted'])
    await load('clinic-20260103.csv', [ann, restrictedBob.replace('Bob', 'Rob')])
    expect(await shields()).toEqual(['2 restricted'])
    await load('clinic-20260104.csv', [ann, bob])
    expect(await shields()).toEqual([])
  })

  it('one who is gone from a full extract is masked, until they come again', async () => {
    await load('clinic-20260101.csv', [ann, bob])
    await load('clinic-20260102.csv', [ann])
    expect(await shields()).toEqual(['2 gone'])
    await load('clinic-20260103.csv', [ann.replace('Ann', 'Anne')])
    expect(await shields()).toEqual(['2 gone'])
    await load('clinic-20260104.csv', [ann, bob])
    expect(await shields()).toEqual([])
  })

  it('one who is gone while restricted stays restricted', async () => {
    await load('clinic-20260101.csv', [ann, restrictedBob])
    await load('clinic-20260102.csv', [ann])
    expect(await shields()).toEqual(['2 gone', '2 restricted'])
    await load('clinic-20260103.csv', [ann, restrictedBob])
    expect(await shields()).toEqual(['2 restricted'])
  })

  it('nobody is taken for gone whom a delta leaves out', async () => {
    await load('clinic-full-20260101.csv', [ann, bob], delta)
    await load('clinic-delta-20260102.csv', [ann.replace('Ann', 'Anne')], delta)
    expect(await shields()).toEqual([])
  })

  it('a refused file shields nobody', async () => {
    await load('clinic-20260101.csv', [ann, bob])
    const refused = await load('clinic-20260102.csv', [
      restrictedBob,
      ann.replace('03/05', '31/02'),
    ])
    expect(refused?.state).toBe('refused')
    expect(await shields()).toEqual([])
  })
})

describe('a row that asks for erasure', () => {
  it('removes its person with every version, and keeps that it did', async () => {
    await load('clinic-full-20260101.csv', [ann, bob], delta)
    await load('clinic-delta-20260102.csv', [bob.replace('Bob', 'Rob')], delta)
    const outcome = await load('clinic-delta-20260103.csv', ['2,,,,,D,'], delta)
    expect(outcome).toMatchObject({ state: 'loaded', erased: 4, ended: 0 })
    const { rows: left } = await pool.query(
      'select distinct person_key from extract.source_record order by 1',
    )
    expect(left).toEqual([{ person_key: '1' }])
    const { rows } = await pool.query(
      'select feed, cause, persons, records from extract.erasure_v1',
    )
    expect(rows).toEqual([{ feed: 'clinic', cause: 'source', persons: 1, records: 4 }])
    expect(await shields()).toEqual(['2 gone, erased'])
    await onOneConnection(database, forgetErasedKeys)
    expect(await shields()).toEqual([])
  })

  it('may come again from its source', async () => {
    await load('clinic-full-20260101.csv', [ann, bob], delta)
    await load('clinic-delta-20260102.csv', ['2,,,,,D,'], delta)
    expect(await load('clinic-delta-20260103.csv', [bob], delta)).toMatchObject({ added: 2 })
    expect(await shields()).toEqual([])
  })

  it('erases the records of the row alone where the definition says so', async () => {
    const ofRecord = { ...delta, deletion: '{ column: nhs, codes: [D], of: record }' }
    await load('clinic-full-20260101.csv', [ann, bob], ofRecord)
    expect(await load('clinic-delta-20260102.csv', ['2,,,,M,D,'], ofRecord)).toMatchObject({
      erased: 1,
    })
    const { rows } = await pool.query(
      `select kind from extract.current_record_v1 where person_key = '2'`,
    )
    expect(rows).toEqual([{ kind: 'person' }])
    expect(await shields()).toEqual([])
  })

  it('for somebody who was never known does nothing', async () => {
    await load('clinic-full-20260101.csv', [ann], delta)
    expect(await load('clinic-delta-20260102.csv', ['9,,,,,D,'], delta)).toMatchObject({
      state: 'loaded',
      erased: 0,
    })
    expect(await shields()).toEqual([])
  })
})

it('what Kith erased by itself stays out until the source changes it', async () => {
  await load('clinic-20260101.csv', [ann, bob])
  const done = await onOneConnection(database, (client) =>
    eraseRecords(client, {
      feed: 'clinic',
      personKeys: ['2'],
      cause: 'retention',
      reason: 'Over 25',
    }),
  )
  expect(done).toMatchObject({ persons: 1, records: 2 })
  expect(await load('clinic-20260102.csv', [bob, ann])).toMatchObject({ added: 0, ended: 0 })
  const again = await load('clinic-20260103.csv', [ann, bob.replace('Bob', 'Rob')])
  expect(again).toMatchObject({ added: 2, ended: 0 })
})

describe('full and delta of one feed', () => {
  it('come in order of their days, the full one first, and are not taken again', async () => {
    place.put('clinic-delta-20260101.csv', clinicFile(bob.replace('Bob', 'Rob')))
    place.put('clinic-full-20260101.csv', clinicFile(ann, bob))
    const { inbox, home } = place
    const run = async () =>
      (await loadFeeds(database, { feeds: testFeeds(delta), inbox, home, settleMs: 1 }))
        .filter(({ feed }) => feed === 'clinic')
        .map(({ fileName, state }) => `${fileName} ${state}`)
    expect(await run()).toEqual([
      'clinic-full-20260101.csv loaded',
      'clinic-delta-20260101.csv loaded',
    ])
    expect(await run()).toEqual([
      'clinic-full-20260101.csv passed-over',
      'clinic-delta-20260101.csv unchanged',
    ])
  })

  it('a delta that says what an earlier one said is taken: changed, and changed back', async () => {
    const rob = bob.replace('Bob', 'Rob')
    place.put('clinic-full-20260101.csv', clinicFile(ann))
    const days = [bob, rob, bob]
    for (const [n, row] of days.entries()) {
      place.put(`clinic-delta-2026010${n + 2}.csv`, clinicFile(row))
    }
    place.put('clinic-delta-20260105.csv', clinicFile())
    place.put('clinic-delta-20260106.csv', clinicFile())
    const { inbox, home } = place
    const run = async () =>
      (await loadFeeds(database, { feeds: testFeeds(delta), inbox, home, settleMs: 1 }))
        .filter(({ feed }) => feed === 'clinic')
        .map(({ state }) => state)
    expect(await run()).toEqual(['loaded', 'loaded', 'loaded', 'loaded', 'loaded', 'unchanged'])
    const { rows } = await database.pool.query(
      `select content -> 'names' as names from extract.current_record_v1
       where feed = 'clinic' and kind = 'person' and content::text like '%ob%'`,
    )
    expect(JSON.stringify(rows)).toContain('Bob')
    expect(new Set(await run())).toEqual(new Set(['passed-over', 'unchanged']))
  })

  it('a refused delta holds back the later ones until a full extract comes', async () => {
    await load('clinic-full-20260101.csv', [ann, bob], delta)
    place.clear()
    place.put('clinic-delta-20260102.csv', clinicFile(ann.replace('03/05', '31/02')))
    place.put('clinic-delta-20260103.csv', clinicFile(bob.replace('Bob', 'Rob')))
    place.put('clinic-full-20260104.csv', clinicFile(ann, bob.replace('Bob', 'Rob')))
    const { inbox, home } = place
    const outcomes = await loadFeeds(database, {
      feeds: testFeeds(delta),
      inbox,
      home,
      settleMs: 1,
    })
    expect(outcomes.slice(0, 3).map(({ state }) => state)).toEqual(['refused', 'waiting', 'loaded'])
  })
})
