import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { columnsOf } from '../model/expression.ts'
import type { Model } from '../model/model.ts'
import { sqlFault } from '../sql/sql-fault.ts'
import { type Column, countCodes } from './column.ts'
import { DistinctHashes } from './distinct-hashes.ts'
import { letGo } from './let-go.ts'
import { derive, Records } from './records.ts'
import { asText, describeTables, firstNumber, isBaseTable, quote } from './tables.ts'
import { ValueCoder } from './value-coder.ts'

/**
 * Reads what the model names, and nothing else, from the caller's tables; refuses ids that are
 * missing or shared. A record's number is
 * its place in `idTable`, a temporary table of ids that this makes and the caller drops.
 */
export async function readRecords(
  connection: DuckDBConnection,
  tables: readonly string[],
  model: Model,
  idTable: string,
  onRows: (share: number) => Promise<void>,
): Promise<Records> {
  await checkOrderKept(connection)
  const raw = rawColumns(model)
  const arrays = await describeTables(connection, tables, [
    model.id,
    ...(model.sources.column ? [model.sources.column] : []),
    ...raw,
  ])
  const own = model.columns.flatMap((c) =>
    'sql' in c.from ? [{ name: c.name, sql: c.from.sql }] : [],
  )
  const selected = [
    ...raw.map((c) => `${asText(quote(c), arrays.has(c))} AS ${quote(`raw ${c}`)}`),
    ...own.map((c) => `CAST((${c.sql}) AS VARCHAR) AS ${quote(`own ${c.name}`)}`),
  ]
  const names = [...raw.map((c) => `raw ${c}`), ...own.map((c) => `own ${c.name}`)]
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${quote(idTable)} (id VARCHAR)`)
  let total = 0
  for (const table of tables)
    total += await firstNumber(connection, `SELECT count(*) FROM ${quote(table)}`)
  const sourceCoder = new ValueCoder()
  const target: Target = {
    coders: [sourceCoder, ...names.map(() => new ValueCoder())],
    codes: [new Int32Array(total), ...names.map(() => new Int32Array(total))],
    ids: new DistinctHashes(total),
    at: 0,
  }
  for (const [index, table] of tables.entries()) {
    const source = model.sources.column
      ? `coalesce(CAST(${quote(model.sources.column)} AS VARCHAR), '${NO_SOURCE}')`
      : null
    try {
      await readTable(
        connection,
        table,
        { id: model.id, idTable, source, selected },
        index,
        target,
        (rows) => onRows(rows / total),
      )
    } catch (error) {
      if (!(error instanceof LinkageError)) await blameColumn(connection, table, own)
      throw error
    }
  }
  const { repeated } = target.ids
  target.ids.close()
  for (const coder of target.coders) coder.close()
  const kept = await firstNumber(connection, `SELECT count(*) FROM ${quote(idTable)}`)
  if (target.at !== total || kept !== total) {
    throw new LinkageError(
      'input-invalid',
      `Of ${total} records ${target.at} could be read: something else used the connection meanwhile, or changed the tables. Give the linkage a connection of its own while it runs.`,
    )
  }
  await checkIds(connection, idTable, repeated)
  const [sources, ...codes] = target.codes as [Int32Array, ...Int32Array[]]
  const sourceNames = model.sources.column ? nameBlank(sources, sourceCoder.texts) : tables
  const coders = target.coders.slice(1)
  const read = new Map<string, Column>()
  names.forEach((name, c) => {
    const texts = (coders[c] as ValueCoder).texts
    const own = codes[c] as Int32Array
    read.set(name, {
      name: name.slice(4),
      codes: own,
      dictionary: { texts, counts: countCodes(own, texts.length) },
    })
  })
  const columns = model.columns.map((c): Column => {
    if ('sql' in c.from) return { ...(read.get(`own ${c.name}`) as Column), name: c.name }
    const e = c.from.expression
    const inputs = columnsOf(e).map((n) => read.get(`raw ${n}`) as Column)
    return e.kind === 'column'
      ? { ...(inputs[0] as Column), name: c.name }
      : derive(c.name, e, inputs)
  })
  const used = new Set(columns.map((c) => c.codes))
  letGo(...codes.filter((own) => !used.has(own)))
  return new Records({ count: total, sources, sourceNames, columns })
}

/** Says which column's own SQL does not run over a table, where it is one of them. */
async function blameColumn(
  connection: DuckDBConnection,
  table: string,
  own: readonly { name: string; sql: string }[],
): Promise<void> {
  for (const { name, sql } of own) {
    try {
      await connection.run(`SELECT count(CAST((${sql}) AS VARCHAR)) FROM ${quote(table)}`)
    } catch (error) {
      throw new LinkageError(
        'expression-invalid',
        `The SQL of the column "${name}" does not run over the table "${table}": ${sqlFault(error)}. Correct it in the model; it may name the table's own columns.`,
      )
    }
  }
}

