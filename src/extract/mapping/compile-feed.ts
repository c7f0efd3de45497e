import type { FeedDefinition } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { Problem } from '../problems.ts'
import { compileRecord, type IncomingRecord, reporter } from './compile-record.ts'
import { indexOf, type ReadingContext, textAt } from './reading-context.ts'

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
  /** Those that a row may leave empty. */
  readonly optionalColumns: ReadonlySet<string>
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
    const erases = isDeletion(row)
    if (erases && feed.deletion?.of === 'person') {
      return { records: [erasureOf(personKey, row.line)], problems: found, personKey }
    }
    if (!erases) {
      for (const index of required) {
        if (textAt(row, index, blanks) === '') report(index, 'The value is missing.')
      }
    }
    const records: IncomingRecord[] = []
    for (const entry of entries) entry(row, personIndex, erases, records, found)
    const isBad = found.some(({ isWarning }) => !isWarning)
    return { records: isBad ? [] : records, problems: found, personKey }
  }
  const optionalColumns = new Set(columnNames.filter((name) => feed.columns[name] === 'optional'))
  return { compiled: { feed, columnNames, optionalColumns, toRecords }, problems }
}

/** Stands for the person and all that hangs on them, whatever records the feed gives. */
function erasureOf(personKey: string, line: number): IncomingRecord {
  const none = { content: undefined, digest: '', line, filled: 0 }
  return { kind: 'person', recordKey: personKey, personKey, ...none, erases: 'person' }
}

function deletionReader(feed: FeedDefinition, context: ReadingContext): (row: Row) => boolean {
  if (feed.deletion === undefined) return () => false
  const index = indexOf(feed.deletion.column, context)
  const marks = new Set(feed.deletion.codes)
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
