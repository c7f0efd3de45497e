import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { dropLinkResult, link } from '../link.ts'
import {
  makePeople,
  numbersFrom,
  type Person,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'
import { applyChanges } from './apply-changes.ts'
import { compactIndex } from './compact-index.ts'
import type { Difference } from './difference.ts'
import { loadIndex, saveIndex } from './index-file.ts'
import type { LinkageIndex } from './linkage-index.ts'
import { openIndex } from './open-index.ts'

type Decisions = { same: [string, string][]; notSame: [string, string][] }
const NO_DECISIONS: Decisions = { same: [], notSame: [] }
const COLUMNS = ['id', 'source', 'first', 'last', 'born', 'code']

/** The partition of an index as sorted lists of ids. */
function partitionOf(index: LinkageIndex): string[][] {
  const groups = new Map<string, string[]>()
  for (const [id, cluster] of index.partition())
    groups.set(cluster, [...(groups.get(cluster) ?? []), id])
  return [...groups.values()].map((g) => g.sort()).sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1))
}

/** The partition that a run over everything gives, with what the index has frozen. */
async function fullRun(
  connection: DuckDBConnection,
  { basis }: LinkageIndex,
  people: readonly Person[],
  decisions: Decisions,
): Promise<string[][]> {
  await putTable(connection, 'everything', people, COLUMNS)
  const { model, parameters, frequencies } = basis
  const options = { model, connection, tables: ['everything'], parameters, frequencies, decisions }
  const result = await link(options)
  const partition = await readPartition(connection, result.clusters)
  await dropLinkResult(connection, result)
  return partition
}

/** The partition as the differences say it is. */
function follow(partition: string[][], { changes }: Difference): string[][] {
  const before = new Set(changes.flatMap((c) => c.before.map((b) => b.members.join(' '))))
  const kept = partition.filter((members) => !before.has(members.join(' ')))
  expect(partition.length - kept.length).toBe(before.size)
  return [...kept, ...changes.flatMap((c) => c.after.map((a) => a.members))].sort((a, b) =>
    `${a[0]}` < `${b[0]}` ? -1 : 1,
  )
}

/** A month of nights: people come, change, go and come back; decisions are made and withdrawn. */
async function manyIncrements(
  changes: Record<string, unknown>,
  seed: number,
  rounds: number,
  compareEvery: number,
): Promise<Record<string, number>> {
  return await withDatabase(async (connection) => {
    const next = numbersFrom(seed)
    const model = peopleModel(changes)
    const pool = makePeople(160, seed)
    let present = pool.filter(() => next(3) > 0)
    await putTable(connection, 'first', present, COLUMNS)
    let { index } = await openIndex({ model, connection, tables: ['first'] })
    let partition = partitionOf(index)
    expect(partition).toEqual(await fullRun(connection, index, present, NO_DECISIONS))
    let decisions = NO_DECISIONS
    const kinds: Record<string, number> = {}
    for (let round = 1; round <= rounds; round++) {
      const isHere = new Set(present.map((p) => p.id))
      const coming = pool.filter((p) => !isHere.has(p.id) && next(8) === 0)
      const going = present.filter(() => next(25) === 0)
      const gone = new Set(going.map((p) => p.id))
      const staying = present.filter((p) => !gone.has(p.id))
      const altered = staying.filter(() => next(25) === 0).map((p) => alter(p, next))
      const byId = new Map(altered.map((p) => [p.id, p]))
      present = [...staying.map((p) => byId.get(p.id) ?? p), ...coming]
      if (next(3) === 0) decisions = redecide(decisions, pool, next)
      const given = [...coming, ...altered, ...staying.filter(() => next(40) === 0)]
      const all = new Map(present.map((p) => [p.id, p]))
      await putTable(
        connection,
        'changes',
        [...new Set(given.map((p) => p.id))].map((id) => all.get(id) as Person),
        COLUMNS,
      )
      const difference = await applyChanges(index, {
        connection,
        tables: ['changes'],
        removed: going.map((p) => p.id),
        decisions,
      })
      for (const { kind } of difference.changes) kinds[kind] = (kinds[kind] ?? 0) + 1
      kinds['passed'] = (kinds['passed'] ?? 0) + difference.caps.reduce((n, c) => n + c.passed, 0)
      kinds['returned'] =
        (kinds['returned'] ?? 0) + difference.caps.reduce((n, c) => n + c.returned, 0)
      partition = follow(partition, difference)
      expect(partition).toEqual(partitionOf(index))
      // Half of the nights go on from an index without gaps.
      if (round % 2 === 0) {
        index = compactIndex(index)
        expect(index.rows.count).toBe(present.length)
        expect(partitionOf(index)).toEqual(partition)
      }
      if (round % compareEvery === 0)
        expect(partition).toEqual(await fullRun(connection, index, present, decisions))
    }
    return kinds
  })
}

function alter(p: Person, next: (below: number) => number): Person {
  const other = ['amara', 'bilal', 'gwen'][next(3)] as string
  return [
    { ...p, first: other },
    { ...p, last: null },
    { ...p, born: '2014-02-03' },
    { ...p, first: p.last, last: p.first },
    { ...p, source: 'd' },
  ][next(5)] as Person
}

/** One decision more or less; never two that contradict each other, as each record is in one. */
function redecide(
  { same, notSame }: Decisions,
  pool: readonly Person[],
  next: (below: number) => number,
): Decisions {
  const all = [...same, ...notSame]
  if (all.length > 12) return { same: same.slice(1), notSame: notSame.slice(2) }
  const decided = new Set(all.flat())
  const free = pool.filter((p) => !decided.has(p.id))
  const first = free[next(free.length)] as Person
  const likely = free.filter((p) => p.truth === first.truth && p.id !== first.id)[0]
  const other = likely ?? (free[(free.indexOf(first) + 1) % free.length] as Person)
  const pair: [string, string] = [first.id, other.id]
  return next(2) === 0 ? { same: [...same, pair], notSame } : { same, notSame: [...notSame, pair] }
}

