import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { onOneConnection } from '#platform/db'
import { testDatabase } from '#testing'
import { explainGone, withdrawGoneReason } from '../actions/explain-gone.ts'
import { letThrough, withdrawLetThrough } from '../actions/let-through.ts'
import { replayLoad } from '../actions/replay-load.ts'
import { eraseRecords } from '../data/erase.queries.ts'
import { listGone } from '../data/gone.queries.ts'
import {
  clinicFile,
  clinicHeader,
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

const child = (key: number, sex = 'F') => `${key},Ng,Ann${key},03/05/2014,${sex},,`
const children = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => child(from + at))

async function load(fileName: string, content: string, feed: Record<string, string> = {}) {
  place.clear()
  place.put(fileName, content)
  const { inbox, home } = place
  return (await loadFeeds(database, { feeds: testFeeds(feed), inbox, home, settleMs: 1 }))[0]
}

async function keysInForce() {
  const { rows } = await pool.query<{ key: string }>(
    `select record_key as key from extract.current_record_v1 where kind = 'person' order by 1`,
  )
  return rows.map(({ key }) => key)
}

async function kept() {
  const { rows } = await pool.query(
    `select check_name as name, level from extract.check_result_v1 where level <> 'passed' order by load_id, place`,
  )
  return rows.map(({ name, level }) => `${name} ${level}`)
}

describe('many gone at once', () => {
  it('stop the load, until a person lets that file through', async () => {
    await load('clinic-20260101.csv', clinicFile(...children(100)))
    const stopped = await load('clinic-20260102.csv', clinicFile(...children(90)))
    expect(stopped?.state).toBe('refused')
    expect(stopped?.problems.map(({ message }) => message)).toEqual([
      '90 rows, where the last extract had 100 (10% fewer). The feed stops above 5%.',
      '10 of 100 persons would be gone (10%). The feed stops above 5%.',
    ])
    expect(stopped?.error?.fix).toContain('kith feed allow clinic clinic-20260102.csv')
    expect(await keysInForce()).toHaveLength(100)
    expect(await kept()).toEqual(['fewer-rows stop', 'gone stop'])

    const order = { feed: 'clinic', fileName: 'clinic-20260102.csv', by: 'steward' }
    await letThrough(database.db, { ...order, reason: 'The school has closed.' })
    const through = await load('clinic-20260102.csv', clinicFile(...children(90)))
    expect(through).toMatchObject({ state: 'loaded', ended: 10 })
    expect(await kept()).toEqual([
      'fewer-rows stop',
      'gone stop',
      'fewer-rows let-through',
      'gone let-through',
    ])
    // That file, and no other of its name.
    const other = await load('clinic-20260102.csv', clinicFile(...children(80)))
    expect(other?.state).toBe('refused')
  })

  it('are let through once: taken again, the same bytes are stopped again', async () => {
    await load('clinic-20260101.csv', clinicFile(...children(100)))
    const few = clinicFile(...children(90))
    await load('clinic-20260102.csv', few)
    const order = { feed: 'clinic', fileName: 'clinic-20260102.csv', by: 'steward' }
    await letThrough(database.db, { ...order, reason: 'The school has closed.' })
    await load('clinic-20260102.csv', few)
    const { rows } = await pool.query<{ used_by: number | null; load_id: number }>(
      `select used_by, load_id from extract.let_through join extract.load using (feed, checksum)
       where state = 'loaded'`,
    )
    expect(rows[0]?.used_by).toBe(rows[0]?.load_id)
    await load('clinic-20260103.csv', clinicFile(...children(100)))
    const again = replayLoad(database, {
      feeds: testFeeds(),
      home: place.home,
      loadId: Number(rows[0]?.load_id),
      reason: 'The third file was wrong.',
      by: 'steward',
    })
    await expect(again).rejects.toThrow(/90 rows/)
    expect(await keysInForce()).toHaveLength(100)
  })

  it('can be kept out after all, until a run has taken the file', async () => {
    await load('clinic-20260101.csv', clinicFile(...children(100)))
    const few = clinicFile(...children(90))
    await load('clinic-20260102.csv', few)
    const order = { feed: 'clinic', fileName: 'clinic-20260102.csv', by: 'steward' }
    const withdraw = () => withdrawLetThrough(database.db, order)
    await expect(withdraw()).rejects.toThrow(/is not waiting/)
    await letThrough(database.db, { ...order, reason: 'It is right.' })
    await withdraw()
    expect((await load('clinic-20260102.csv', few))?.state).toBe('refused')
    await letThrough(database.db, { ...order, reason: 'It is right.' })
    await load('clinic-20260102.csv', few)
    await expect(withdraw()).rejects.toThrow(/is not waiting/)
  })

  it('no check stopped: nothing to let through', async () => {
    await load('clinic-20260101.csv', clinicFile('1,Ng,Ann,31/02/2014,F,,'))
    const order = { feed: 'clinic', fileName: 'clinic-20260101.csv', by: 'steward' }
    await expect(letThrough(database.db, { ...order, reason: 'It is right.' })).rejects.toThrow(
      /No check has stopped/,
    )
    await expect(letThrough(database.db, { ...order, reason: ' ' })).rejects.toThrow(/Say why/)
  })

  it('stop a delta too, where rows ask for erasure', async () => {
    const delta = {
      extract: 'delta',
      deletion: '{ column: nhs, codes: [D] }',
      file: `{ format: csv, pattern: 'clinic-{extract}-{yyyyMMdd}.csv' }`,
    }
    await load('clinic-full-20260101.csv', clinicFile(...children(100)), delta)
    const erasing = Array.from({ length: 20 }, (_, at) => `${at + 1},,,,,D,`)
    const stopped = await load('clinic-delta-20260102.csv', clinicFile(...erasing), delta)
    expect(stopped?.problems.map(({ message }) => message)).toEqual([
      '20 of 100 persons would be gone (20%). The feed stops above 5%.',
    ])
    expect(await keysInForce()).toHaveLength(100)
  })
})

