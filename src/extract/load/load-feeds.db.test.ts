import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#testing'
import { currentRecords, feedFreshness } from '../data/records.queries.ts'
import {
  clinicFile,
  emptyExtract,
  makeWorkplace,
  testFeeds,
  type Workplace,
} from '../testing/test-feeds.ts'
import { loadFeeds } from './load-feeds.ts'

const database = await testDatabase()
const { pool, db } = database

let place: Workplace
beforeEach(async () => {
  place = makeWorkplace()
  await emptyExtract(pool)
})
afterEach(() => place.remove())

const ann = '1,Ng,Ann,03/05/2014,F,,'
const bob = '2,Ng,Bob,04/06/2015,M,,Dr Who'
const changedBob = '2,Ng,Robert,04/06/2015,M,,Dr Who'
const cat = '3,Ng,Cat,05/07/2016,F,,'

async function load(clinic: Record<string, string> = {}, more = {}) {
  const outcomes = await loadFeeds(database, {
    feeds: testFeeds(clinic),
    inbox: place.inbox,
    home: place.home,
    settleMs: 1,
    ...more,
  })
  return outcomes.filter(({ feed }) => feed === 'clinic')
}

/** Loads a file of these rows as the extract of a day in January 2026. */
async function loadRows(day: number, rows: string[], clinic: Record<string, string> = {}) {
  place.clear()
  place.put(`clinic-202601${String(day).padStart(2, '0')}.csv`, clinicFile(...rows))
  const [outcome] = await load(clinic)
  return outcome
}

async function versions() {
  const { rows } = await pool.query(
    `select r.kind, r.record_key as key, r.content, r.load_to is null as holds
     from extract.source_record r order by r.load_from, r.kind, r.record_key`,
  )
  return rows
}

async function inForce() {
  const { rows } = await pool.query(
    `select kind, record_key, person_key, content from extract.current_record_v1
     order by kind, record_key`,
  )
  return rows
}