const eitherWay = [
  { kind: 'either_way', columns: ['first', 'last'], term_frequency: true },
  { kind: 'date', column: 'born' },
  { kind: 'exact', column: 'code' },
]
const free = { column: 'source', free_of_duplicates: true }
const blocking = [
  ['last', 'born'],
  'unordered(first, last)',
  { on: 'code', cap: 4 },
  { on: ['born'], cap: 6 },
]

describe('increments', () => {
  it('what a record held that is gone or has changed is nowhere in a compact index', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(80, 3)
      await putTable(connection, 'first', people, COLUMNS)
      const { index } = await openIndex({ model: peopleModel(), connection, tables: ['first'] })
      const [gone, changed] = people as [Person, Person]
      await putTable(connection, 'changes', [{ ...changed, first: 'zebedee' }], COLUMNS)
      await applyChanges(index, { connection, tables: ['changes'], removed: [gone.id] })
      const compact = compactIndex(index)
      expect(compact.rows.ids.find(gone.id)).toBe(-1)
      const held = compact.rows.columns.map(({ values }) => values.count)
      const living = [...people.slice(2), { ...changed, first: 'zebedee' }]
      const distinct = compact.rows.columns.map(({ name }) => {
        const values = living.flatMap((person) => Object.entries(person))
        return new Set(values.filter(([key, v]) => key === name && v !== null).map(([, v]) => v))
          .size
      })
      expect(held).toEqual(distinct)
      expect(compact.rows.columns[0]?.values.count).toBeGreaterThan(0)
    })
  })

  it('a hundred in a row are the same as a run over everything, after each of them', async () => {
    const kinds = await manyIncrements({ comparisons: eitherWay, blocking }, 11, 100, 1)
    for (const kind of ['new', 'gone', 'grown', 'shrunk', 'joined', 'split', 'passed', 'returned'])
      expect([kind, (kinds[kind] ?? 0) > 0]).toEqual([kind, true])
  })

  it.each([
    ['duplicate-free sources, learnt patterns', { sources: free, comparisons: eitherWay }],
    ['strongest first', { clusters: { method: 'best_first' }, blocking }],
    ['components', { clusters: { method: 'components' }, blocking }],
    ['kin', { training: { relatives: ['last'] }, blocking }],
    ['not two of', { constraints: { not_two_of: ['code'], needs_one_of: ['first'] }, blocking }],
    [
      'arrays taken apart',
      { blocking: [{ on: 'explode(word_prefixes(first, 3))', cap: 12 }, 'born'] },
    ],
    [
      'variants',
      {
        comparisons: [
          { kind: 'name', column: 'first', learn_variants: true },
          { kind: 'name', column: 'last' },
          { kind: 'date', column: 'born' },
        ],
      },
    ],
    [
      'SQL of its own',
      {
        comparisons: [
          { kind: 'name', column: 'first' },
          { kind: 'name', column: 'last', term_frequency: true },
          {
            name: 'born',
            columns: ['born'],
            levels: [
              { when: 'missing(born)', missing: true },
              { sql: 'l.born = r.born' },
              { sql: 'left(l.born, 4) = left(r.born, 4)' },
              'else',
            ],
          },
        ],
      },
    ],
  ] as [string, Record<string, unknown>][])(
    '%s: the same as a full run',
    async (_name, changes) => {
      await manyIncrements(changes, 23, 24, 4)
    },
  )

  it('saved and loaded, an index goes on as if it had stayed open', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kith-index-'))
    try {
      await withDatabase(async (connection) => {
        const people = makePeople(120, 4)
        await putTable(connection, 'people', people.slice(0, 200), COLUMNS)
        const opened = await openIndex({
          model: peopleModel({ blocking }),
          connection,
          tables: ['people'],
          decisions: { same: [['a-1', 'gone-1']], notSame: [] },
        })
        const path = join(folder, 'people.index')
        await saveIndex(path, opened.index)
        expect((await stat(path)).mode & 0o777).toBe(0o600)
        const loaded = await loadIndex(path)
        expect(partitionOf(loaded)).toEqual(partitionOf(opened.index))
        expect(loaded.decisions).toEqual(opened.index.decisions)
        await putTable(connection, 'more', people.slice(190), COLUMNS)
        const changes = { connection, tables: ['more'], removed: [people[3]?.id ?? ''] }
        const { seconds: _a, ...here } = await applyChanges(opened.index, changes)
        const { seconds: _b, ...there } = await applyChanges(loaded, changes)
        expect(there).toEqual(here)
        expect(there.records).toEqual({
          new: people.length - 200,
          changed: 0,
          removed: 1,
          unchanged: 10,
          unknown: [],
        })
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('a file that is cut short, damaged or no index is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kith-index-'))
    try {
      await withDatabase(async (connection) => {
        await putTable(connection, 'people', makePeople(40, 4), COLUMNS)
        const { index } = await openIndex({ model: peopleModel(), connection, tables: ['people'] })
        const path = join(folder, 'people.index')
        await saveIndex(path, index)
        const whole = await readFile(path)
        for (const length of [whole.length - 5, whole.length >> 1, 400, 24, 3, 0]) {
          await writeFile(path, whole)
          await truncate(path, length)
          await expect(loadIndex(path)).rejects.toMatchObject({ code: 'index-unreadable' })
        }
        await expect(loadIndex(join(folder, 'none'))).rejects.toMatchObject({
          code: 'index-unreadable',
        })
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