describe('checks by configuration', () => {
  it('an unknown code leaves its value out where the feed says warn', async () => {
    const feed = { checks: '{ unknownCodes: warn }' }
    const outcome = await load(
      'clinic-20260101.csv',
      clinicFile(child(1, 'Q'), child(2, 'Q')),
      feed,
    )
    expect(outcome).toMatchObject({ state: 'loaded', rowsSetAside: 0, added: 2 })
    expect(outcome?.checks.filter(({ level }) => level === 'warning')).toEqual([
      {
        check: 'unknown-codes',
        level: 'warning',
        message: 'line 2, column 5, field sex: The code "Q" is not in the code map sex. (2 times)',
      },
    ])
    const { rows } = await pool.query(`select content ? 'sex' as has from extract.source_record`)
    expect(rows).toEqual([{ has: false }, { has: false }])
  })

  it('new and missing columns warn where the feed says so; a required one always stops', async () => {
    const feed = { checks: '{ newColumns: warn, missingColumns: warn }' }
    const [first = '', ...others] = clinicHeader.split(',')
    const header = [first, ...others.filter((name) => name !== 'sex'), 'shoe'].join(',')
    const outcome = await load('clinic-20260101.csv', `${header}\n1,Ng,Ann,03/05/2014,,,38\n`, feed)
    expect(outcome).toMatchObject({ state: 'loaded', added: 1 })
    expect(outcome?.checks.map(({ check, message }) => `${check}: ${message}`)).toEqual([
      'missing-columns: line 1, field sex: The column is missing.',
      'new-columns: line 1, field shoe: The feed has no such column.',
    ])
    const without = await load('clinic-20260102.csv', 'id,surname\n1,Ng\n', feed)
    expect(without?.error?.message).toMatch(/columns are missing: .*dob/)
  })

  it('ages outside the agreement stop the load', async () => {
    const feed = { checks: '{ least: 1, ages: { from: 0, to: 10, stop: 20 } }' }
    const outcome = await load('clinic-20260601.csv', clinicFile(...children(3)), feed)
    expect(outcome?.problems[0]?.message).toBe(
      '3 of 3 persons are not 0 to 10 years old (100%). The feed stops above 20%.',
    )
  })

  it('a field that suddenly is empty stops the load', async () => {
    await load('clinic-20260101.csv', clinicFile(...children(60)))
    const blank = children(60).map((row) => row.replace(',F,', ',,'))
    const outcome = await load('clinic-20260102.csv', clinicFile(...blank))
    expect(outcome?.problems.map(({ message }) => message)).toEqual([
      'sex of person is given for 0%, where the last extract gave it for 100%. The feed stops above 20%.',
    ])
  })
})

describe('the report to the sender', () => {
  const report = (kind: string) =>
    join(place.home, 'outbox', 'clinic', `clinic-20260101.csv.report.${kind}`)

  it('says what to mend, by line and column, and no value', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1), '2,Ng,Bob,31/02/2015,M,,'))
    const text = readFileSync(report('txt'), 'utf8')
    expect(text).toContain('Report on clinic-20260101.csv')
    expect(text).toContain('For: Steward <steward@clinic.example>')
    expect(text).toContain('- line 3, column 4, field dob: There is no such day in the calendar.')
    const csv = readFileSync(report('csv'), 'utf8')
    expect(csv).toContain(
      'clinic-20260101.csv,3,4,dob,refused,There is no such day in the calendar.',
    )
    expect(text + csv).not.toMatch(/Bob|2015|Ann/)
  })

  it('is not written where all was well', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1)))
    expect(existsSync(report('txt'))).toBe(false)
  })
})

