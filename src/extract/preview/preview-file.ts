import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { BadInput } from '#kernel'
import { type CheckResult, runChecks } from '../checks/run-checks.ts'
import type { Coverage } from '../checks/tally.ts'
import { noSecretKeys, type SecretKeys } from '../encryption/secret-keys.ts'
import { readFileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { type FileToRead, readRows } from '../load/read-records.ts'
import { newReading, type Reading, warn, warningWords } from '../load/reading.ts'
import type { IncomingRecord } from '../mapping/compile-record.ts'
import { columnIn } from '../mapping/compile-tables.ts'
import { describeProblem, type Problem, problemLimit, problemOf } from '../problems.ts'
import { columnUses } from './column-uses.ts'

/** What a definition would make of a file, without a database and without keeping anything. */
export interface FilePreview {
  readonly fileName: string
  /** Whether the definition's pattern would find a file of this name. */
  readonly nameFits: boolean
  readonly rowsRead: number
  readonly rowsGood: number
  /** The whole file was read, and not just the rows asked for. */
  readonly isWhole: boolean
  readonly columns: readonly {
    readonly name: string
    readonly isRequired: boolean
    /** Rows in which it has a value. */
    readonly filled: number
    readonly becomes: readonly string[]
  }[]
  readonly coverage: Coverage
  /** What would refuse the file or set rows aside: the first fifty. */
  readonly problems: readonly Problem[]
  readonly checks: readonly CheckResult[]
  /** The first records as they would be stored; only where values were asked for. */
  readonly examples: readonly { readonly kind: string; readonly content: unknown }[]
}

export interface PreviewOptions {
  /** Read so many rows at most. */
  readonly rows?: number
  /** Show so many records with their values. */
  readonly examples?: number
  /** Secret keys, for a sample that comes encrypted. */
  readonly keys?: SecretKeys
}

/**
 * Reads a sample file by a definition that is not yet in use.
 *
 * @throws BadInput where there is no such file
 */
export async function previewFile(
  feed: Feed,
  path: string,
  { rows = Number.POSITIVE_INFINITY, examples = 0, keys = noSecretKeys }: PreviewOptions = {},
): Promise<FilePreview> {
  const fileName = basename(path)
  refuseMissing(path, fileName)
  const named = readFileName(feed.file.pattern, fileName)
  const extractOn = named?.extractOn ?? new Date().toISOString().slice(0, 10)
  const reading = newReading(feed.checks.ages, extractOn)
  const problems: Problem[] = []
  const filled = new Map<string, number>()
  const shown: { kind: string; content: unknown }[] = []
  const sample = { feed, landed: { path, fileName }, feeds: [], keys, onBytes: () => {} }
  const isWhole = await readAll(sample, reading, rows, problems, (values, records) => {
    for (const [column, value] of values) {
      if (value.trim() !== '') filled.set(column, (filled.get(column) ?? 0) + 1)
    }
    for (const { kind, content } of records) {
      if (shown.length < examples && content) shown.push({ kind, content: JSON.parse(content) })
    }
  })
  return {
    fileName,
    nameFits: named !== undefined,
    rowsRead: reading.rowsRead,
    rowsGood: reading.rowsGood,
    isWhole,
    columns: columnsOf(feed).map((column) => ({ ...column, filled: filled.get(column.name) ?? 0 })),
    coverage: reading.tally.coverage(),
    problems: problems.slice(0, problemLimit),
    checks: checksOf(feed, reading),
    examples: shown,
  }
}

/** The columns of a file, or of all tables of a ZIP, and what becomes of each. */
function columnsOf(feed: Feed) {
  const parts =
    feed.tables === undefined
      ? [{ name: undefined, compiled: feed.compiled, ownColumns: feed.compiled.columnNames }]
      : feed.compiledTables
  return parts.flatMap(({ name: table, compiled, ownColumns }) => {
    const uses = columnUses(compiled.feed)
    return ownColumns.map((name) => ({
      name: columnIn(table, name),
      isRequired: compiled.feed.columns[name] === 'required',
      becomes: uses.get(name) ?? [],
    }))
  })
}

type OnRow = (
  values: readonly (readonly [string, string])[],
  records: readonly IncomingRecord[],
) => void

async function readAll(
  file: FileToRead,
  reading: Reading,
  rows: number,
  problems: Problem[],
  onRow: OnRow,
): Promise<boolean> {
  const { feed } = file
  const twins = twinFinder(feed)
  try {
    const fault = (problem: Problem) => problems.push(problem)
    for await (const { compiled, table, rows: batch } of readRows(file, reading, fault)) {
      const names = compiled.columnNames.map((name) => columnIn(table, name))
      for (const row of batch) {
        if (reading.rowsRead >= rows) return false
        const { records, problems: found } = compiled.toRecords(row)
        reading.rowsRead += 1
        const faults = found.filter(({ isWarning }) => !isWarning)
        if (faults.length === 0) reading.rowsGood += 1
        problems.push(...faults, ...twins(records))
        for (const problem of found) if (problem.isWarning) warn(reading, 'unknown-codes', problem)
        for (const record of records) reading.tally.add(record)
        onRow(
          names.map((name, at) => [name, row.values[at] ?? '']),
          records,
        )
      }
    }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    problems.push(problemOf(error))
    return false
  }
  return true
}

// Of a larger sample the first so many keys are compared.
const keyLimit = 500_000

/** Finds records whose key an earlier row gave; the same again is fine where keys are not vouched for. */
function twinFinder(feed: Feed): (records: readonly IncomingRecord[]) => Problem[] {
  const seen = new Map<string, { line: number; digest: string }>()
  return (records) =>
    records.flatMap(({ kind, recordKey, line, digest, content }) => {
      if (content === undefined) return []
      const before = seen.get(`${kind}|${recordKey}`)
      if (before === undefined) {
        if (seen.size < keyLimit) seen.set(`${kind}|${recordKey}`, { line, digest })
        return []
      }
      if (!feed.keysVouchedUnique && before.digest === digest) return []
      const message = `The key of this ${kind} is that of line ${before.line} too.`
      return [{ message, line, field: feed.personKey }]
    })
}

/** The checks that need no former extract. */
function checksOf(feed: Feed, reading: Reading): CheckResult[] {
  return runChecks(feed.checks, {
    isFull: feed.extract === 'full',
    rowsRead: reading.rowsRead,
    coverage: reading.tally.coverage(),
    header: reading.header,
    personsInForce: 0,
    personsGone: 0,
    before: undefined,
    notes: [...reading.warnings.values()].map((warning) => ({
      check: warning.check,
      message: warningWords(warning, describeProblem),
    })),
  })
}

function refuseMissing(path: string, fileName: string): void {
  try {
    if (statSync(path).isFile()) return
  } catch (cause) {
    throw new BadInput(`${fileName} cannot be read.`, { cause, where: { file: fileName } })
  }
  throw new BadInput(`${fileName} is not a file.`, { where: { file: fileName } })
}
