import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { onOneConnection } from '#platform/db'
import { loadNight, type Night, type NightRecord, playNight, testDatabase } from '#testing'
import { reportViews } from './catalogue.ts'
import { columnComment, describeViews, viewComment } from './describe.ts'
import { reportingPage } from './reporting-page.ts'

const database = await testDatabase()
const { pool } = database

const person = (key: string, isRestricted = false): NightRecord => ({
  feed: 'care',
  kind: 'person',
  personKey: key,
  recordKey: key,
  content: {
    names: [{ type: 'legal', given: `${key}given`, family: `${key}family` }],
    bornOn: '2016-05-04',
    nhsNumber: '9990000018',
    gpPractice: `${key}surgery`,
    isRestricted,
  },
})
const about = (key: string, otherKey: string): NightRecord[] => {
  const record = { feed: 'care', personKey: key, recordKey: key }
  return [
    { ...record, kind: 'address', content: { lines: [`${key}house`], postcode: 'ZZ1 1AA' } },
    {
      ...record,
      kind: 'relationship',
      content: { kind: 'sibling', otherKey, otherGiven: `${otherKey}given` },
    },
    {
      ...record,
      kind: 'involvement',
      content: { service: 'School', organisation: `${key}school`, workerName: `${key}worker` },
    },
    { ...record, kind: 'indicator', content: { kind: 'caf', startOn: '2026-01-05' } },
    {
      ...record,
      kind: 'event',
      content: {
        kind: 'Missing episode',
        happenedOn: '2026-02-03',
        sensitivity: 'ordinary',
        fact: `${key}fact`,
      },
    },
  ]
}
const everybody = (restricted: readonly string[]) =>
  ['ada', 'hid', 'zoe'].flatMap((key) => [
    person(key, restricted.includes(key)),
    ...about(key, key === 'ada' ? 'zoe' : 'ada'),
  ])
const night = (on: string, records: NightRecord[]): Night => ({
  on,
  sent: ['care'],
  records,
  people: [['care|ada'], ['care|hid'], ['care|zoe']],
})

/** Everything that the views say, as text. */
async function everything(): Promise<string> {
  const texts: string[] = []
  for (const { name } of reportViews) {
    const { rows } = await pool.query(`select t::text as text from reporting.${name} t`)
    texts.push(...rows.map((row) => row.text))
  }
  return texts.join('\n')
}

beforeAll(async () => {
  await playNight(database, night('2026-11-01', everybody(['hid'])))
})

describe('the catalogue', () => {
  test('has every view and column that there is, each with the type that it has', async () => {
    const { rows } = await pool.query<{ name: string; columns: string[] }>(`
      select c.relname as name, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'reporting'::regnamespace group by c.relname`)
    const there = new Map(rows.map((row) => [row.name, row.columns]))
    const told = new Map(
      reportViews.map(({ name, columns }) => [name, columns.map((c) => `${c.name} ${c.type}`)]),
    )
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(there))
  })

  test('defines every column, and every number with its unit', () => {
    const wanting = reportViews.flatMap(({ name, columns }) =>
      columns
        .filter(
          (c) =>
            c.definition.length < 8 ||
            c.source === '' ||
            (c.unit === '-' && /^(integer|double|timestamp|date)/.test(c.type)) ||
            !/[.:)]$/.test(c.definition),
        )
        .map((c) => `${name}.${c.name}`),
    )
    expect(wanting).toEqual([])
  })

  test('is what the database says of itself, and puts right what it says otherwise', async () => {
    await onOneConnection(database, (client) => describeViews(client, reportViews))
    const { rows } = await pool.query(`
      select obj_description('reporting.person_v1'::regclass) as view, col_description('reporting.person_v1'::regclass, 5) as born`)
    const [view] = reportViews
    const born = view?.columns[4]
    expect(rows[0]).toEqual({
      view: view && viewComment(view),
      born: born && columnComment(born),
    })
    expect(await onOneConnection(database, (client) => describeViews(client, reportViews))).toBe(0)
  })

  test('is the page docs/reporting.md', () => {
    expect(readFileSync('docs/reporting.md', 'utf8')).toBe(reportingPage(reportViews))
  })
})

describe('who is in the views', () => {
  test('those whom no source restricts, with what is held of them', async () => {
    const { rows } = await pool.query(
      'select given_name, born_on, sources from reporting.person_v1 order by 1',
    )
    expect(rows).toEqual([
      { given_name: 'adagiven', born_on: '2016-05-04', sources: 1 },
      { given_name: 'zoegiven', born_on: '2016-05-04', sources: 1 },
    ])
    for (const { name } of reportViews) {
      const { rowCount } = await pool.query(`select from reporting.${name}`)
      expect([name, rowCount]).not.toEqual([name, 0])
    }
  })

  test('nobody restricted, in no column and no count', async () => {
    expect(await everything()).not.toMatch(/hid(given|family|house|school|worker|fact|surgery)/)
    const { rows } = await pool.query(
      "select filled from reporting.coverage_v1 where field = 'name'",
    )
    expect(rows).toEqual([{ filled: 2 }])
    expect((await pool.query('select people from reporting.hidden_total_v1')).rows).toEqual([
      { people: 0 },
    ])
  })

  test('nobody restricted from the moment that the load commits, and no relationship to them', async () => {
    await loadNight(database, night('2026-11-02', everybody(['hid', 'zoe'])))
    const said = await everything()
    expect(said).toContain('adagiven')
    expect(said).not.toMatch(/zoe(given|family|house)/)
    expect((await pool.query('select from reporting.relationship_v1')).rowCount).toBe(0)
  })

  test('no whereabouts of somebody who is gone without a reason', async () => {
    await loadNight(database, night('2026-11-03', [person('hid', true), person('zoe', true)]))
    const said = await everything()
    expect(said).toContain('adagiven')
    expect(said).not.toMatch(/ada(house|surgery)/)
    const { rows } = await pool.query(
      'select organisation, worker_name from reporting.involvement_v1',
    )
    expect(rows).toEqual([{ organisation: null, worker_name: null }])
  })
})
