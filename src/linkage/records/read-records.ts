import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { columnsOf } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { type Column, countCodes } from './column.ts'
import { derive, Records } from './records.ts'
import { rawStrings, ValueCoder } from './value-coder.ts'

/** The records together with the way back to the caller's ids. */
export interface ReadRecords {
  records: Records
  /** A temporary table (row, id) in the connection: row is the engine's number of a record. */
  idTable: string
}

/**
 * Reads what the model names, and nothing else, from the caller's tables, in the order of ids,
 * so that neither the order of rows nor the number of threads can matter.
 */
export async function readRecords(
  connection: DuckDBConnection,
  tables: readonly string[],
  model: Model,
  idTable: string,
  onRows: (rows: number) => Promise<void>,
): Promise<ReadRecords> {
  const raw = rawColumns(model)
  await checkColumns(connection, tables, model, raw)
  const own = model.columns.filter((c) => 'sql' in c.from)
  const arrays = await arrayColumns(connection, tables[0] as string)
  const select = tables.map((table, i) => {
    const columns = [
      `CAST(${quote(model.id)} AS VARCHAR) AS id`,
      model.sources.column
        ? `coalesce(CAST(${quote(model.sources.column)} AS VARCHAR), '') AS source`
        : `'${table.replaceAll("'", "''")}' AS source`,
      ...raw.map((c) => `${asText(quote(c), arrays.has(c))} AS ${quote(`raw ${c}`)}`),
      ...own.map(
        (c) =>
          `CAST((${'sql' in c.from ? c.from.sql : ''}) AS VARCHAR) AS ${quote(`own ${c.name}`)}`,
      ),
    ]
    return `SELECT ${columns.join(', ')}, ${i} AS which FROM ${quote(table)}`
  })
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quote(idTable)} AS
     SELECT (row_number() OVER (ORDER BY id) - 1)::INTEGER AS "row", * FROM (${select.join(' UNION ALL ')}) ORDER BY id`,
  )
  const coders = new Map(
    [...raw.map((c) => `raw ${c}`), ...own.map((c) => `own ${c.name}`)].map((n) => [
      n,
      new ValueCoder(),
    ]),
  )
  const total = await one(connection, `SELECT count(*) FROM ${quote(idTable)}`)
  const arraysOfCodes = new Map([...coders.keys()].map((n) => [n, new Int32Array(total)]))
  const sources = new Int32Array(total)
  const sourceCoder = new ValueCoder()
  const names = [...coders.keys()]
  const result = await connection.stream(
    `SELECT id, source${names.map((n) => `, ${quote(n)}`).join('')} FROM ${quote(idTable)} ORDER BY "row"`,
  )
  let at = 0
  let last: string | null = null
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const rows = chunk.rowCount
    const ids = chunk.getColumnVector(0)
    last = checkIds(ids, rows, last)
    sourceCoder.encode(chunk.getColumnVector(1), rows, sources, at)
    names.forEach((name, i) => {
      coders
        .get(name)
        ?.encode(chunk.getColumnVector(i + 2), rows, arraysOfCodes.get(name) as Int32Array, at)
    })
    at += rows
    await onRows(at)
  }
  const rawOnes = new Map<string, Column>()
  for (const name of names) {
    const texts = (coders.get(name) as ValueCoder).texts
    const codes = arraysOfCodes.get(name) as Int32Array
    const plain = name.slice(4)
    rawOnes.set(name, {
      name: plain,
      codes,
      dictionary: { texts, counts: countCodes(codes, texts.length) },
    })
  }
  const columns = model.columns.map((c): Column => {
    if ('sql' in c.from) return rawOnes.get(`own ${c.name}`) as Column
    const e = c.from.expression
    const inputs = columnsOf(e).map((n) => rawOnes.get(`raw ${n}`) as Column)
    if (e.kind === 'column') return { ...(inputs[0] as Column), name: c.name }
    return derive(c.name, e, inputs)
  })
  const records = new Records({ count: total, sources, sourceNames: sourceCoder.texts, columns })
  return { records, idTable }
}

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

const asText = (column: string, isArray: boolean) =>
  isArray
    ? `array_to_string(list_sort(list_distinct(CAST(${column} AS VARCHAR[]))), chr(31))`
    : `CAST(${column} AS VARCHAR)`

function rawColumns(model: Model): string[] {
  const names = model.columns.flatMap((c) => ('sql' in c.from ? [] : columnsOf(c.from.expression)))
  return [...new Set(names)]
}

async function checkColumns(
  connection: DuckDBConnection,
  tables: readonly string[],
  model: Model,
  raw: string[],
) {
  for (const table of tables) {
    let present: Set<string>
    try {
      const described = await connection.runAndReadAll(`DESCRIBE ${quote(table)}`)
      present = new Set(described.getRows().map((r) => String(r[0])))
    } catch {
      throw new LinkageError('table-missing', `There is no table "${table}" in the connection.`)
    }
    const wanted = [model.id, ...(model.sources.column ? [model.sources.column] : []), ...raw]
    const lost = wanted.filter((c) => !present.has(c))
    if (lost.length > 0) {
      throw new LinkageError(
        'column-missing',
        `Table "${table}" has no column ${lost.map((c) => `"${c}"`).join(', ')}; it has ${[...present].join(', ')}. Correct the model or the table.`,
      )
    }
  }
}

async function arrayColumns(connection: DuckDBConnection, table: string): Promise<Set<string>> {
  const described = await connection.runAndReadAll(`DESCRIBE ${quote(table)}`)
  return new Set(
    described
      .getRows()
      .filter((r) => String(r[1]).endsWith('[]'))
      .map((r) => String(r[0])),
  )
}

async function one(connection: DuckDBConnection, sql: string): Promise<number> {
  const reader = await connection.runAndReadAll(sql)
  return Number(reader.getRows()[0]?.[0] ?? 0)
}

/** Refuses a missing or repeated id; rows come in the order of ids, so neighbours are enough. */
function checkIds(
  ids: import('@duckdb/node-api').DuckDBVector,
  rows: number,
  last: string | null,
): string | null {
  const raw = rawStrings(ids)
  let previous = last
  for (let i = 0; i < rows; i++) {
    if (raw && i > 0 && shortAndDifferent(raw, i) && i < rows - 1) continue
    const id = ids.getItem(i) as string | null
    if (id === null) {
      throw new LinkageError(
        'id-invalid',
        'A record has no id. Every record needs an id of its own.',
      )
    }
    const before = i > 0 ? (ids.getItem(i - 1) as string) : previous
    if (id === before) {
      throw new LinkageError(
        'id-invalid',
        'Two records have the same id. Every record needs an id of its own, over all tables.',
      )
    }
    previous = id
  }
  return previous
}

function shortAndDifferent(raw: Int32Array, i: number): boolean {
  const a = (i - 1) * 4
  const b = i * 4
  if ((raw[a] as number) > 12 || (raw[b] as number) > 12) return false
  if ((raw[b] as number) === 0) return false
  return (
    raw[a] !== raw[b] ||
    raw[a + 1] !== raw[b + 1] ||
    raw[a + 2] !== raw[b + 2] ||
    raw[a + 3] !== raw[b + 3]
  )
}
