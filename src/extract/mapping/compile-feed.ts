import { hash } from 'node:crypto'
import type { FeedDefinition, RecordMapping } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { Problem } from '../problems.ts'
import { contentSchemas, type RecordKind } from '../records.ts'
import { contentProperties, fieldTypesOf } from './field-types.ts'
import {
  fieldReader,
  indexOf,
  type ReadingContext,
  type ReportValue,
  textAt,
} from './read-field.ts'

/** A record on its way into the table of incoming records. */
export interface IncomingRecord {
  readonly kind: RecordKind
  readonly recordKey: string
  readonly personKey: string
  /** The content as JSON, its properties in one order always; undefined for a deletion. */
  readonly content: string | undefined
  /** SHA-256 in hexadecimal of person key and content: what tells a change. */
  readonly digest: string
  readonly line: number
}

/** What one row gives. */
export interface RowResult {
  readonly records: readonly IncomingRecord[]
  readonly problems: readonly Problem[]
  /** The person's key, where it could be read. */
  readonly personKey: string | undefined
}

/** A feed definition made ready to read rows with. */
export interface CompiledFeed {
  readonly feed: FeedDefinition
  readonly columnNames: readonly string[]
  toRecords(row: Row): RowResult
}

/** What is wrong with a definition, and at which of its fields. */
export interface DefinitionProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Makes a definition ready, and says what is wrong with it. */
export function compileFeed(feed: FeedDefinition): {
  compiled: CompiledFeed
  problems: DefinitionProblem[]
} {
  const problems: DefinitionProblem[] = []
  const columnNames = Object.keys(feed.columns)
  const columnIndex = new Map(columnNames.map((name, index) => [name, index]))
  const blanks = new Set(feed.blankValues)
  const contextAt = (...path: (string | number)[]): ReadingContext => ({
    feed,
    columnIndex,
    blanks,
    wrong: (message) => problems.push({ path, message }),
  })
  const personIndex = indexOf(feed.personKey, contextAt('personKey'))
  const required = columnNames.flatMap((name, index) =>
    feed.columns[name] === 'required' && index !== personIndex ? [index] : [],
  )
  const entries = feed.records.map((mapping, at) =>
    compileRecord(feed, mapping, (...path) => contextAt('records', at, ...path)),
  )
  const isDeletion = deletionReader(feed, contextAt('deletion', 'column'))
  refuseTwins(feed, problems)

  const toRecords = (row: Row): RowResult => {
    const found: Problem[] = []
    const report = reporter(row, columnNames, found)
    const personKey = textAt(row, personIndex, blanks)
    if (personKey === '') {
      report(
        personIndex,
        'The key is missing.',
        "Each row needs the source's own key of its person.",
      )
      return { records: [], problems: found, personKey: undefined }
    }
    const deletes = isDeletion(row)
    if (!deletes) {
      for (const index of required) {
        if (textAt(row, index, blanks) === '') report(index, 'The value is missing.')
      }
    }
    const records: IncomingRecord[] = []
    for (const entry of entries) entry(row, personIndex, deletes, records, found)
    return { records: found.length > 0 ? [] : records, problems: found, personKey }
  }
  return { compiled: { feed, columnNames, toRecords }, problems }
}

type RecordReader = (
  row: Row,
  personIndex: number,
  deletes: boolean,
  records: IncomingRecord[],
  problems: Problem[],
) => void

