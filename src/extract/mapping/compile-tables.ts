import type { FeedDefinition, TableDefinition } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { Problem } from '../problems.ts'
import { type CompiledFeed, compileFeed, type DefinitionProblem } from './compile-feed.ts'

/** A table of a ZIP made ready: its rows hold its own columns, then those looked up. */
export interface CompiledTable {
  readonly name: string
  readonly ownColumns: readonly string[]
  readonly lookups: TableDefinition['lookups']
  readonly compiled: CompiledFeed
}

/** Makes the tables of a feed ready, each as a feed of its own; none where it has none. */
export function compileTables(feed: FeedDefinition): {
  compiledTables: CompiledTable[]
  problems: DefinitionProblem[]
} {
  const tables = Object.entries(feed.tables ?? {})
  const problems: DefinitionProblem[] = []
  const compiledTables = tables.map(([name, table]): CompiledTable => {
    const { lookups, records, personKey } = table
    const looked = lookups.flatMap(({ take }) => take)
    const columns = { ...table.columns, ...asOptional(looked) }
    const own = { ...feed, columns, records, personKey, tables: undefined }
    const wrong = (message: string, ...path: (string | number)[]) =>
      problems.push({ path: ['tables', name, ...path], message })
    const ownColumns = Object.keys(table.columns)
    if (Object.keys(columns).length < ownColumns.length + looked.length) {
      wrong('take a column that is there already', 'lookups')
    }
    lookups.forEach((lookup, at) => {
      for (const message of wrongLookup(feed, table, lookup)) wrong(message, 'lookups', at)
    })
    const result = compileFeed(own)
    if (records.length > 0) {
      problems.push(...result.problems.map((p) => ({ ...p, path: ['tables', name, ...p.path] })))
    }
    return { name, ownColumns, lookups, compiled: inTable(name, result.compiled) }
  })
  problems.push(...sameKeys(compiledTables))
  return { compiledTables, problems }
}

/** A column by its table, for messages: `ssd_person.pers_dob`. */
export function columnIn(table: string | undefined, column: string | undefined): string {
  return [table, column].filter((part) => part !== undefined).join('.')
}

/** The problem told at its table. */
export function problemIn(table: string, problem: Problem): Problem {
  return { ...problem, field: columnIn(table, problem.field) }
}

function inTable(name: string, compiled: CompiledFeed): CompiledFeed {
  const toRecords = (row: Row) => {
    const result = compiled.toRecords(row)
    if (result.problems.length === 0) return result
    return { ...result, problems: result.problems.map((problem) => problemIn(name, problem)) }
  }
  return { ...compiled, toRecords }
}

function asOptional(columns: readonly string[]): Record<string, 'optional'> {
  return Object.fromEntries(columns.map((column) => [column, 'optional']))
}

function wrongLookup(
  feed: FeedDefinition,
  table: TableDefinition,
  { table: other, key, equals, take }: TableDefinition['lookups'][number],
): string[] {
  const columns = feed.tables?.[other]?.columns
  if (columns === undefined) return [`look in ${other}, which is not under tables`]
  const unknown = [key, ...take].filter((column) => columns[column] === undefined)
  const problems = unknown.map((column) => `name ${column}, which is not a column of ${other}`)
  if (table.columns[equals] === undefined) problems.push(`name ${equals}, which is not a column`)
  return problems
}

/** Two tables must not give the same key: records of one kind are told apart by their labels. */
function sameKeys(tables: readonly CompiledTable[]): DefinitionProblem[] {
  const seen = new Map<string, string>()
  return tables.flatMap(({ name, compiled }) =>
    compiled.feed.records.flatMap(({ kind, label }, at) => {
      const identity = `${kind}|${label ?? ''}`
      const before = seen.get(identity)
      seen.set(identity, name)
      if (before === undefined || before === name) return []
      const message = `may give the keys of ${before}: give each ${kind} a label`
      return [{ path: ['tables', name, 'records', at], message }]
    }),
  )
}
