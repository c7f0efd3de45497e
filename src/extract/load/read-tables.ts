import { BadInput } from '#kernel'
import type { FeedDefinition } from '../feeds/feed-schema.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { type CompiledTable, problemIn } from '../mapping/compile-tables.ts'
import type { Row } from '../parse/row.ts'
import { openZip, type Zip } from '../parse/zip-files.ts'
import { broken, type Problem, problemOf } from '../problems.ts'
import { readCsv } from './read-csv.ts'
import type { RowBatch } from './read-records.ts'
import { type Reading, warn } from './reading.ts'

/** A ZIP of tables, and what its reading needs to know. */
export interface ZipToRead {
  readonly feed: Feed
  readonly file: Extract<FeedDefinition['file'], { format: 'zip' }>
  readonly path: string
  readonly onBytes: (bytes: number) => void
}

type Fault = (problem: Problem) => void

/**
 * Reads the tables of a ZIP, in the order of the definition. Those in which others look things up
 * are read first and kept in memory: by key the columns wanted.
 *
 * @throws BadInput where a table is missing, or the rest cannot be read
 */
export async function* readTables(
  source: ZipToRead,
  reading: Reading,
  fault: Fault,
): AsyncGenerator<RowBatch> {
  const { feed, file, path, onBytes } = source
  const zip = await openZip(path, file.unpackedLimitMb * 1_000_000, onBytes)
  try {
    refuseMissing(feed, zip, reading)
    for (const table of feed.compiledTables) {
      const found: Finder[] = []
      for (const lookup of table.lookups) {
        found.push(await finderOf(source, zip, table, lookup))
      }
      const { name, compiled } = table
      if (compiled.feed.records.length === 0) continue
      for await (const rows of rowsOf(source, zip, table, reading, fault)) {
        for (const row of found.length === 0 ? [] : rows)
          row.values.push(...found.flatMap((find) => find(row)))
        yield { compiled, table: name, rows }
      }
    }
  } finally {
    zip.close()
  }
}

function refuseMissing({ compiledTables }: Feed, { names }: Zip, reading: Reading): void {
  const missing = compiledTables.filter(({ name }) => !names.includes(name)).map(({ name }) => name)
  if (missing.length > 0) {
    throw broken(`The ZIP has no table ${missing.join(', ')}.`, {
      fix: 'Put each table in as <table>.csv; one that has no rows with its header alone. A table that is never sent is taken out of the feed definition.',
    })
  }
  const known = new Set(compiledTables.map(({ name }) => name))
  for (const name of names) {
    // A name that is no table's may say anything, and is not repeated.
    if (known.has(name)) continue
    const field = /^\w{1,60}$/.test(name) ? name : undefined
    warn(reading, 'new-columns', { message: 'The table is not the feed’s: it is not read.', field })
  }
}

/** Rows as they are filled up with what was looked up. */
type FillableRow = Row & { readonly values: string[] }

async function* rowsOf(
  { feed, file }: ZipToRead,
  zip: Zip,
  { name, compiled, ownColumns }: CompiledTable,
  reading: Reading,
  fault: Fault,
): AsyncGenerator<FillableRow[]> {
  const { optionalColumns } = compiled
  const csv = { feed, file, table: name, columnNames: ownColumns, optionalColumns }
  const tell = (problem: Problem) => fault(problemIn(name, problem))
  try {
    const read = { ...csv, feedWithHeader: () => undefined }
    for await (const rows of readCsv(zip.read(name), read, reading, tell)) {
      yield rows as FillableRow[]
    }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    const { message, ...place } = problemIn(name, problemOf(error))
    throw broken(message, place)
  }
}

/** The values looked up for a row, empty texts where there are none. */
type Finder = (row: Row) => string[]

/** Values of several rows with one key stand in one text, with this between. */
const between = '; '

async function finderOf(
  source: ZipToRead,
  zip: Zip,
  { ownColumns }: CompiledTable,
  { table, key, equals, take }: CompiledTable['lookups'][number],
): Promise<Finder> {
  const other = source.feed.compiledTables.find(({ name }) => name === table)
  if (other === undefined) throw new Error(`No table ${table}.`)
  const keyAt = other.ownColumns.indexOf(key)
  const takeAt = take.map((column) => other.ownColumns.indexOf(column))
  const blanks = new Set(source.feed.blankValues)
  const filled = (row: Row, at: number) => {
    const text = (row.values[at] ?? '').trim()
    return blanks.has(text) ? '' : text
  }
  const known = new Map<string, string[]>()
  // What is wrong with the table's own rows is told where they are read, or refuses it all here.
  const refuse = (problem: Problem) => {
    const { message, ...place } = problem
    throw broken(message, place)
  }
  const unheard: Pick<Reading, 'header' | 'warnings'> = { header: [], warnings: new Map() }
  for await (const rows of rowsOf(source, zip, other, unheard as Reading, refuse)) {
    for (const row of rows) {
      const values = takeAt.map((at) => filled(row, at))
      const before = known.get(filled(row, keyAt))
      if (before === undefined) known.set(filled(row, keyAt), values)
      else
        values.forEach((value, at) => {
          before[at] = [before[at], value].filter((one) => one !== '').join(between)
        })
    }
  }
  const equalsAt = ownColumns.indexOf(equals)
  const nothing = take.map(() => '')
  return (row) => {
    const wanted = filled(row, equalsAt)
    return wanted === '' ? nothing : (known.get(wanted) ?? nothing)
  }
}
