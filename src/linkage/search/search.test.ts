import type { DuckDBConnection } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '../increment/apply-changes.ts'
import type { LinkageIndex } from '../increment/linkage-index.ts'
import { openIndex } from '../increment/open-index.ts'
import { dropLinkResult, link } from '../link.ts'
import { makePeople, type Person, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import type { SearchFields } from './query.ts'
import { openSearch, type Search } from './search.ts'

const COLUMNS = ['id', 'source', 'first', 'last', 'born', 'code']
const eitherWay = [
  { kind: 'either_way', columns: ['first', 'last'], term_frequency: true },
  { kind: 'date', column: 'born' },
  { kind: 'exact', column: 'code' },
]
const known = [
  { id: 'k1', first: 'Katherine', last: 'Oneill', born: '2014-05-03', code: 'P1' },
  { id: 'k2', first: 'Kathrine', last: 'Oneill', born: '2014-05-03', code: 'P1' },
  { id: 'w1', first: 'William', last: 'Kowalski', born: '2010-07-07', code: 'P2' },
  { id: 'n1', first: 'Nkechi', last: 'Abara', born: null, code: null },
]

interface Open {
  connection: DuckDBConnection
  people: Person[]
  index: LinkageIndex
  search: Search
}

async function withSearch(
  work: (open: Open) => Promise<void>,
  changes: Record<string, unknown> = { comparisons: eitherWay },
): Promise<void> {
  await withDatabase(async (connection) => {
    const people = makePeople(400, 9)
    await putTable(connection, 'people', [...people, ...known], COLUMNS)
    const { index } = await openIndex({
      model: peopleModel(changes),
      connection,
      tables: ['people'],
    })
    await work({ connection, people, index, search: await openSearch(index, connection) })
  })
}

const idsOf = async (search: Search, fields: SearchFields) =>
  (await search.find(fields)).map((hit) => hit.id)

describe('search', () => {
  it('weighs as a run does: each pair found has the weight that the run gave it', async () => {
    await withSearch(async ({ connection, people, index, search }) => {
      const { model, parameters, frequencies } = index.basis
      const tables = ['people']
      const run = await link({ model, connection, tables, parameters, frequencies })
      const rows = await connection.runAndReadAll(
        `SELECT id_l, id_r, weight FROM "${run.pairs}" WHERE probability > 0.5`,
      )
      const weights = new Map(rows.getRows().map(([l, r, w]) => [`${l} ${r}`, Number(w)]))
      await dropLinkResult(connection, run)
      let compared = 0
      for (const { id, first, last, born, code } of people.slice(0, 120)) {
        for (const hit of await search.find({ first, last, born, code }, { limit: 50 })) {
          const weight = weights.get(`${id} ${hit.id}`) ?? weights.get(`${hit.id} ${id}`)
          if (weight === undefined) continue
          compared++
          expect(hit.weight).toBe(weight)
        }
      }
      expect(compared).toBeGreaterThan(100)
    })
  })

  it('finds every record that the run matches one with', async () => {
    await withSearch(async ({ connection, people, index, search }) => {
      const { model, parameters, frequencies } = index.basis
      const tables = ['people']
      const run = await link({ model, connection, tables, parameters, frequencies })
      const rows = await connection.runAndReadAll(
        `SELECT id_l, id_r FROM "${run.pairs}" WHERE probability > 0.5`,
      )
      const pairs = rows.getRows().map((r) => r.map(String) as [string, string])
      await dropLinkResult(connection, run)
      for (const { id, first, last, born, code } of people.slice(0, 150)) {
        const matches = pairs.flatMap(([l, r]) => (l === id ? [r] : r === id ? [l] : []))
        const hits = await search.find({ first, last, born, code }, { limit: 50 })
        expect(hits.map((h) => h.id)).toEqual(expect.arrayContaining([id, ...matches]))
      }
    })
  })

  it.each([
    ['as written', { first: 'Katherine', last: "O'Neill", born: '2014-05-03' }],
    ['names swapped', { first: 'oneill', last: 'katherine' }],
    ['a slip in the only name', { last: 'oniell' }],
    ['slips in both', { first: 'kathrin', last: 'onell' }],
    ['beginnings of both', { first: 'Kath*', last: 'one*' }],
    ['a name and a year', { last: 'oneill', born: '2014*' }],
    ['a year and a month, and a beginning', { last: 'on*', born: '2014-05*' }],
  ] as [string, SearchFields][])('half-known, %s', async (_words, fields) => {
    await withSearch(async ({ search }) => {
      const hits = await search.find(fields)
      expect(
        hits
          .slice(0, 2)
          .map((h) => h.id)
          .sort(),
      ).toEqual(['k1', 'k2'])
      expect(hits[0]?.cluster).toBe('k1')
    })
  })

  it('holds to a beginning, also where it is the only thing known', async () => {
    await withSearch(async ({ search }) => {
      expect(await idsOf(search, { first: 'Nkec*' })).toEqual(['n1'])
      expect(await idsOf(search, { first: 'Nkec*', last: 'Oneill' })).toEqual(['n1'])
      expect(await idsOf(search, { first: 'zzz*', last: 'Oneill' })).toEqual([])
    })
  })

  it('follows changes of the index: what came is found, what went is not', async () => {
    await withSearch(async ({ connection, index, search }) => {
      const changed = [
        { ...known[2], last: 'Nowak' },
        { id: 'z1', source: 'a', first: 'Zainab', last: 'Qureshi', born: '2016-01-09', code: null },
      ]
      await putTable(connection, 'coming', changed, COLUMNS)
      await applyChanges(index, { connection, tables: ['coming'], removed: ['k2'] })
      expect(await idsOf(search, { first: 'Zainab', last: 'Qureshi' })).toContain('z1')
      expect((await idsOf(search, { first: 'William', last: 'Nowak' }))[0]).toBe('w1')
      const gone = await idsOf(search, { first: 'Kathrine', last: 'Oneill' })
      expect(gone).toContain('k1')
      expect(gone).not.toContain('k2')
    })
  })

  it('answers many at once as it answers one after the other', async () => {
    await withSearch(async ({ people, search }) => {
      const asked = people.slice(0, 40).map(({ first, last, born }) => ({ first, last, born }))
      const one = []
      for (const fields of asked) one.push(await search.find(fields))
      expect(await Promise.all(asked.map((fields) => search.find(fields)))).toEqual(one)
    })
  })

  it('compares by SQL of its own where a connection is given', async () => {
    const levels = [
      { when: 'missing(born)', missing: true },
      { sql: 'l.born = r.born' },
      { sql: 'left(l.born, 4) = left(r.born, 4)' },
      'else',
    ]
    const comparisons = [...eitherWay.slice(0, 1), { name: 'born', columns: ['born'], levels }]
    await withSearch(
      async ({ index, search }) => {
        const fields = { first: 'Katherine', last: 'Oneill', born: '2014-08-08' }
        const [hit] = await search.find(fields)
        expect(hit?.levels.at(-1)).toBe(2)
        const without = await openSearch(index)
        await expect(without.find(fields)).rejects.toThrow('give a connection')
      },
      { comparisons },
    )
  })

  it('refuses a column that is not there, and a search for nothing, without repeating a value', async () => {
    await withSearch(async ({ search }) => {
      await expect(search.find({ firstname: 'Katherine' })).rejects.toMatchObject({
        code: 'input-invalid',
        message: 'There is no column "firstname" to search by; there are first, last, born, code.',
      })
      for (const nothing of [{}, { first: ' ', last: null }, { born: '*' }, { born: 'soon' }])
        await expect(search.find(nothing)).rejects.toMatchObject({ code: 'input-invalid' })
    })
  })

  it('says that the index is being changed, rather than answer from half of it', async () => {
    await withSearch(async ({ connection, index, search }) => {
      await putTable(connection, 'coming', known.slice(0, 1), COLUMNS)
      index.broken = true
      await expect(search.find({ first: 'Katherine' })).rejects.toMatchObject({
        code: 'index-unusable',
      })
      await expect(applyChanges(index, { connection, tables: ['coming'] })).rejects.toMatchObject({
        code: 'index-unusable',
      })
    })
  })
})