function compileRecord(
  feed: FeedDefinition,
  mapping: RecordMapping,
  contextAt: (...path: (string | number)[]) => ReadingContext,
): RecordReader {
  const { kind, label, each } = mapping
  const columnNames = Object.keys(feed.columns)
  const blanks = new Set(feed.blankValues)
  const ownPersonIndex =
    mapping.personKey === undefined ? undefined : indexOf(mapping.personKey, contextAt('personKey'))
  const keyIndexes = (mapping.key ?? []).map((column) => indexOf(column, contextAt('key')))
  const whenIndexes = (mapping.when ?? []).map((column) => indexOf(column, contextAt('when')))
  const readers = fieldReaders(mapping, contextAt)
  if (each !== undefined && feed.file.format !== 'xml') {
    contextAt('each').wrong('is for XML; a CSV row repeats nothing')
  }
  const placeholders = new Set(feed.placeholderBirthDates)

  const readOne = (
    row: Row,
    personIndex: number,
    deletes: boolean,
    records: IncomingRecord[],
    problems: Problem[],
  ) => {
    const report = reporter(row, columnNames, problems)
    if (whenIndexes.length > 0 && whenIndexes.every((at) => textAt(row, at, blanks) === '')) return
    const personKey = textAt(row, ownPersonIndex ?? personIndex, blanks)
    if (personKey === '') {
      report(ownPersonIndex ?? personIndex, 'The key is missing.')
      return
    }
    const keys = keyIndexes.map((at) => textAt(row, at, blanks))
    const recordKey = joinKey([personKey, ...(label === undefined ? [] : [label]), ...keys])
    if (deletes) {
      records.push({ kind, recordKey, personKey, content: undefined, digest: '', line: row.line })
      return
    }
    const before = problems.length
    const raw: Record<string, unknown> = {}
    for (const { name, read } of readers) {
      const value = read(row, report)
      if (value !== undefined) raw[name] = value
    }
    if (problems.length > before) return
    if (kind === 'person' && placeholders.has(String(raw['bornOn'])))
      raw['bornOnIs'] = 'placeholder'
    const parsed = contentSchemas[kind].safeParse(raw)
    if (!parsed.success) {
      const name = String(parsed.error.issues[0]?.path[0] ?? '')
      const reader = readers.find((r) => r.name === name)
      const what = raw[name] === undefined ? 'has no value, and needs one' : 'does not fit'
      report(reader?.column ?? personIndex, `The ${name} of the ${kind} ${what}.`)
      return
    }
    const content = JSON.stringify(parsed.data, propertyOrder)
    const digest = hash('sha256', `${personKey}\n${content}`, 'hex')
    records.push({ kind, recordKey, personKey, content, digest, line: row.line })
  }
  if (each === undefined) return readOne
  return (row, ...rest) => {
    for (const part of row.groups?.get(each) ?? []) readOne(part, ...rest)
  }
}

const propertyOrder = [...contentProperties]

function fieldReaders(
  mapping: RecordMapping,
  contextAt: (...path: (string | number)[]) => ReadingContext,
) {
  const types = fieldTypesOf(mapping.kind)
  for (const [name, type] of types) {
    if (type.isRequired && mapping.fields[name] === undefined) {
      contextAt('fields').wrong(`has no ${name}, which a ${mapping.kind} needs`)
    }
  }
  return Object.entries(mapping.fields).flatMap(([name, given]) => {
    const context = contextAt('fields', name)
    const type = types.get(name)
    if (type === undefined) {
      context.wrong(`is not a field of a ${mapping.kind}; it has ${[...types.keys()].join(', ')}`)
      return []
    }
    const column = context.columnIndex.get(firstColumn(given) ?? '')
    return [{ name, column, read: fieldReader(given, type, context) }]
  })
}

/** The column that a problem with a whole field is told at. */
function firstColumn(given: unknown): string | undefined {
  if (typeof given === 'string') return given
  if (Array.isArray(given)) return firstColumn(given[0])
  if (typeof given !== 'object' || given === null) return undefined
  const parts = given as Record<string, unknown>
  return firstColumn(
    parts['column'] ?? parts['join'] ?? parts['full'] ?? parts['family'] ?? parts['given'],
  )
}

function deletionReader(feed: FeedDefinition, context: ReadingContext): (row: Row) => boolean {
  if (feed.deletion === undefined) return () => false
  if (feed.extract === 'full') {
    context.wrong('is for a delta; what a full extract no longer holds has ended')
  }
  const index = indexOf(feed.deletion.column, context)
  const marks = new Set(feed.deletion.values)
  return (row) => marks.has((row.values[index] ?? '').trim())
}

/** Two entries of a kind must not give the same key from one row. */
function refuseTwins(feed: FeedDefinition, problems: DefinitionProblem[]): void {
  const seen = new Set<string>()
  feed.records.forEach((mapping, at) => {
    const { kind, personKey, label, key, each } = mapping
    const identity = JSON.stringify([kind, personKey ?? feed.personKey, label, key, each])
    if (seen.has(identity)) {
      problems.push({
        path: ['records', at],
        message: `gives the same key as another ${kind}: give each a label`,
      })
    }
    seen.add(identity)
  })
}

function reporter(row: Row, columnNames: readonly string[], problems: Problem[]): ReportValue {
  return (index, message, fix) => {
    problems.push({
      message,
      line: row.lines?.[index] || row.line,
      column: row.columns[index] || undefined,
      field: columnNames[index],
      fix,
    })
  }
}

/** The parts of a key in one text; `|` between, so one inside a part is doubled. */
function joinKey(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('|', '||')).join('|')
}
