import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropLinkResult, type LinkResult, link, type Progress } from '../index.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

async function leftBehind(connection: DuckDBConnection): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(
    `SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1`,
  )
  return reader.getRows().flat()
}

const MODELS: [string, Record<string, unknown>][] = [
  ['plain', {}],
  ['kin', { mode: 'dedupe', training: { relatives: ['last'] } }],
  ['duplicate-free sources', { sources: { column: 'source', free_of_duplicates: true } }],
  ['sessions', { mode: 'dedupe', training: { em: [['last', 'born'], 'code'] } }],
]

describe.each(MODELS)('a run stopped at any moment (%s)', (_name, changes) => {
  it('leaves nothing behind, and the connection goes on as before', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(150, 5), SEEN)
      await connection.run('CREATE VIEW seen AS SELECT * FROM people')
      const model = peopleModel(changes)
      const steps: Progress[] = []
      const wanted = await link({
        model,
        connection,
        tables: ['seen'],
        onProgress: (p) => void steps.push(p),
      })
      const partition = await readPartition(connection, wanted.clusters)
      const before = await leftBehind(connection)
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: steps.length - 1 }),
          fc.integer({ min: 0, max: 3 }),
          async (step, turns) => {
            const controller = new AbortController()
            let at = 0
            const stop = async () => {
              for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
              controller.abort()
            }
            const stopping: Promise<void>[] = []
            const outcome = await link({
              model,
              connection,
              tables: ['seen'],
              signal: controller.signal,
              onProgress: () => {
                if (at++ === step) stopping.push(stop())
              },
            }).catch((error: unknown) => error)
            await Promise.all(stopping)
            if (outcome instanceof Error) {
              expect(outcome).toMatchObject({ code: 'cancelled' })
              expect(await leftBehind(connection)).toEqual(before)
            } else {
              // The signal came when all was done.
              expect(at).toBeGreaterThan(steps.length - 6)
              await dropLinkResult(connection, outcome as LinkResult)
            }
          },
        ),
        { numRuns: 20 },
      )
      const again = await link({ model, connection, tables: ['seen'] })
      expect(await readPartition(connection, again.clusters)).toEqual(partition)
    })
  })

  it('reports progress that never goes back and ends at 1, with a time left', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(200, 5), SEEN)
      const steps: Progress[] = []
      await link({
        model: peopleModel(changes),
        connection,
        tables: ['people'],
        onProgress: (p) => void steps.push(p),
      })
      const done = steps.map((p) => p.done)
      expect(done).toEqual([...done].sort((a, b) => a - b))
      expect(done.at(-1)).toBe(1)
      for (const { secondsLeft } of steps) expect(secondsLeft ?? 0).toBeGreaterThanOrEqual(0)
    })
  })
})

describe('a failing run', () => {
  it.each([
    [
      'an error of the progress listener',
      {
        onProgress: () => {
          throw new Error('listener')
        },
      },
    ],
    ['a signal that was already given', { signal: AbortSignal.abort() }],
    ['labels that are not there', { labels: 'nowhere' }],
    [
      'decisions that contradict each other',
      {
        decisions: { same: [['a-1', 'b-1']], notSame: [['a-1', 'b-1']] } as {
          same: [string, string][]
          notSame: [string, string][]
        },
      },
    ],
  ])('%s: nothing is left behind', async (_name, options) => {
    await withDatabase(async (connection) => {
      const people = makePeople(60, 3)
      await putTable(
        connection,
        'people',
        people.map((p, i) =>
          i === 0 ? { ...p, id: 'a-1' } : i === 1 ? { ...p, id: 'b-1' } : { ...p, id: `q${i}` },
        ),
        SEEN,
      )
      await expect(
        link({ model: peopleModel(), connection, tables: ['people'], ...options }),
      ).rejects.toThrow()
      expect(await leftBehind(connection)).toEqual(['people'])
    })
  })
})

describe('a group of very many records alike', () => {
  it.each(['average', 'best_first'])(
    'can be stopped while it is clustered (%s)',
    async (method) => {
      await withDatabase(async (connection) => {
        const alike = Array.from({ length: 360 }, (_, i) => ({
          id: `r${i}`,
          source: 'a',
          first: i % 2 === 0 ? 'mia' : 'mya',
          last: 'okafor',
          born: '2014-02-03',
          code: 'P1',
          truth: '',
        }))
        await putTable(connection, 'seen', [...makePeople(200, 3), ...alike], SEEN)
        const before = await leftBehind(connection)
        const stopper = new AbortController()
        let looks = 0
        const run = link({
          model: peopleModel({ mode: 'dedupe', clusters: { method } }),
          connection,
          tables: ['seen'],
          signal: stopper.signal,
          onProgress: ({ stage }) => {
            if (stage === 'cluster' && ++looks === 2) stopper.abort()
          },
        })
        await expect(run).rejects.toMatchObject({ code: 'cancelled' })
        expect(await leftBehind(connection)).toEqual(before)
      })
    },
  )
})
