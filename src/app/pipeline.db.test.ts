import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateBorough } from '#borough'
import { formatDate, formatPostcode } from '#kernel'
import { currentLinks } from '#match'
import { readChild, searchPeople } from '#store'
import { allShared, testHome } from '#testing'
import { runPipeline } from './pipeline.ts'
import { scoreLinks } from './score-links.ts'

const home = await testHome()
const { db, pool } = home.database
const borough = join(home.config.home, 'borough')
const truthFile = join(borough, 'truth', 'records.csv')

const run = async () => (await runPipeline(home, borough, 'kith run')).summary
const csv = (file: string): Record<string, string>[] =>
  parse(readFileSync(join(borough, 'truth', file)), { columns: true })

beforeAll(async () => {
  await generateBorough({ children: 400, seed: 7, out: borough })
  await run()
})

describe('a run over the borough', () => {
  test('joins what belongs together and little else', async () => {
    const { precision, recall } = await scoreLinks(db, truthFile)
    expect(precision).toBeGreaterThanOrEqual(0.98)
    expect(recall).toBeGreaterThanOrEqual(0.9)
  })

  test('gives every source record one person with a reference that checks', async () => {
    const links = await currentLinks(db)
    expect(links.length).toBe(csv('records.csv').length)
    const { rows } = await pool.query('select reference from store.person where run_to is null')
    expect(rows.every(({ reference }) => /^RSV\d{10}$/.test(reference))).toBe(true)
  })

  test('a second run over the same files changes nothing', async () => {
    const before = await currentLinks(db)
    const summary = await run()
    expect(summary).toMatchObject({ feedsLoaded: 8, newPeople: 0, merged: 0 })
    const byKey = (links: typeof before) =>
      new Map(links.map((l) => [`${l.feed}|${l.personKey}`, l.personId]))
    expect(byKey(await currentLinks(db))).toEqual(byKey(before))
  })

  test('the log holds no name, birth date or address of the truth', () => {
    const log = readFileSync(join(home.config.home, 'log', 'kith.jsonl'), 'utf8').toLowerCase()
    expect(log).toContain('run done')
    const words = new Set(log.split(/[^\p{L}\d/-]+/u))
    for (const person of csv('people.csv')) {
      for (const secret of secretsOf(person)) {
        expect(secret.includes(' ') ? log.includes(secret) : words.has(secret)).toBe(false)
      }
    }
  })
})

describe('a child whom a source restricts', () => {
  test('is never shown, by any of their records', async () => {
    const { rows: hidden } = await pool.query<{ reference: string; given: string; family: string }>(
      `select p.reference, n ->> 'given' as given, n ->> 'family' as family
       from match.person p join match.link l using (person_id)
       join extract.current_record_v1 r using (feed, person_key)
       cross join jsonb_array_elements(r.content -> 'names') n
       where l.run_to is null and r.kind = 'person' and exists (
         select from match.link o join extract.current_record_v1 c using (feed, person_key)
         where o.person_id = l.person_id and o.run_to is null and c.kind = 'person'
           and (c.content ->> 'isRestricted')::boolean)`,
    )
    expect(hidden.length).toBeGreaterThan(0)
    for (const { reference, given, family } of hidden) {
      expect(await readChild(db, allShared, reference, '2026-11-01')).toBeUndefined()
      const name = [given, family].filter(Boolean).join(' ')
      const { results } = await searchPeople(
        db,
        allShared,
        { name },
        { limit: 1000, today: '2026-11-01' },
      )
      expect(results.map((result) => result.reference)).not.toContain(reference)
    }
  })
})

/** What must not stand in a log, in the forms in which it might. Short words would be found by chance. */
function secretsOf(person: Record<string, string>): string[] {
  const bornOn = person['born_on'] ?? person['date_of_birth'] ?? ''
  const texts = [
    ...Object.entries(person)
      .filter(([column]) => /name|address|line|street|postcode/.test(column))
      .map(([, value]) => value),
    ...(bornOn ? [bornOn, formatDate(bornOn), bornOn.split('-').reverse().join('/')] : []),
    formatPostcode(person['postcode'] ?? ''),
  ]
  return texts.map((text) => text.toLowerCase()).filter((text) => text.length >= 5)
}