describe('replay of a past load', () => {
  const replay = async (loadId: number, feed: Record<string, string> = {}) =>
    replayLoad(database, {
      feeds: testFeeds(feed),
      home: place.home,
      loadId,
      reason: 'The source sent rubbish.',
      by: 'steward',
    })
  const loadIds = async () =>
    (
      await pool.query<{ load_id: number }>(
        `select load_id from extract.load_v1 where state = 'loaded' order by load_id`,
      )
    ).rows.map(({ load_id }) => load_id)

  it('puts in force again what was in force after it, and the newer file stays out', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1), child(2)))
    await load('clinic-20260102.csv', clinicFile(child(1), child(3)))
    const [first = 0] = await loadIds()
    expect(await replay(first)).toMatchObject([{ state: 'loaded', added: 1, ended: 1 }])
    expect(await keysInForce()).toEqual(['1', '2'])
    expect((await load('clinic-20260102.csv', clinicFile(child(1), child(3))))?.state).toBe(
      'passed-over',
    )
    expect((await load('clinic-20260103.csv', clinicFile(child(1), child(4))))?.state).toBe(
      'loaded',
    )
    const { rows } = await pool.query(
      'select replay_of, replay_reason, replay_by from extract.load_v1 where replay_of is not null',
    )
    expect(rows).toEqual([
      { replay_of: first, replay_reason: 'The source sent rubbish.', replay_by: 'steward' },
    ])
  })

  it('reads by the definition as it stands now', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1)))
    const [first = 0] = await loadIds()
    expect(await replay(first, { codes: '{ sex: { F: U } }' })).toMatchObject([{ changed: 1 }])
  })

  it('of a delta goes back to the full extract before it', async () => {
    const delta = {
      extract: 'delta',
      file: `{ format: csv, pattern: 'clinic-{extract}-{yyyyMMdd}.csv' }`,
    }
    await load('clinic-full-20260101.csv', clinicFile(child(1), child(2)), delta)
    await load('clinic-delta-20260102.csv', clinicFile(child(3)), delta)
    await load('clinic-delta-20260103.csv', clinicFile(child(4)), delta)
    const [, second = 0] = await loadIds()
    expect(await replay(second, delta)).toHaveLength(2)
    expect(await keysInForce()).toEqual(['1', '2', '3'])
  })

  it('does not bring back what was erased', async () => {
    const delta = {
      extract: 'delta',
      deletion: '{ column: nhs, codes: [D] }',
      file: `{ format: csv, pattern: 'clinic-{extract}-{yyyyMMdd}.csv' }`,
    }
    await load('clinic-full-20260101.csv', clinicFile(child(1), child(2)), delta)
    await load('clinic-delta-20260102.csv', clinicFile('2,,,,,D,'), delta)
    const [first = 0] = await loadIds()
    await replay(first, delta)
    expect(await keysInForce()).toEqual(['1'])
    await onOneConnection(database, (client) =>
      eraseRecords(client, { feed: 'clinic', personKeys: ['1'], cause: 'retention' }),
    )
    await replay(first, delta)
    expect(await keysInForce()).toEqual([])
  })

  it('says where there is no such load, or its file is gone', async () => {
    await expect(replay(99)).rejects.toThrow(/no good load 99/)
    await load('clinic-20260101.csv', clinicFile(child(1)))
    const [first = 0] = await loadIds()
    place.remove()
    await expect(replay(first)).rejects.toThrow(/no longer there/)
    place = makeWorkplace()
  })
})

describe('the owner’s reason why somebody is gone', () => {
  const gone = (isExplained: boolean) => listGone(database.db, { isExplained })
  const explain = (reason: string, personKey = '2') =>
    explainGone(database.db, { feed: 'clinic', personKeys: [personKey], reason, by: 'owner' })
  const shields = async () => (await pool.query('select person_key from extract.shield_v1')).rows

  it('lifts the mask, unless whereabouts must stay unknown', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1), child(2), child(3)))
    await load('clinic-20260102.csv', clinicFile(child(1)))
    expect((await gone(false)).map(({ personKey }) => personKey)).toEqual(['2', '3'])
    await explain('moved-away')
    await explain('protected', '3')
    expect(await shields()).toEqual([{ person_key: '3' }])
    expect(await gone(false)).toEqual([])
    // The latest given first.
    expect((await gone(true)).map(({ reason }) => reason)).toEqual(['protected', 'moved-away'])
  })

  it('can be taken back: masked again at once', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1), child(2)))
    await load('clinic-20260102.csv', clinicFile(child(1)))
    await explain('moved-away')
    expect(await shields()).toEqual([])
    const undo = () => withdrawGoneReason(database.db, { feed: 'clinic', personKeys: ['2'] })
    await undo()
    expect(await shields()).toEqual([{ person_key: '2' }])
    expect((await gone(false)).map(({ personKey }) => personKey)).toEqual(['2'])
    await expect(undo()).rejects.toThrow(/Nobody of that key/)
  })

  it('must be one of those known, for somebody who is gone', async () => {
    await load('clinic-20260101.csv', clinicFile(child(1)))
    await expect(explain('bored')).rejects.toThrow(/no reason bored/)
    await expect(explain('died', '1')).rejects.toThrow(/Nobody of that key/)
  })
})
