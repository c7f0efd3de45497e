import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropLinkResult, type LinkageError, link } from './index.ts'
import {
  makePeople,
  numbersFrom,
  type Person,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from './testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

async function partitionOf(
  people: readonly Person[],
  changes: Record<string, unknown> = {},
  threads = 2,
): Promise<string[][]> {
  return await withDatabase(async (connection) => {
    await connection.run(`SET threads = ${threads}`)
    await putTable(connection, 'people', people, SEEN)
    const result = await link({ model: peopleModel(changes), connection, tables: ['people'] })
    return await readPartition(connection, result.clusters)
  })
}

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

describe('link', () => {
  it('finds the people again, unsupervised', async () => {
    const people = makePeople(400, 7)
    const truth = new Map(people.map((p) => [p.id, p.truth]))
    const partition = await partitionOf(people)
    let right = 0
    let found = 0
    for (const ids of partition) {
      for (let i = 0; i < ids.length; i++) {
        for (let j = i + 1; j < ids.length; j++) {
          found++
          if (truth.get(ids[i] as string) === truth.get(ids[j] as string)) right++
        }
      }
    }
    const sizes = new Map<string, number>()
    for (const p of people) sizes.set(p.truth, (sizes.get(p.truth) ?? 0) + 1)
    const wanted = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
    expect(right / found).toBeGreaterThan(0.98)
    expect(right / wanted).toBeGreaterThan(0.85)
  })

  it('gives the same partition whatever the order of rows, the ids and the threads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom('components', 'best_first', 'average'),
        async (seed, method) => {
          const people = makePeople(60, seed)
          const renamed = new Map(
            shuffled(
              people.map((p) => p.id),
              seed + 1,
            ).map((id, i) => [id, `r${i}`]),
          )
          const changes = { clusters: { method } }
          const first = await partitionOf(people, changes)
          const moved = await partitionOf(shuffled(people, seed + 2), changes, 1)
          const other = await partitionOf(
            shuffled(people, seed + 3).map((p) => ({ ...p, id: renamed.get(p.id) as string })),
            changes,
          )
          expect(moved).toEqual(first)
          const back = new Map([...renamed].map(([a, b]) => [b, a]))
          const named = other.map((ids) => ids.map((id) => back.get(id) as string).sort())
          expect(named.map((ids) => ids.join()).sort()).toEqual(
            first.map((ids) => ids.join()).sort(),
          )
        },
      ),
      { numRuns: 12 },
    )
  })

  it('puts every record in one cluster and keeps every constraint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom('best_first', 'average', 'components'),
        async (seed, method) => {
          const people = makePeople(50, seed)
          const next = numbersFrom(seed + 9)
          const pick = () => (people[next(people.length)] as Person).id
          const notSame: [string, string][] = [
            [pick(), pick()],
            [pick(), pick()],
          ]
          const distinct = notSame.filter(([a, b]) => a !== b)
          await withDatabase(async (connection) => {
            await putTable(connection, 'people', people, SEEN)
            const model = peopleModel({
              clusters: { method },
              sources: { column: 'source', free_of_duplicates: true },
              constraints: { not_two_of: ['code'] },
            })
            const result = await link({
              model,
              connection,
              tables: ['people'],
              decisions: { same: [], notSame: distinct },
            })
            const partition = await readPartition(connection, result.clusters)
            expect(partition.flat().sort()).toEqual(people.map((p) => p.id).sort())
            const byId = new Map(people.map((p) => [p.id, p]))
            for (const ids of partition) {
              const members = ids.map((id) => byId.get(id) as Person)
              expect(new Set(members.map((m) => m.source)).size).toBe(members.length)
              expect(
                new Set(members.flatMap((m) => (m.code ? [m.code] : []))).size,
              ).toBeLessThanOrEqual(1)
              for (const [a, b] of distinct) expect(ids.includes(a) && ids.includes(b)).toBe(false)
            }
          })
        },
      ),
      { numRuns: 15 },
    )
  })

  it('joins what people decided is the same, and says when decisions contradict', async () => {
    const people = makePeople(40, 3)
    const [a, b, c] = people.filter((p) => p.source === 'a').map((p) => p.id) as [
      string,
      string,
      string,
    ]
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', people, SEEN)
      const options = { model: peopleModel(), connection, tables: ['people'] }
      const result = await link({
        ...options,
        decisions: { same: [[a, b]], notSame: [['gone', a]] },
      })
      const partition = await readPartition(connection, result.clusters)
      expect(partition.some((ids) => ids.includes(a) && ids.includes(b))).toBe(true)
      expect(result.warnings.map((w) => w.code)).toContain('decision-about-missing-record')
      const contradiction = link({
        ...options,
        decisions: {
          same: [
            [a, b],
            [b, c],
          ],
          notSame: [[a, c]],
        },
      })
      await expect(contradiction).rejects.toMatchObject({
        code: 'decisions-contradict',
      } satisfies Partial<LinkageError>)
    })
  })

  it('gives weights that are the sum of their parts', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(300, 11), SEEN)
      const model = peopleModel()
      const result = await link({ model, connection, tables: ['people'], parts: true })
      const { prior, comparisons } = result.parameters
      const reader = await connection.runAndReadAll(`SELECT * FROM "${result.pairs}"`)
      const rows = reader.getRowObjects()
      expect(rows.length).toBeGreaterThan(100)
      for (const row of rows) {
        let bits = Math.log2(prior / (1 - prior))
        for (const c of comparisons) {
          const level = c.levels[Number(row[`level_${c.name}`])]
          if (level?.m != null && level.u != null) bits += Math.log2(level.m / level.u)
          bits += Number(row[`frequency_${c.name}`] ?? 0)
        }
        expect(Number(row['weight'])).toBeCloseTo(bits, 9)
        expect(Number(row['probability'])).toBeCloseTo(1 / (1 + 2 ** -bits), 9)
      }
    })
  })

  it('gives the same answer from frozen parameters', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(200, 5), SEEN)
      const options = { model: peopleModel(), connection, tables: ['people'] }
      const first = await link(options)
      const frozen = JSON.parse(JSON.stringify(first.parameters)) as typeof first.parameters
      const second = await link({ ...options, parameters: frozen })
      expect(second.parameters).toEqual(first.parameters)
      expect(await readPartition(connection, second.clusters)).toEqual(
        await readPartition(connection, first.clusters),
      )
    })
  })

  it('leaves nothing behind when cancelled or when its answer is dropped', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(200, 5), SEEN)
      const tables = async () =>
        (
          await connection.runAndReadAll(
            'SELECT table_name FROM information_schema.tables ORDER BY 1',
          )
        )
          .getRows()
          .flat()
      for (const stage of ['read', 'compare', 'train', 'write'] as const) {
        const controller = new AbortController()
        const run = link({
          model: peopleModel(),
          connection,
          tables: ['people'],
          signal: controller.signal,
          onProgress: (p) => p.stage === stage && controller.abort(),
        })
        await expect(run).rejects.toMatchObject({ code: 'cancelled' })
        expect(await tables()).toEqual(['people'])
      }
      const result = await link({ model: peopleModel(), connection, tables: ['people'] })
      expect((await tables()).length).toBeGreaterThan(1)
      await dropLinkResult(connection, result)
      expect(await tables()).toEqual(['people'])
    })
  })

  it('reports progress that only goes forward, to the end', async () => {
    const seen: number[] = []
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(100, 5), SEEN)
      await link({
        model: peopleModel(),
        connection,
        tables: ['people'],
        onProgress: (p) => seen.push(p.done),
      })
    })
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
  })

  it('links two tables and never pairs records of one of them', async () => {
    const people = makePeople(150, 21, ['a', 'b'])
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        'left',
        people.filter((p) => p.source === 'a'),
        SEEN,
      )
      await putTable(
        connection,
        'right',
        people.filter((p) => p.source === 'b'),
        SEEN,
      )
      const model = peopleModel({ sources: { free_of_duplicates: true } })
      const result = await link({ model, connection, tables: ['left', 'right'] })
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FILTER (WHERE left(id_l, 1) = left(id_r, 1)), count(*) FROM "${result.pairs}"`,
      )
      const [inside, all] = (reader.getRows()[0] ?? []).map(Number)
      expect(inside).toBe(0)
      expect(all).toBeGreaterThan(30)
    })
  })
})

describe('small tables', () => {
  it.each([2, 3, 5, 8])('of %i people with nothing in common stay apart', async (count) => {
    const names = ['quentin', 'zara', 'boris', 'mei', 'ophelia', 'jack', 'uma', 'fred']
    const lasts = ['xu', 'okonkwo', 'brown', 'lindqvist', 'patel', 'garcia', 'ito', 'wolf']
    const people = names.slice(0, count).map((first, i) => ({
      id: String(i),
      source: 'a',
      first,
      last: lasts[i] as string,
      born: `${1950 + i * 7}-0${1 + i}-1${i}`,
      code: `c${i}`,
      truth: '',
    }))
    expect(await partitionOf(people, { blocking: ['everything'] })).toHaveLength(count)
  })

  it('says so when something else uses the connection meanwhile, and never answers by half', async () => {
    await withDatabase(async (connection) => {
      await connection.run(
        "CREATE TABLE people AS SELECT i::VARCHAR AS id, 'a' AS source, 'n' || (i // 2) AS first, 'm' || (i // 2) AS last, '2014-02-03' AS born, 'c' AS code FROM range(200000) t(i)",
      )
      const model = peopleModel({ blocking: [['first', 'last']] })
      const run = link({
        model,
        connection,
        tables: ['people'],
        onProgress: () => void connection.run('SELECT 1'),
      })
      const outcome = await run.then(
        (r) => r.counts.candidatePairs,
        (error: LinkageError) => error.code,
      )
      expect([100_000, 'input-invalid']).toContain(outcome)
    })
  })
})
