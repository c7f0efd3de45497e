import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkReference } from '#kernel'
import { withRun } from '#platform/db'
import { putRecords, type TestRecord, testDatabase } from '#testing'
import { writeLinks } from './data/links.ts'
import { currentLinks, forgetMatchIndex, matchPeople } from './index.ts'
import type { WeakLink } from './rules/weak-links.ts'

const database = await testDatabase()
const { db, pool } = database
const model = fileURLToPath(new URL('../../models/people.yaml', import.meta.url))

const givens = [
  'Amina',
  'Bruno',
  'Clara',
  'Dawid',
  'Esther',
  'Farid',
  'Grace',
  'Hamza',
  'Isla',
  'Jakub',
]
const families = [
  'Ahmed',
  'Brown',
  'Clarke',
  'Dudek',
  'Evans',
  'Farah',
  'Green',
  'Hussain',
  'Ibe',
  'Jones',
]

/** A hundred invented children with their own birth dates and postcodes, known to two sources. */
function twoSources(): TestRecord[] {
  return givens.flatMap((given, g) =>
    families.flatMap((family, f) =>
      ['health', 'school'].flatMap((feed) => child(feed, g * 10 + f, given, family)),
    ),
  )
}

function child(feed: string, number: number, given: string, family: string): TestRecord[] {
  const day = String((number % 28) + 1).padStart(2, '0')
  const month = String((number % 12) + 1).padStart(2, '0')
  const personKey = `${feed}-${number}`
  const names = [{ type: 'legal' as const, given, family }]
  const bornOn = `${2008 + (number % 15)}-${month}-${day}`
  const postcode = `RV${(number % 9) + 1} ${number % 10}AB`
  return [
    { feed, personKey, kind: 'person', content: { names, bornOn, isRestricted: false } },
    { feed, personKey, kind: 'address', content: { lines: [], postcode } },
  ]
}

async function matched(records: TestRecord[], indexFile?: string) {
  await putRecords(database, records)
  const changes = await withRun(database, 'test', (run) =>
    matchPeople(database, run, {
      model,
      referencePrefix: 'RSV',
      ...(indexFile && { indexFile }),
    }),
  )
  const links = await currentLinks(db)
  return { changes, personOf: new Map(links.map((l) => [l.personKey, l.personId])) }
}

beforeEach(async () => {
  await pool.query(
    'truncate match.person, match.link, match.possible_pair, match.model, extract.source_record cascade',
  )
})

