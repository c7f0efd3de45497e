import { hash } from 'node:crypto'
import type { FeedDefinition, RecordMapping } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { Problem } from '../problems.ts'
import { contentSchemas, type PersonContent, type RecordKind } from '../records.ts'
import { fieldBits } from './field-bits.ts'
import { fieldTypesOf } from './field-types.ts'
import { fieldReader } from './read-field.ts'
import { indexOf, type ReadingContext, type ReportValue, textAt } from './reading-context.ts'

/** A record on its way into the table of incoming records. */
export interface IncomingRecord {
  readonly kind: RecordKind
  readonly recordKey: string
  readonly personKey: string
  /** The content as JSON, its properties in one order always; undefined where it is no more. */
  readonly content: string | undefined
  /** The source asks that this record, or its person with all that hangs on them, be erased. */
  readonly erases?: 'record' | 'person'
  /** SHA-256 in hexadecimal of person key and content: what tells a change. */
  readonly digest: string
  readonly line: number
  /** Which fields have a value: the sum of their bits, see `fieldBits`. */
  readonly filled: number
  /** The birth date of a person. */
  readonly bornOn?: string | undefined
}

// What an index of PostgreSQL takes, at four bytes for each character.
const keyLimit = 500

type RecordReader = (
  row: Row,
  personIndex: number,
  erases: boolean,
  records: IncomingRecord[],
  problems: Problem[],
) => void

/** Makes the reader of one entry of a definition's records: from a row to records of one kind. */
export function compileRecord(
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
  if (each !== undefined && feed.file.format !== 'xml') {
    contextAt('each').wrong('is for XML; a CSV row repeats nothing')
  }
  const contentOf = contentReader(feed, mapping, contextAt)

  // In a delta a row that no longer gives its record says that there is none.
  const endsWhenBlank = feed.extract === 'delta' && each === undefined

  const readOne: RecordReader = (row, personIndex, erases, records, problems) => {
    if (erases && mapping.key === undefined) return
    const isBlank =
      whenIndexes.length > 0 && whenIndexes.every((at) => textAt(row, at, blanks) === '')
    if (isBlank && !endsWhenBlank) return
    const keyIndex = ownPersonIndex ?? personIndex
    const personKey = textAt(row, keyIndex, blanks)
    if (personKey === '') {
      if (isBlank) return
      reporter(row, columnNames, problems)(keyIndex, 'The key is missing.')
      return
    }
    const keys = keyIndexes.map((at) => textAt(row, at, blanks))
    const recordKey = joinKey([personKey, ...(label === undefined ? [] : [label]), ...keys])
    if (recordKey.length > keyLimit) {
      const message = `The key is longer than ${keyLimit} characters.`
      reporter(row, columnNames, problems)(keyIndexes[0] ?? keyIndex, message)
      return
    }
    const { line } = row
    const none = { kind, recordKey, personKey, content: undefined, digest: '', line, filled: 0 }
    if (erases || isBlank) {
      records.push(erases ? { ...none, erases: 'record' } : none)
      return
    }
    const read = contentOf(row, problems)
    if (read === undefined) return
    const digest = hash('sha256', `${personKey}\n${read.content}`, 'hex')
    records.push({ kind, recordKey, personKey, ...read, digest, line })
  }
  if (each === undefined) return readOne
  return (row, ...rest) => {
    for (const part of row.groups?.get(each) ?? []) readOne(part, ...rest)
  }
}

type ReadContent = Pick<IncomingRecord, 'filled' | 'bornOn'> & { readonly content: string }

/** Makes the reader of a record's content, as JSON; undefined where something is wrong with it. */
function contentReader(
  feed: FeedDefinition,
  mapping: RecordMapping,
  contextAt: (...path: (string | number)[]) => ReadingContext,
): (row: Row, problems: Problem[]) => ReadContent | undefined {
  const { kind } = mapping
  const columnNames = Object.keys(feed.columns)
  const bits = fieldBits(kind)
  const readers = fieldReaders(mapping, contextAt).map((reader) => ({
    ...reader,
    bit: bits.get(reader.name) ?? 0,
  }))
  const placeholders = new Set(feed.placeholderBirthDates)
  const order = Object.keys(contentSchemas[kind].shape).sort()
  return (row, problems) => {
    const before = problems.length
    const report = reporter(row, columnNames, problems)
    const raw: Record<string, unknown> = {}
    for (const { name, read } of readers) {
      const value = read(row, report)
      if (value !== undefined) raw[name] = value
    }
    if (problems.length > before && hasFault(problems, before)) return undefined
    if (kind === 'person' && placeholders.has(String(raw['bornOn']))) {
      raw['bornOnIs'] = 'placeholder'
    }
    const parsed = contentSchemas[kind].safeParse(raw)
    if (parsed.success) {
      let filled = 0
      for (const { name, bit } of readers) if (raw[name] !== undefined) filled |= bit
      const bornOn = raw['bornOn'] as string | undefined
      return { content: JSON.stringify(inOrder(parsed.data, order)), filled, bornOn }
    }
    const name = String(parsed.error.issues[0]?.path[0] ?? '')
    const column = readers.find((reader) => reader.name === name)?.column ?? 0
    // A required column that is empty has been told already.
    if (problems.some(({ field, line }) => field === columnNames[column] && line === row.line)) {
      return undefined
    }
    const what = raw[name] === undefined ? 'has no value, and needs one' : 'does not fit'
    report(column, `The ${name} of the ${kind} ${what}.`)
    return undefined
  }
}

function hasFault(problems: readonly Problem[], from: number): boolean {
  return problems.slice(from).some(({ isWarning }) => !isWarning)
}

/**
 * The content with its properties by name, whatever the order in schema or definition: otherwise
 * the moving of a line there would give every record a new version.
 */
function inOrder(content: object, order: readonly string[]): object {
  const ordered: Record<string, unknown> = {}
  for (const name of order) {
    const value = (content as Record<string, unknown>)[name]
    if (value === undefined) continue
    ordered[name] = name === 'names' ? (value as PersonContent['names']).map(nameInOrder) : value
  }
  return ordered
}

function nameInOrder({ family, given, type }: PersonContent['names'][number]) {
  return { family, given, type }
}

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

/** Collects what is wrong with a row's values, each at its place in the file. */
export function reporter(
  row: Row,
  columnNames: readonly string[],
  problems: Problem[],
): ReportValue {
  return (index, message, fix, isWarning) => {
    problems.push({
      message,
      line: row.lines?.[index] || row.line,
      column: row.columns[index] || undefined,
      field: columnNames[index],
      fix,
      ...(isWarning && { isWarning }),
    })
  }
}

/** The parts of a key in one text with `|` between; two different keys never give the same. */
function joinKey(parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|')
}
