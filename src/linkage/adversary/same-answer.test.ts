import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LinkResult, link, type Parameters } from '../index.ts'
import {
  makePeople,
  numbersFrom,
  type Person,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const next = numbersFrom(seed)
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = next(i + 1)
    const kept = out[i] as T
    out[i] = out[j] as T
    out[j] = kept
  }
  return out
}

interface Answer {
  partition: string[]
  weights: string[]
  parameters: Parameters
  counts: LinkResult['counts']
}

async function answerOf(
  tables: readonly (readonly Person[])[],
  changes: Record<string, unknown> = {},
  threads = 2,
  decisions?: { same: [string, string][]; notSame: [string, string][] },
): Promise<Answer> {
  return await withDatabase(async (connection) => {
    await connection.run(`SET threads = ${threads}`)
    const names = tables.map((_, i) => `people_${i}`)
    for (const [i, rows] of tables.entries())
      await putTable(connection, names[i] as string, rows, SEEN)
    const model = peopleModel({ mode: 'dedupe', sources: { column: 'source' }, ...changes })
    const result = await link({
      model,
      connection,
      tables: names,
      ...(decisions ? { decisions } : {}),
    })
    return {
      partition: (await readPartition(connection, result.clusters)).map((ids) => ids.join()).sort(),
      weights: await weightsOf(connection, result),
      parameters: result.parameters,
      counts: result.counts,
    }
  })
}

async function weightsOf(connection: DuckDBConnection, result: LinkResult): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `SELECT least(id_l, id_r), greatest(id_l, id_r), printf('%.9f', weight), rule FROM "${result.pairs}" ORDER BY 1, 2`,
  )
  return reader.getRows().map((r) => r.join(' '))
}

const MODELS: [string, Record<string, unknown>][] = [
  [
    'kin, names either way',
    {
      comparisons: [
        { kind: 'either_way', columns: ['first', 'last'], term_frequency: true },
        { kind: 'date', column: 'born' },
        { kind: 'exact', column: 'code' },
      ],
      training: { relatives: ['last'] },
    },
  ],
  ['plain', {}],
  ['best first', { clusters: { method: 'best_first' } }],
  ['duplicate-free sources', { sources: { column: 'source', free_of_duplicates: true } }],
  ['some sources free', { sources: { column: 'source', free_of_duplicates: ['a'] } }],
  ['kin', { training: { relatives: ['last'] } }],
  ['sessions', { training: { em: [['last', 'born'], 'code'] } }],
  ['not two of', { constraints: { not_two_of: ['code'] } }],
  [
    'names either way',
    {
      comparisons: [
        { kind: 'either_way', columns: ['first', 'last'], term_frequency: true },
        { kind: 'date', column: 'born' },
        { kind: 'exact', column: 'code' },
      ],
    },
  ],
]

describe('the same records give the same answer', () => {
  it.each(MODELS)('%s: threads, order of rows, several tables', async (_name, changes) => {
    const people = makePeople(450, 5).map((p, i) =>
      i % 9 === 0 ? { ...p, first: p.last, last: p.first } : p,
    )
    const first = await answerOf([people], changes)
    const half = people.length >> 1
    for (const other of [
      await answerOf([people], changes, 1),
      await answerOf([people], changes, 4),
      await answerOf([shuffled(people, 8)], changes),
      await answerOf(
        [people.slice(0, half), people.slice(half, half + 9), people.slice(half + 9)],
        changes,
      ),
    ]) {
      expect(other).toEqual(first)
    }
  })

  it.each(['average', 'best_first'])(
    '%s: few different values, so that many pairs weigh alike',
    async (method) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), async (seed, free) => {
          const next = numbersFrom(seed)
          const pick = (...of: string[]) => of[next(of.length)] as string
          const people = Array.from({ length: 60 }, (_, i) => ({
            id: `r${String(i).padStart(3, '0')}`,
            source: pick('a', 'b', 'c'),
            first: pick('mia', 'mya', 'tom', 'tim', 'zoe'),
            last: pick('okafor', 'okafer', 'li'),
            born: pick('2014-02-03', '2014-03-02', '2011-07-09'),
            code: pick('P1', 'P2', 'P3'),
            truth: '',
          }))
          const changes = {
            clusters: { method },
            constraints: { not_two_of: ['code'] },
            ...(free ? { sources: { column: 'source', free_of_duplicates: true } } : {}),
          }
          const decisions = {
            same: [],
            notSame: [
              ['r000', 'r001'],
              ['r002', 'r003'],
            ] as [string, string][],
          }
          const first = await answerOf([people], changes, 2, decisions)
          expect(await answerOf([shuffled(people, seed + 1)], changes, 2, decisions)).toEqual(first)
        }),
        { numRuns: 15 },
      )
    },
  )

  it.each(['average', 'best_first'])('%s: records alike in all but their ids', async (method) => {
    const alike = { first: 'mia', last: 'okafor', born: '2014-02-03', code: 'P1', truth: '' }
    const trio = [
      { ...alike, id: 'x1', source: 'a' },
      { ...alike, id: 'x2', source: 'a' },
      { ...alike, id: 'y1', source: 'b' },
    ]
    const others = makePeople(60, 4)
    const decisions = { same: [], notSame: [['x1', 'x2']] as [string, string][] }
    const free = { sources: { column: 'source', free_of_duplicates: true } }
    for (const [changes, decided] of [
      [free, undefined],
      [{}, decisions],
    ] as const) {
      const first = await answerOf(
        [[...trio, ...others]],
        { clusters: { method }, ...changes },
        2,
        decided,
      )
      for (const seed of [2, 3, 4]) {
        const rows = shuffled([...trio, ...others], seed)
        const other = await answerOf([rows], { clusters: { method }, ...changes }, 2, decided)
        expect(other.partition).toEqual(first.partition)
      }
    }
  })

  it('ids decide nothing but the names of clusters', async () => {
    const people = makePeople(300, 6)
    const first = await answerOf([people])
    for (const name of [
      (i: number) => `z${String(i).padStart(5, '0')}`,
      (i: number) => `${(i * 7919) % 10007}`,
    ]) {
      const renamed = new Map(people.map((p, i) => [name(i), p.id]))
      const other = await answerOf([people.map((p, i) => ({ ...p, id: name(i) }))])
      expect(other.parameters).toEqual(first.parameters)
      const back = other.partition.map((ids) =>
        ids
          .split(',')
          .map((id) => renamed.get(id))
          .sort()
          .join(),
      )
      expect(back.sort()).toEqual(first.partition.map((ids) => ids.split(',').sort().join()).sort())
    }
  })
})

