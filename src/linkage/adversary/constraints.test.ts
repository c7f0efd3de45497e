import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LinkageError, link } from '../index.ts'
import {
  makePeople,
  numbersFrom,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

interface Row {
  id: string
  source: string
  first: string | null
  last: string
  born: string
  code: string | null
}

/** Few people, many records, few values: almost everything could be one. */
function crowd(seed: number, count: number): Row[] {
  const next = numbersFrom(seed)
  const pick = (...of: string[]) => of[next(of.length)] as string
  return Array.from({ length: count }, (_, i) => ({
    id: `r${i}`,
    source: pick('a', 'b', 'c', 'd'),
    first: next(9) === 0 ? null : pick('mia', 'mya', 'tom', 'tim', 'zoe'),
    last: pick('okafor', 'okafer', 'li'),
    born: pick('2014-02-03', '2014-03-02', '2011-07-09'),
    code: next(3) === 0 ? null : pick('P1', 'P2', 'P3'),
  }))
}

const pairs = (count: number, most: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: count }), fc.integer({ min: 0, max: count }))
      .map(([a, b]): [string, string] => [`r${a}`, `r${b}`]),
    { maxLength: most },
  )

/** The sets that decisions of "same" make, over the ids there are. */
function decidedSets(
  ids: readonly string[],
  same: readonly [string, string][],
): Map<string, string> {
  const root = new Map(ids.map((id) => [id, id]))
  const find = (id: string): string => {
    const up = root.get(id) as string
    return up === id ? id : find(up)
  }
  for (const [a, b] of same) if (root.has(a) && root.has(b)) root.set(find(a), find(b))
  return new Map(ids.map((id) => [id, find(id)]))
}

const COUNT = 40

describe.each(['average', 'best_first', 'components'])('clusters by %s', (method) => {
  it('are a partition that keeps what was decided and every constraint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        pairs(COUNT + 3, 6),
        pairs(COUNT + 3, 12),
        fc.constantFrom(true, ['a', 'b'], false),
        fc.boolean(),
        async (seed, same, notSame, free, onlyOne) => {
          const rows = crowd(seed, COUNT)
          const ids = rows.map((r) => r.id)
          const byId = new Map(rows.map((r) => [r.id, r]))
          const set = decidedSets(ids, same)
          const known = ([a, b]: [string, string]) => set.has(a) && set.has(b)
          const contradicted = notSame.filter(known).some(([a, b]) => set.get(a) === set.get(b))
          await withDatabase(async (connection) => {
            await putTable(connection, 'people', rows)
            const run = link({
              model: peopleModel({
                mode: 'dedupe',
                clusters: { method },
                sources: { column: 'source', free_of_duplicates: free },
                constraints: { not_two_of: ['code'], one_per_source: onlyOne },
              }),
              connection,
              tables: ['people'],
              decisions: { same, notSame },
            })
            if (contradicted) {
              await expect(run).rejects.toMatchObject({ code: 'decisions-contradict' })
              return
            }
            const result = await run
            const gone = [...same, ...notSame].filter((p) => !known(p)).length
            expect(result.warnings.some((w) => w.code === 'decision-about-missing-record')).toBe(
              gone > 0,
            )
            const partition = await readPartition(connection, result.clusters)
            expect(partition.flat().sort()).toEqual([...ids].sort())
            expect(partition.length).toBe(result.counts.clusters)
            const clusterOf = new Map(partition.flatMap((c, i) => c.map((id) => [id, i] as const)))
            for (const [a, b] of same.filter(known)) expect(clusterOf.get(a)).toBe(clusterOf.get(b))
            for (const [a, b] of notSame.filter(known))
              expect(clusterOf.get(a)).not.toBe(clusterOf.get(b))
            for (const members of partition) {
              // What people joined may break a rule by itself; the engine may not break it further.
              const parts = [...new Set(members.map((id) => set.get(id) as string))].map((root) =>
                members.filter((id) => set.get(id) === root).map((id) => byId.get(id) as Row),
              )
              parts.forEach((one, i) => {
                for (const other of parts.slice(i + 1)) {
                  for (const x of one) {
                    for (const y of other) {
                      const single = free === true || free === false || free.includes(x.source)
                      if (onlyOne && single) expect(x.source).not.toBe(y.source)
                      const decided = one.length > 1 || other.length > 1
                      if (!decided && x.code && y.code) expect(x.code).toBe(y.code)
                    }
                  }
                }
              })
            }
          })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('hold no pair that shares no evidence: a record without any value stays alone', async () => {
    const rows = crowd(5, 30)
    const empty = { source: 'a', first: null, last: '', born: '', code: null }
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', [...rows, { id: 'x', ...empty }, { id: 'y', ...empty }])
      const result = await link({
        model: peopleModel({ mode: 'dedupe', clusters: { method } }),
        connection,
        tables: ['people'],
      })
      const partition = await readPartition(connection, result.clusters)
      expect(partition).toContainEqual(['x'])
      expect(partition).toContainEqual(['y'])
    })
  })
})

