import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type Model, parseModel } from '../index.ts'

/** A made-up record of a test. */
export interface Person {
  id: string
  source: string
  first: string | null
  last: string | null
  born: string | null
  code: string | null
  truth: string
}

const FIRST = [
  'amara',
  'bilal',
  'carys',
  'dylan',
  'elin',
  'farah',
  'gwen',
  'hasan',
  'isla',
  'jakub',
  'kezia',
  'luca',
]
const LAST = [
  'adeyemi',
  'brown',
  'cohen',
  'davies',
  'evans',
  'farrell',
  'green',
  'hussain',
  'iqbal',
  'jones',
]

/** Whole numbers below a bound, the same for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    state ^= state >>> 12
    return (state >>> 0) % below
  }
}

/** People known to several agencies, each at most once, with slips and gaps. */
export function makePeople(count: number, seed: number, sources = ['a', 'b', 'c']): Person[] {
  const next = numbersFrom(seed)
  const out: Person[] = []
  for (let i = 0; i < count; i++) {
    const first = `${FIRST[next(FIRST.length)]}${next(40)}x`.replace(/\d/g, (d) =>
      'aeioubdgkm'.charAt(Number(d)),
    )
    const last = `${LAST[next(LAST.length)]}${next(90)}`.replace(/\d/g, (d) =>
      'nrstlpvwyz'.charAt(Number(d)),
    )
    const born = `${2005 + next(15)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`
    const code = `P${next(500)}`
    for (const source of sources) {
      if (next(3) === 0) continue
      const slip = (text: string) => (next(8) === 0 ? text.slice(0, 2) + text.slice(3) : text)
      out.push({
        id: `${source}-${i}`,
        source,
        first: next(12) === 0 ? null : slip(first),
        last: slip(last),
        born: next(12) === 0 ? null : born,
        code: next(10) === 0 ? null : code,
        truth: String(i),
      })
    }
  }
  return out
}

/** A model for those people, with what a test wants otherwise. */
export function peopleModel(changes: Record<string, unknown> = {}): Model {
  return parseModel({
    columns: { first: 'name(first)', last: 'name(last)', born: 'date(born)', code: 'code' },
    blocking: [
      ['last', 'born'],
      ['first', 'born'],
      ['first', 'last'],
      ['code', 'born'],
    ],
    comparisons: [
      { kind: 'name', column: 'first', term_frequency: true },
      { kind: 'name', column: 'last', term_frequency: true },
      { kind: 'date', column: 'born' },
      { kind: 'exact', column: 'code' },
    ],
    ...changes,
  })
}

/** A database of its own for one test; it closes it again. */
export async function withDatabase<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** Puts rows of text into a new table. */
export async function putTable(
  connection: DuckDBConnection,
  table: string,
  rows: readonly object[],
  columns: readonly string[] = Object.keys(rows[0] ?? {}),
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TABLE "${table}" (${columns.map((c) => `"${c}" VARCHAR`).join(', ')})`,
  )
  const appender = await connection.createAppender(table)
  for (const row of rows) {
    for (const column of columns) {
      const value: unknown = (row as Record<string, unknown>)[column]
      if (value === null || value === undefined) appender.appendNull()
      else appender.appendVarchar(String(value))
    }
    appender.endRow()
  }
  appender.closeSync()
}

/** The clusters of a result as sorted lists of ids, in order. */
export async function readPartition(
  connection: DuckDBConnection,
  clusters: string,
): Promise<string[][]> {
  const reader = await connection.runAndReadAll(
    `SELECT id, "cluster" FROM "${clusters}" ORDER BY id`,
  )
  const groups = new Map<string, string[]>()
  for (const [id, cluster] of reader.getRows()) {
    const list = groups.get(String(cluster)) ?? []
    list.push(String(id))
    groups.set(String(cluster), list)
  }
  return [...groups.values()].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
}