/** The source of records that name none. */
const NO_SOURCE = '(none)'

/** Puts records of a blank source with those of none; returns the names of all sources. */
function nameBlank(sources: Int32Array, names: readonly string[]): readonly string[] {
  if (!sources.includes(-1)) return names
  const known = names.indexOf(NO_SOURCE)
  const none = known < 0 ? names.length : known
  for (let i = 0; i < sources.length; i++) if ((sources[i] as number) < 0) sources[i] = none
  return known < 0 ? [...names, NO_SOURCE] : names
}

/** Where rows are coded to: the source first, then each column. */
interface Target {
  coders: ValueCoder[]
  codes: Int32Array[]
  ids: DistinctHashes
  at: number
}

async function readTable(
  connection: DuckDBConnection,
  table: string,
  what: { id: string; idTable: string; source: string | null; selected: readonly string[] },
  index: number,
  target: Target,
  onRows: (rows: number) => Promise<void>,
): Promise<void> {
  const copy = `${what.idTable}_copy`
  // A view may give its rows in another order each time: read it once and keep it.
  const from = (await isBaseTable(connection, table)) ? table : copy
  if (from === copy) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${quote(copy)} AS SELECT * FROM ${quote(table)}`,
    )
  }
  try {
    await connection.run(
      `INSERT INTO ${quote(what.idTable)} SELECT CAST(${quote(what.id)} AS VARCHAR) FROM ${quote(from)}`,
    )
    const columns = [
      `hash(CAST(${quote(what.id)} AS VARCHAR))`,
      ...(what.source === null ? [] : [`${what.source} AS source`]),
      ...what.selected,
    ]
    const result = await connection.stream(`SELECT ${columns.join(', ')} FROM ${quote(from)}`)
    // With one source there is nothing to code: its number stands for every row.
    const first = what.source === null ? 1 : 0
    let coming = result.fetchChunk()
    for (;;) {
      const chunk = await coming
      if (!chunk || chunk.rowCount === 0) break
      coming = result.fetchChunk()
      const rows = chunk.rowCount
      if (target.at + rows > (target.codes[0]?.length ?? 0)) break
      if (first === 1) target.codes[0]?.fill(index, target.at, target.at + rows)
      target.ids.add(hashesOf(chunk.getColumnVector(0)), rows)
      for (let c = first; c < target.coders.length; c++) {
        const codes = target.codes[c] as Int32Array
        target.coders[c]?.encode(chunk.getColumnVector(c - first + 1), rows, codes, target.at)
      }
      target.at += rows
      if ((target.at & 0xffff) < rows) await onRows(target.at)
    }
  } finally {
    await connection.run(`DROP TABLE IF EXISTS temp.${quote(copy)}`)
  }
}

function rawColumns(model: Model): string[] {
  const names = model.columns.flatMap((c) => ('sql' in c.from ? [] : columnsOf(c.from.expression)))
  return [...new Set(names)]
}

/** A record's number is its place in the table, so rows must come in one order every time. */
async function checkOrderKept(connection: DuckDBConnection): Promise<void> {
  const reader = await connection.runAndReadAll(
    "SELECT current_setting('preserve_insertion_order')",
  )
  if (reader.getRows()[0]?.[0] === false) {
    throw new LinkageError(
      'input-invalid',
      'The connection has preserve_insertion_order off, and records could not be told apart by their place. Set it to true.',
    )
  }
}

/** A vector of 64-bit hashes as two words each. */
function hashesOf(vector: DuckDBVector): Int32Array {
  const { items } = vector as unknown as { items: BigUint64Array }
  return new Int32Array(items.buffer, items.byteOffset, items.length * 2)
}

/** Refuses a record without an id, and an id that two records share: counted where hashes repeat. */
async function checkIds(
  connection: DuckDBConnection,
  idTable: string,
  repeated: boolean,
): Promise<void> {
  const reader = await connection.runAndReadAll(
    `SELECT count(*) - count(id), ${repeated ? 'count(id) - count(DISTINCT id)' : '0'} FROM ${quote(idTable)}`,
  )
  const [without = 0, twice = 0] = (reader.getRows()[0] ?? []).map(Number)
  if (without > 0) {
    throw new LinkageError(
      'id-invalid',
      `${without} records have no id. Every record needs an id of its own.`,
    )
  }
  if (twice > 0) {
    throw new LinkageError(
      'id-invalid',
      `${twice} records have an id that another record has too. Every record needs an id of its own, over all tables.`,
    )
  }
}
