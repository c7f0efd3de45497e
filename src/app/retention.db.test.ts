import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { onOneConnection } from '#platform/db'
import { liftHold, placeHold } from '#retention'
import { readChild, searchPeople } from '#store'
import { grantsOn, testHome } from '#testing'
import { proveGone } from './commands/retention.ts'
import type { Home } from './open-home.ts'
import { runPipeline } from './pipeline.ts'
import { retain } from './retention.ts'

const everything = grantsOn('shelter', 'clinic')
const made = await testHome()
const { database } = made
const { db, pool } = database
const root = made.config.home
const feedsDir = join(root, 'feeds')
const inbox = join(root, 'inbox')
const retentionFile = join(root, 'retention.yaml')

/** The same home, on another day. */
const on = (today: string): Home => ({
  ...made,
  config: { ...made.config, today, feedsDir, retentionFile },
})

const columns = [
  'id',
  'family',
  'given',
  'dob',
  'nhs',
  'line',
  'postcode',
  'mother',
  'worker',
  'phone',
  'mark',
  'flag',
]

const definition = (feed: string, extract: 'full' | 'delta') => `
feed: ${feed}
source: ${feed}
organisation: ${feed} of Nowhere
owner: { role: Owner, email: owner@${feed}.example }
steward: { role: Steward, email: steward@${feed}.example }
agreement: ISA-${feed}
schedule: { sent: every night, lateAfterHours: 24 }
extract: ${extract}
${extract === 'delta' ? 'deletion: { column: flag, codes: [D] }' : ''}
keysVouchedUnique: true
trust: { names: 60 }
file: { format: csv, pattern: '${feed}-${extract === 'delta' ? '{extract}-' : ''}{yyyyMMdd}.csv', extractTime: '02:00' }
restriction: not-recorded
dateFormat: yyyy-MM-dd
personKey: id
columns: { ${columns.map((c) => `${c}: ${c === 'id' ? 'required' : 'optional'}`).join(', ')} }
records:
  - kind: person
    fields:
      names: [{ type: legal, family: family, given: given }]
      bornOn: dob
      nhsNumber: nhs
      isRestricted: { value: false }
  - kind: address
    when: [line]
    fields: { lines: [line], postcode: postcode }
  - kind: relationship
    when: [mother]
    fields: { kind: { value: Mother }, otherGiven: mother, otherPhone: phone }
  - kind: involvement
    when: [worker]
    fields: { service: { value: Help }, organisation: { value: Help }, workerName: worker, workerPhone: phone }
  - kind: indicator
    when: [mark]
    fields: { kind: mark }
  - kind: event
    when: [mark]
    fields: { kind: { value: Seen }, happenedOn: dob, fact: mark }
`

interface Row {
  readonly id: string
  readonly word: string
  readonly flag?: string
}

/** A row in which every value holds the word, so that the word is wherever the row has left a trace. */
const line = ({ id, word, flag = '' }: Row, dob: string) =>
  [
    id,
    `${word}fam`,
    `${word}given`,
    dob,
    '',
    `1 ${word} Lane`,
    'ZZ1 1AA',
    `${word}mum`,
    `${word}worker`,
    `01632${word}`,
    `${word}mark`,
    flag,
  ].join(',')

function send(feed: string, name: string, rows: readonly Row[]) {
  mkdirSync(join(inbox, feed), { recursive: true })
  const content = [
    columns.join(','),
    ...rows.map((row) => line(row, dobs[row.id] ?? '2014-05-03')),
    '',
  ].join('\n')
  writeFileSync(join(inbox, feed, name), content)
}

const dobs: Record<string, string> = { canary1: '2014-05-03', canary2: '2015-06-04' }
const others: Row[] = [
  { id: 'p3', word: 'Robin' },
  { id: 'p4', word: 'Finch' },
  { id: 'p5', word: 'Heron' },
]