describe('decisions', () => {
  it('about one record and itself: the same changes nothing, not the same contradicts', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', crowd(3, 20))
      const options = { model: peopleModel(), connection, tables: ['people'] }
      const plain = await link(options)
      const told = await link({ ...options, decisions: { same: [['r1', 'r1']], notSame: [] } })
      expect(await readPartition(connection, told.clusters)).toEqual(
        await readPartition(connection, plain.clusters),
      )
      await expect(
        link({ ...options, decisions: { same: [], notSame: [['r1', 'r1']] } }),
      ).rejects.toBeInstanceOf(LinkageError)
    })
  })

  it('by odd ids: numbers, quotes, spaces', async () => {
    await withDatabase(async (connection) => {
      const ids = ["o'hara", 'a b', ' a b', '7', '"', 'ü🙂']
      await putTable(
        connection,
        'people',
        ids.map((id, i) => ({ ...crowd(2, 6)[i], id })),
      )
      const result = await link({
        model: peopleModel({ mode: 'dedupe' }),
        connection,
        tables: ['people'],
        decisions: {
          same: [
            ["o'hara", ' a b'],
            [7, '"'],
          ],
          notSame: [['a b', 'ü🙂']],
        },
      })
      expect(result.warnings.map((w) => w.code)).not.toContain('decision-about-missing-record')
      const partition = await readPartition(connection, result.clusters)
      const together = (a: string, b: string) =>
        partition.some((c) => c.includes(a) && c.includes(b))
      expect(together("o'hara", ' a b')).toBe(true)
      expect(together('7', '"')).toBe(true)
      expect(together('a b', 'ü🙂')).toBe(false)
    })
  })
})

describe('a source that is blank', () => {
  it.each(['', '  ', null])('(%o) is a source like any other', async (blank) => {
    await withDatabase(async (connection) => {
      const twins = (id: string, source: string | null) =>
        [1, 2].map((n) => ({
          ...{ first: `mia${id}`, last: 'okafor', born: '2014-02-03', code: id, truth: '' },
          id: `${id}${n}`,
          source,
        }))
      const people = [...makePeople(80, 3), ...twins('x', blank), ...twins('z', 'a')]
      await putTable(connection, 'people', people, [
        'id',
        'source',
        'first',
        'last',
        'born',
        'code',
      ])
      const sources = { column: 'source', free_of_duplicates: true }
      const model = peopleModel({ mode: 'dedupe', sources })
      const result = await link({ model, connection, tables: ['people'] })
      const clusters = await readPartition(connection, result.clusters)
      for (const id of ['x', 'z'])
        expect(clusters.some((c) => c.includes(`${id}1`) && c.includes(`${id}2`))).toBe(false)
    })
  })
})