describe('matchPeople', () => {
  test('joins the two sources’ records of each child and gives references that check', async () => {
    const { changes, personOf } = await matched(twoSources())
    expect(changes).toMatchObject({ sourceRecords: 200, people: 100, newPeople: 100, merged: 0 })
    expect(personOf.get('health-42')).toBe(personOf.get('school-42'))
    const { rows } = await pool.query<{ reference: string }>('select reference from match.person')
    expect(rows.every(({ reference }) => checkReference(reference).ok)).toBe(true)
    const inOrder = rows.map(({ reference }) => reference).sort()
    const steps = new Set(
      inOrder.slice(1).map((r, i) => Number(r.slice(3, 12)) - Number(inOrder[i]?.slice(3, 12))),
    )
    expect(steps.size).toBeGreaterThan(50)
  })

  test('references stay when the files come in another order', async () => {
    const first = await matched(twoSources())
    const again = await matched(twoSources().toReversed())
    expect(again.changes).toMatchObject({ newPeople: 0, merged: 0 })
    expect(again.personOf).toEqual(first.personOf)
  })

  test('a record that goes away and comes back is the same person again', async () => {
    const first = await matched(twoSources())
    await matched(twoSources().filter(({ personKey }) => !personKey.endsWith('-42')))
    const back = await matched(twoSources())
    expect(back.personOf.get('health-42')).toBe(first.personOf.get('health-42'))
  })

  test('two valid NHS numbers keep two records apart, and a person is asked', async () => {
    const numbers: Record<string, string> = { health: '9990000018', school: '9990000026' }
    const records = twoSources().map((record) =>
      record.personKey.endsWith('-42') && record.kind === 'person'
        ? { ...record, content: { ...record.content, nhsNumber: numbers[record.feed] ?? '' } }
        : record,
    )
    const { changes, personOf } = await matched(records)
    expect(personOf.get('health-42')).not.toBe(personOf.get('school-42'))
    expect(changes.toReview).toBeGreaterThanOrEqual(1)
  })

  test('a join leaves a trail: the reference that went leads to the one that stayed', async () => {
    const apart = twoSources().map((record) =>
      record.personKey === 'school-42' && record.kind === 'person'
        ? {
            ...record,
            content: {
              ...record.content,
              names: [{ type: 'legal' as const, given: 'Zed', family: 'Quux' }],
              bornOn: '2001-01-02',
            },
          }
        : record,
    )
    const before = await matched(apart)
    expect(before.personOf.get('health-42')).not.toBe(before.personOf.get('school-42'))
    const after = await matched(twoSources())
    expect(after.changes).toMatchObject({ newPeople: 0, merged: 1 })
    const { rows } = await pool.query<{ person_id: string; merged_into: string }>(
      'select person_id, merged_into from match.person where merged_into is not null',
    )
    expect(rows).toEqual([
      { person_id: before.personOf.get('school-42'), merged_into: after.personOf.get('health-42') },
    ])
  })

  test('a night re-matches what changed, and references outlive the index and what it learnt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'match-'))
    const indexFile = join(folder, 'match', 'people.index')
    const first = await matched(twoSources(), indexFile)
    expect(first.changes.rematched).toBe(200)
    const isKept = (id: string) =>
      readFileSync(`${indexFile}.pairs`, 'utf8').includes(JSON.stringify(id))
    expect(isKept('school|school-7')).toBe(true)
    const later = twoSources()
      .filter(({ personKey }) => personKey !== 'school-7')
      .map((record) =>
        record.personKey === 'health-42' && record.kind === 'person'
          ? { ...record, content: { ...record.content, sex: 'F' as const } }
          : record,
      )
    const second = await matched(later, indexFile)
    expect(second.changes).toMatchObject({ rematched: 2, newPeople: 0, merged: 0 })
    expect(isKept('school|school-7'), 'a record that went').toBe(false)
    await forgetMatchIndex(indexFile)
    expect(existsSync(indexFile)).toBe(false)
    const third = await matched(later, indexFile)
    expect(third.changes).toMatchObject({ rematched: 199, newPeople: 0, merged: 0 })
    expect(third.personOf).toEqual(second.personOf)
    first.personOf.delete('school-7')
    expect(second.personOf).toEqual(first.personOf)
    rmSync(folder, { recursive: true })
  })

  test('a night reads what loads have changed alone, and says what a reading of everything says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'match-'))
    const indexFile = join(folder, 'people.index')
    await matched(twoSources(), indexFile)
    await pool.query('delete from extract.erased_key')
    const night = async () => {
      const { rematched } = await withRun(database, 'test', (run) =>
        matchPeople(database, run, { model, referencePrefix: 'RSV', indexFile }),
      )
      return rematched
    }
    expect(await night(), 'nothing came').toBe(0)
    // One load moves somebody, ends somebody and brings somebody; another record is erased outright.
    const { rows } = await pool.query<{ load_id: number }>(`
      insert into extract.load (feed, file_name, checksum, definition_digest, bytes, extract_at, state, started_at, finished_at)
      values ('school', 'school.csv', 'night', 'test', 1, now(), 'loaded', now(), now()) returning load_id`)
    const loadId = rows[0]?.load_id
    await pool.query(
      `update extract.source_record set load_to = $1 where feed = 'school' and load_to is null
       and (person_key = 'school-7' or (person_key in ('school-8', 'school-9') and kind = 'address'))`,
      [loadId],
    )
    await pool.query(
      `insert into extract.source_record (feed, kind, record_key, person_key, content, content_digest, line, load_from)
       select 'school', kind, replace(record_key, 'school-7', 'school-new'),
              replace(person_key, 'school-7', 'school-new'),
              case kind when 'address' then '{"lines": ["4 Ash Way"], "postcode": "RV9 9ZZ"}' else content end,
              content_digest, 1, $1
       from extract.source_record
       where load_to = $1 and (person_key = 'school-7' or person_key = 'school-8')`,
      [loadId],
    )
    await pool.query(`
      with gone as (
        delete from extract.source_record where kind = 'address' and person_key = 'health-10'
        returning feed, kind, person_key, record_key),
      erasure as (
        insert into extract.erasure (feed, cause, persons, records) values ('health', 'source', 0, 1)
        returning erasure_id)
      insert into extract.erased_key (erasure_id, feed, kind, person_key, record_key)
      select distinct erasure_id, feed, kind, person_key, record_key from gone, erasure`)
    expect(await night(), 'moved, homeless, new, gone, erased').toBe(5)
    const links = async () =>
      (await currentLinks(db)).map((l) => [l.feed, l.personKey, l.personId]).sort()
    const some = await links()
    expect(some).toHaveLength(200)
    await pool.query('delete from extract.erased_key')
    // What the index says of each record is what standardising all records anew says.
    const text = readFileSync(`${indexFile}.pairs`, 'utf8')
    writeFileSync(`${indexFile}.pairs`, text.replace(/"rowsForm":\d+/, '"rowsForm":0'))
    expect(await night(), 'all read again, none otherwise').toBe(0)
    expect(await links()).toEqual(some)
    rmSync(folder, { recursive: true })
  })

  test('a person whom one weak link holds together is flagged, until it is so no more', async () => {
    await matched(twoSources())
    const write = (weakLinks: WeakLink[]) =>
      withRun(database, 'test', (run) =>
        writeLinks(database, run, 'RSV', {
          clusters: [['health|42-a', 'school|42-a']],
          pairs: [],
          weakLinks,
          modelName: 'people',
          parameters: {},
        }),
      )
    const flagged = async () =>
      (await pool.query('select key_a, key_b, weight from match.weak_link_v1')).rows
    await write([{ left: 'health|42-a', right: 'school|42-a', weight: 5 }])
    expect(await flagged()).toEqual([{ key_a: '42-a', key_b: '42-a', weight: 5 }])
    await write([])
    expect(await flagged()).toEqual([])
  })

  test('no records at all give no people', async () => {
    const { changes } = await matched([])
    expect(changes).toMatchObject({ sourceRecords: 0, people: 0 })
  })
})
