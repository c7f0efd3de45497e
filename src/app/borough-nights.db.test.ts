import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateBorough } from '#borough'
import { type LoadOutcome, loadFeeds, readFeeds } from '#extract'
import { testHome } from '#testing'

const home = await testHome()
const { pool } = home.database
const out = join(home.config.home, 'borough')
const feeds = await readFeeds(home.config.feedsDir)
let outcomes: LoadOutcome[]

beforeAll(async () => {
  await generateBorough({ children: 600, seed: 11, nights: 6, out })
  outcomes = await loadFeeds(home.database, {
    feeds,
    inbox: out,
    home: home.config.home,
    settleMs: 1,
  })
})

describe('the extracts of eight agencies over six nights', () => {
  test('load without a refusal or a row set aside', () => {
    // On a quiet night a delta has no row, and is passed over where such a one was loaded before.
    const wrong = outcomes.filter(
      ({ state }) => !['loaded', 'unchanged', 'passed-over'].includes(state),
    )
    expect(
      wrong.map(({ fileName, state, error }) => ({ fileName, state, error: error?.message })),
    ).toEqual([])
    expect(outcomes.reduce((sum, { rowsSetAside }) => sum + rowsSetAside, 0)).toBe(0)
    expect(new Set(outcomes.map(({ feed }) => feed)).size).toBe(8)
    expect(outcomes.length).toBeGreaterThan(35)
  })

  test('leave only persons whom the truth knows, of every agency', async () => {
    const rows: { agency: string; source_key: string }[] = parse(
      readFileSync(join(out, 'truth', 'records.csv')),
      { columns: true },
    )
    const known = new Set(rows.map((row) => `${row.agency}|${row.source_key}`))
    const { rows: held } = await pool.query<{ feed: string; person_key: string }>(
      `select feed, person_key from extract.current_record_v1 where kind = 'person'`,
    )
    expect(new Set(held.map(({ feed }) => feed)).size).toBe(8)
    expect(held.filter(({ feed, person_key }) => !known.has(`${feed}|${person_key}`))).toEqual([])
  })

  test('bring every kind of record', async () => {
    const { rows } = await pool.query<{ kind: string; count: number }>(
      'select kind, count(*)::int as count from extract.current_record_v1 group by kind',
    )
    const counts = new Map(rows.map(({ kind, count }) => [kind, count]))
    for (const kind of ['person', 'address', 'relationship', 'involvement', 'indicator', 'event']) {
      expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(50)
    }
  })

  test('give some records a second version', async () => {
    const { rows } = await pool.query<{ feed: string }>(
      `select feed from extract.source_record where kind = 'person'
       group by feed, record_key having count(*) > 1`,
    )
    expect(new Set(rows.map(({ feed }) => feed)).size).toBeGreaterThan(3)
  })
})