describe('loadFeeds', () => {
  it('loads a first file whole, and says what it did', async () => {
    expect(await loadRows(1, [ann, bob])).toMatchObject({
      state: 'loaded',
      extractOn: '2026-01-01',
      rowsRead: 2,
      added: 3,
      changed: 0,
      ended: 0,
    })
    const { rows } = await pool.query(
      `select state, rows_read, records_added, extract_at from extract.load`,
    )
    expect(rows).toEqual([
      {
        state: 'loaded',
        rows_read: 2,
        records_added: 3,
        extract_at: new Date('2026-01-01T02:00:00Z'),
      },
    ])
  })

  it('changes nothing when the same file comes twice', async () => {
    await loadRows(1, [ann, bob])
    const before = await versions()
    const [again] = await load()
    expect(again).toMatchObject({ state: 'unchanged', added: 0, changed: 0, ended: 0 })
    expect(await versions()).toEqual(before)
  })

  it('touches no record when the same content comes the next day, but knows that it is fresh', async () => {
    await loadRows(1, [ann, bob])
    const before = await versions()
    expect(await loadRows(2, [ann, bob])).toMatchObject({ state: 'unchanged' })
    expect(await loadRows(3, [bob, ann])).toMatchObject({ state: 'loaded', added: 0, changed: 0 })
    expect(await versions()).toEqual(before)
    const [freshness] = await feedFreshness(db, new Date('2026-01-04T01:00:00Z'))
    expect(freshness).toMatchObject({
      feed: 'clinic',
      lastExtractAt: new Date('2026-01-03T02:00:00Z'),
      isLate: false,
    })
    const [later] = await feedFreshness(db, new Date('2026-01-04T03:00:00Z'))
    expect(later?.isLate).toBe(true)
  })

  it('reads the same file again when the definition says something else', async () => {
    await loadRows(1, [ann, bob])
    const codes = '{ sex: { M: M, F: U } }'
    expect(await loadRows(1, [ann, bob], { codes })).toMatchObject({ state: 'loaded', changed: 1 })
    expect(await loadRows(1, [ann, bob], { codes })).toMatchObject({ state: 'unchanged' })
    expect(await loadRows(1, [ann, bob], { codes, trust: '{ names: 1 }' })).toMatchObject({
      state: 'unchanged',
    })
  })

  it('gives a changed record a new version and keeps the old one', async () => {
    await loadRows(1, [ann, bob])
    expect(await loadRows(2, [ann, changedBob])).toMatchObject({ added: 0, changed: 1, ended: 0 })
    const all = await versions()
    expect(all.filter(({ key, kind }) => key === '2' && kind === 'person')).toMatchObject([
      { holds: false, content: { names: [{ given: 'Bob' }] } },
      { holds: true, content: { names: [{ given: 'Robert' }] } },
    ])
    expect(all).toHaveLength(4)
  })

  it('ends what a full extract no longer holds, and takes it up again', async () => {
    await loadRows(1, [ann, bob])
    expect(await loadRows(2, [ann])).toMatchObject({ added: 0, changed: 0, ended: 2 })
    expect((await inForce()).map(({ record_key }) => record_key)).toEqual(['1'])
    expect(await loadRows(3, [ann, bob])).toMatchObject({ added: 2, changed: 0, ended: 0 })
  })

  it('takes a delta: what is not in it stays, what it marks as deleted is erased', async () => {
    const delta = { extract: 'delta', deletion: '{ column: sex, codes: [DEL] }' }
    await loadRows(1, [ann, bob], delta)
    expect(await loadRows(2, [cat], delta)).toMatchObject({ added: 1, ended: 0 })
    expect(await loadRows(3, ['2,,,,DEL,,', changedBob.replace('2,', '1,')], delta)).toMatchObject({
      added: 1,
      changed: 1,
      ended: 0,
      erased: 2,
    })
    expect((await versions()).filter(({ key }) => key === '2')).toEqual([])
    expect((await inForce()).map(({ kind, record_key }) => [kind, record_key])).toEqual([
      ['involvement', '1'],
      ['person', '1'],
      ['person', '3'],
    ])
  })

  it('refuses an extract older than the one in force, and passes over one that it had before', async () => {
    const first = place.put('clinic-20260101.csv', clinicFile(ann))
    place.put('clinic-20260103.csv', clinicFile(ann, bob))
    expect((await load()).map(({ state }) => state)).toEqual(['loaded', 'loaded'])
    expect((await load()).map(({ state }) => state)).toEqual(['passed-over', 'unchanged'])
    copyFileSync(first, join(place.inbox, 'clinic-20260102.csv'))
    place.put('clinic-20260101.csv', clinicFile(cat))
    const before = await versions()
    const outcomes = await load()
    expect(outcomes.map(({ state }) => state)).toEqual(['refused', 'passed-over', 'unchanged'])
    expect(outcomes[0]?.error?.message).toMatch(
      /clinic-20260101.csv: .*older than the one in force/,
    )
    expect(await versions()).toEqual(before)
  })

  it.each([
    ['2026-01-05T00:00:00Z', '00:00'],
    ['2026-01-05T00:01:00Z', '23:59'],
    ['2026-01-05T23:59:59Z', '00:00'],
    ['2026-01-06T00:00:00Z', '23:59'],
    // Half past midnight of the 5th in London's summer is still the 4th in UTC.
    ['2026-07-04T23:30:00Z', '23:59', '20260705'],
  ])(
    'takes a file of today or before at %s, whenever the source writes it',
    async (time, extractTime, on = '20260105') => {
      place.put(`clinic-${on}.csv`, clinicFile(ann))
      const file = `{ format: csv, pattern: 'clinic-{yyyyMMdd}.csv', extractTime: '${extractTime}' }`
      expect((await load({ file }, { now: new Date(time) }))[0]?.state).toBe('loaded')
    },
  )

  it.each([
    ['2026-01-04T23:59:59Z', '2026-01-05'],
    ['2026-01-04T00:00:00Z', '2026-01-05'],
    ['2026-07-04T22:59:59Z', '2026-07-05'],
    ['2026-01-05T09:00:00Z', '2026-01-10'],
  ])('at %s refuses a file of %s, and takes it on its day', async (time, on) => {
    const fileName = `clinic-${on.replaceAll('-', '')}.csv`
    place.put(fileName, clinicFile(ann))
    const [outcome] = await load({}, { now: new Date(time) })
    expect(outcome).toMatchObject({ state: 'refused', added: 0 })
    expect(outcome?.error?.message).toBe(
      `${fileName}: The extract's date, ${on}, is still to come.`,
    )
    expect(outcome?.error?.fix).toMatch(/Correct the date in the file name/)
    expect((await load({}, { now: new Date(`${on}T12:00:00Z`) }))[0]?.state).toBe('loaded')
  })

  it('keeps a refusal once while the file lies there, and answers it at each run', async () => {
    await loadRows(1, [ann])
    const bad = bob.replace('04/06', '31/06')
    place.put('clinic-20260102.csv', clinicFile(bad))
    place.put('clinic-20260103.csv', clinicFile(bad, bad.replace('2,', '3,')))
    const first = (await load()).slice(1)
    expect(first.map(({ problems }) => problems.length)).toEqual([1, 2])
    const kept = async () =>
      (
        await pool.query(
          `select l.file_name, count(r.reject_id)::int as problems
           from extract.load l left join extract.reject r using (load_id)
           where state = 'refused' group by load_id order by load_id`,
        )
      ).rows
    const once = [
      { file_name: 'clinic-20260102.csv', problems: 1 },
      { file_name: 'clinic-20260103.csv', problems: 2 },
    ]
    expect(await kept()).toEqual(once)
    for (const _ of [1, 2]) {
      const again = (await load()).slice(1)
      expect(again.map(({ state }) => state)).toEqual(['refused', 'refused'])
      expect(again.map(({ error }) => error?.message)).toEqual(
        first.map(({ error }) => error?.message),
      )
      expect(again.map(({ problems }) => problems)).toEqual(first.map(({ problems }) => problems))
    }
    expect(await kept()).toEqual(once)
  })

  it('keeps a refusal anew for other bytes, another definition or another reason', async () => {
    const refused = async () =>
      (await pool.query(`select refusal from extract.load where state = 'refused'`)).rows.length
    const bad = clinicFile(bob.replace('04/06', '31/06'))
    place.put('clinic-20260105.csv', bad)
    await load()
    expect(await refused()).toBe(1)
    place.put('clinic-20260105.csv', `${bad}\n`)
    await load()
    expect(await refused()).toBe(2)
    await load({ codes: '{ sex: { M: M, F: U } }' })
    expect(await refused()).toBe(3)
    const now = new Date('2026-01-04T09:00:00Z')
    await load({}, { now })
    expect(await refused()).toBe(4)
    await load({}, { now })
    expect(await refused()).toBe(4)
  })

  it('sets bad rows aside where the feed says so, and leaves what it knew of them in force', async () => {
    const aside = { onBadRow: 'set-aside' }
    await loadRows(1, [ann, bob, cat], aside)
    const outcome = await loadRows(2, [ann, changedBob.replace('04/06', '31/06')], aside)
    expect(outcome).toMatchObject({ state: 'loaded', rowsSetAside: 1, changed: 0, ended: 1 })
    expect((await inForce()).map(({ kind, record_key }) => [kind, record_key])).toEqual([
      ['involvement', '2'],
      ['person', '1'],
      ['person', '2'],
    ])
    const { rows } = await pool.query(
      'select file_name, line, column_name, reason from extract.reject',
    )
    expect(rows).toEqual([
      {
        file_name: 'clinic-20260102.csv',
        line: 3,
        column_name: 'dob',
        reason: 'There is no such day in the calendar.',
      },
    ])
  })

  it('never sets aside a row without a key, nor a whole file', async () => {
    const aside = { onBadRow: 'set-aside' }
    expect(await loadRows(1, [ann, bob.replace('2,', ',')], aside)).toMatchObject({
      state: 'refused',
    })
    expect(await loadRows(1, [ann.replace('03/05', '31/02')], aside)).toMatchObject({
      state: 'refused',
    })
  })

  it('takes the same row twice for one where keys are not vouched for', async () => {
    const loose = { keysVouchedUnique: 'false' }
    expect(await loadRows(1, [ann, bob, ann], loose)).toMatchObject({ state: 'loaded', added: 3 })
    expect((await loadRows(2, [ann, bob, changedBob], loose))?.error?.message).toMatch(
      /line 4, .*that of line 3 too/,
    )
  })

  it('gives the same state whatever the order of the rows', async () => {
    const rows = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 })
    const orders = rows.chain((keys) =>
      fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length })),
    )
    const written = (keys: number[]) => keys.map((key) => `${key},Ng,Ann,03/05/2014,F,,Dr ${key}`)
    let day = 0
    await fc.assert(
      fc.asyncProperty(orders, async ([one, other]) => {
        day += 1
        await emptyExtract(pool)
        await loadRows(1, written(one))
        const first = await inForce()
        expect(await loadRows(2, written(other))).toMatchObject({ changed: 0, ended: 0, added: 0 })
        await emptyExtract(pool)
        await loadRows(1, written(other))
        expect(await inForce()).toEqual(first)
      }),
      { numRuns: 15 },
    )
    expect(day).toBeGreaterThan(0)
  })

  it('finds files in the folder of the feed too, and none of another name', async () => {
    place.put('notes.txt', 'hello')
    place.put('clinic-20260101.csv.part', clinicFile(ann))
    expect((await load())[0]?.state).toBe('no-file')
    const outcome = (await load({}, { inbox: place.home }).catch((e) => e)) as Error
    expect(outcome.message).toMatch(/inbox .* cannot be read/)
  })

  it('clears away what a killed process was landing', async () => {
    await loadRows(1, [ann])
    writeFileSync(join(place.home, 'landed', 'clinic', '.landing-1-clinic-20260102.csv'), 'x')
    await load()
    expect(place.landed('clinic').filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('tells progress and logs references only', async () => {
    place.put('clinic-20260101.csv', clinicFile(ann, bob))
    const seen: number[] = []
    const lines: unknown[] = []
    const log = {
      info: (fields: object, message: string) => lines.push({ ...fields, message }),
      warn: (fields: object, message: string) => lines.push({ ...fields, message }),
    }
    await load({}, { log, onProgress: (p: { bytesRead: number }) => seen.push(p.bytesRead) })
    expect(seen.at(-1)).toBe(clinicFile(ann, bob).length)
    expect(JSON.stringify(lines)).not.toMatch(/Ng|Ann|2014/)
    expect(lines).toMatchObject([{ feed: 'clinic', state: 'loaded', rowsRead: 2 }])
    expect(readdirSync(place.inbox)).toEqual(['clinic-20260101.csv'])
  })
})

describe('currentRecords', () => {
  it('gives the records in force of one kind in batches, in a transaction of its own or a given one', async () => {
    await loadRows(1, [ann, bob, cat])
    await loadRows(2, [ann, changedBob])
    const read = async (handle: typeof db) => {
      const batches: string[][] = []
      for await (const batch of currentRecords(handle, 'person', 1)) {
        batches.push(
          batch.map((r) => `${r.personKey} ${r.content.names[0]?.given} ${r.recordedOn}`),
        )
      }
      return batches.sort()
    }
    const expected = [['1 Ann 2026-01-01'], ['2 Robert 2026-01-02']]
    expect(await read(db)).toEqual(expected)
    expect(await db.transaction().execute((trx) => read(trx))).toEqual(expected)
  })

  it('gives its connection back when the reader stops early', async () => {
    await loadRows(1, [ann, bob, cat])
    for (let time = 0; time < 25; time++) {
      for await (const batch of currentRecords(db, 'person', 1)) {
        expect(batch).toHaveLength(1)
        break
      }
    }
  })
})