describe('weights', () => {
  it.each(MODELS)('%s: the sum of their parts', async (_name, changes) => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(400, 11), SEEN)
      const model = peopleModel({ mode: 'dedupe', sources: { column: 'source' }, ...changes })
      const result = await link({
        model,
        connection,
        tables: ['people'],
        threshold: 0,
        parts: true,
      })
      const { prior, comparisons } = result.parameters
      const reader = await connection.runAndReadAll(`SELECT * FROM "${result.pairs}"`)
      const rows = reader.getRowObjects()
      expect(rows.length).toBe(result.counts.candidatePairs)
      for (const row of rows) {
        let bits = Math.log2(prior / (1 - prior)) + Number(row['correction'])
        for (const c of comparisons) {
          const level = c.levels[Number(row[`level_${c.name}`])]
          if (level?.m != null && level.u != null)
            bits += Math.log2(Math.max(level.m, 1e-6) / Math.max(level.u, 1e-6))
          bits += Number(row[`frequency_${c.name}`] ?? 0)
        }
        expect(Number(row['weight'])).toBeCloseTo(bits, 7)
      }
    })
  })

  it('of a value adjusted by its frequency do not depend on how common the level is', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(80, 3), SEEN)
      const model = peopleModel()
      const trained = await link({ model, connection, tables: ['people'] })
      const weights: number[] = []
      for (const u of [1e-3, 1e-6, 1e-9, 1e-12]) {
        const parameters = structuredClone(trained.parameters)
        const exact = parameters.comparisons[1]?.levels[1]
        if (exact) exact.u = u
        const result = await link({
          model,
          connection,
          tables: ['people'],
          parameters,
          threshold: 0,
        })
        const reader = await connection.runAndReadAll(
          `SELECT weight FROM "${result.pairs}" WHERE level_last = 1 ORDER BY least(id_l, id_r), greatest(id_l, id_r) LIMIT 1`,
        )
        weights.push(Number(reader.getRows()[0]?.[0]))
      }
      for (const weight of weights) expect(weight).toBeCloseTo(weights[0] as number, 6)
    })
  })
})

describe('two runs at once on one connection', () => {
  it('do not disturb each other', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(120, 3), SEEN)
      await putTable(connection, 'others', makePeople(90, 4), SEEN)
      const model = peopleModel()
      const alone = await link({ model, connection, tables: ['people'] })
      const both = await Promise.all([
        link({ model, connection, tables: ['people'] }),
        link({ model, connection, tables: ['others'] }),
      ])
      expect(both[0].parameters).toEqual(alone.parameters)
      expect(await readPartition(connection, both[0].clusters)).toEqual(
        await readPartition(connection, alone.clusters),
      )
      expect((await readPartition(connection, both[1].clusters)).flat().length).toBe(
        both[1].counts.records,
      )
    })
  })

  it('go on where the one before failed', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(120, 3), SEEN)
      const model = peopleModel()
      const [bad, good] = await Promise.allSettled([
        link({ model, connection, tables: ['nowhere'] }),
        link({ model, connection, tables: ['people'] }),
      ])
      expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled'])
    })
  })
})