const runOn = async (day: string) => {
  const { outcomes } = await runPipeline(on(day), inbox, 'test')
  expect(outcomes.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([])
}
const left = (...words: string[]) => proveGone(on('2026-11-01'), words)
const referenceOf = async (key: string) => {
  const { rows } = await pool.query(
    'select reference from match.person join match.link using (person_id) where person_key = $1 order by match.link.run_from desc limit 1',
    [key],
  )
  return rows[0]?.reference as string
}

beforeAll(async () => {
  mkdirSync(feedsDir)
  writeFileSync(join(feedsDir, 'shelter.yaml'), definition('shelter', 'full'))
  writeFileSync(join(feedsDir, 'clinic.yaml'), definition('clinic', 'delta'))
  writeFileSync(
    retentionFile,
    `periods: [{ from: 2026-01-01, personsGone: 30, landedFiles: 400, basis: a test }]\n`,
  )
  send('shelter', 'shelter-20261101.csv', [
    { id: 'canary1', word: 'Qanary' },
    { id: 'canary2', word: 'Qheld' },
    ...others,
  ])
  send('clinic', 'clinic-full-20261101.csv', [
    { id: 'c1', word: 'Qmarked' },
    { id: 'c2', word: 'Qkept' },
    { id: 'c3', word: 'Wren' },
  ])
  await runOn('2026-11-01')
})

describe('a person whom a source no longer has', () => {
  test('before the period is over everything stays, and a dry run says so', async () => {
    send('shelter', 'shelter-20261102.csv', others)
    rmSync(join(inbox, 'shelter', 'shelter-20261101.csv'))
    await runOn('2026-11-02')
    expect(await retain(on('2026-12-01'), { doneBy: 'test', dryRun: true })).toMatchObject({
      acts: [],
      files: 0,
    })
    expect((await left('Qanary')).map(({ place }) => place)).toContain('store.value')
  })

  test('a dry run gives the figures of the run, and erases nothing', async () => {
    const before = await left('Qanary', 'canary1')
    const dry = await retain(on('2026-12-10'), { doneBy: 'test', dryRun: true })
    expect(dry.acts).toMatchObject([{ feed: 'shelter', cause: 'gone', persons: 2, spared: 0 }])
    expect(await left('Qanary', 'canary1')).toEqual(before)
    expect(before.map(({ place }) => place)).toEqual(
      expect.arrayContaining([
        'extract.source_record',
        'match.link',
        'store.item',
        'store.search_entry',
        'store.practitioner',
      ]),
    )
  })

  test('a hold keeps one, and the run says that it did; nothing is left of the other, and the log is', async () => {
    const held = await referenceOf('canary2')
    await onOneConnection(database, (client) =>
      placeHold(client, {
        reference: held,
        kind: 'decision',
        reason: 'Strategy discussion 7',
        placedBy: 'test',
      }),
    )
    const done = await retain(on('2026-12-10'), { doneBy: 'A. Lead', dryRun: false })
    expect(done.acts).toMatchObject([{ feed: 'shelter', cause: 'gone', persons: 1, spared: 1 }])
    expect(done.files).toBe(1)
    expect(await left('Qanary')).toEqual([])
    // The key alone stays where it says that the source no longer has somebody.
    expect((await left('canary1')).map(({ place }) => place)).toEqual(['extract.shield'])
    expect((await left('Qheld')).map(({ place }) => place)).toContain('store.value')
    const { rows } = await pool.query(
      'select done_by, feed, cause, persons, spared, basis from retention.act',
    )
    expect(rows).toEqual([
      {
        done_by: 'A. Lead',
        feed: 'shelter',
        cause: 'gone',
        persons: 1,
        spared: 1,
        basis: 'a test',
      },
    ])
  })

  test('once the hold is lifted the rest goes too', async () => {
    const held = await referenceOf('canary2')
    await onOneConnection(database, (client) =>
      liftHold(client, { reference: held, reason: 'Strategy discussion 7', liftedBy: 'test' }),
    )
    await retain(on('2026-12-11'), { doneBy: 'test', dryRun: false })
    expect(await left('Qheld')).toEqual([])
    expect(await readChild(db, everything, held, '2026-12-11')).toBeUndefined()
  })

  test('who is still held is shown as before', async () => {
    const record = await readChild(db, everything, await referenceOf('p3'), '2026-12-11')
    expect(record).toMatchObject({ family: { value: 'Robinfam' } })
  })
})

describe('a source that has somebody erased', () => {
  test('they are nowhere after the run: not in a table, not in a landed file', async () => {
    send('clinic', 'clinic-delta-20261212.csv', [{ id: 'c1', word: 'x', flag: 'D' }])
    expect((await left('Qmarked')).length).toBeGreaterThan(5)
    await runOn('2026-12-12')
    expect(await left('Qmarked')).toEqual([])
    const { results } = await searchPeople(
      db,
      everything,
      { name: 'Qmarkedfam' },
      { limit: 5, today: '2026-12-12' },
    )
    expect(results.map(({ family }) => family)).not.toContain('Qmarkedfam')
    const { rows } = await pool.query(
      "select feed, persons from retention.act where cause = 'source'",
    )
    expect(rows).toEqual([{ feed: 'clinic', persons: 1 }])
  })

  test('a hold outranks the deletion: the record ends, is not shown as current, and stays', async () => {
    const kept = await referenceOf('c2')
    await onOneConnection(database, (client) =>
      placeHold(client, {
        reference: kept,
        kind: 'legal-hold',
        reason: 'An inquiry',
        placedBy: 'test',
      }),
    )
    send('clinic', 'clinic-delta-20261213.csv', [{ id: 'c2', word: 'x', flag: 'D' }])
    await runOn('2026-12-13')
    expect((await left('Qkept')).map(({ place }) => place)).toContain('extract.source_record')
    const { rows } = await pool.query(
      "select from extract.source_record where person_key = 'c2' and load_to is null",
    )
    expect(rows.length).toBe(0)
  })
})

describe('an agreement that has ended', () => {
  test('takes everything of its source with it, and the source is not listed any more', async () => {
    writeFileSync(
      retentionFile,
      `periods: [{ from: 2026-01-01, personsGone: 30, landedFiles: 400, basis: a test }]
endedAgreements: [{ agreement: ISA-shelter, feed: shelter, endedOn: 2026-12-20 }]\n`,
    )
    const robin = await referenceOf('p3')
    const done = await retain(on('2026-12-20'), { doneBy: 'test', dryRun: false })
    expect(done.acts).toMatchObject([{ feed: 'shelter', cause: 'agreement-ended', persons: 3 }])
    expect(await left('Robin', 'Finch', 'Heron')).toEqual([])
    expect(await readChild(db, everything, robin, '2026-12-20')).toBeUndefined()
    const wren = await readChild(db, everything, await referenceOf('c3'), '2026-12-20')
    expect(wren?.sources.map(({ feed }) => feed)).toEqual(['clinic'])
  })

  test('nothing of it is taken in again', async () => {
    send('shelter', 'shelter-20261221.csv', others)
    await runOn('2026-12-21')
    expect(await left('Robin', 'Finch', 'Heron')).toEqual([])
  })
})
