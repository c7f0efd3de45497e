import { broken, type Problem } from '../problems.ts'
import { type CsvEnd, type CsvRecord, type CsvRules, readCsvRecords } from './csv-records.ts'
import type { Row } from './row.ts'

export interface CsvRowRules extends CsvRules {
  /** The feed's columns; the file must have these and no others, in any order. */
  readonly columnNames: readonly string[]
  /** Columns that may be left out; their values are empty then. */
  readonly mayMiss: ReadonlySet<string>
  /** Columns that the feed does not have are passed over. */
  readonly takesNew: boolean
  /** Told once, with the header as it came. */
  readonly onHeader: (header: CsvHeader) => void
  /** The source ends its last line. */
  readonly endsWithNewline: boolean
  /** The name of the feed that has such a header, where the file is of another. */
  readonly feedWithHeader: (header: readonly string[]) => string | undefined
}

/** A file's columns, and how they differ from the feed's where that is allowed. */
export interface CsvHeader {
  readonly names: readonly string[]
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

/**
 * Reads CSV text as rows of a feed, in batches. Rows with too many or too few fields are reported
 * and left out; what makes the rest unreadable is thrown.
 *
 * @throws BadInput for a header that does not fit, wrong quotes, or a file that was cut off.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  rules: CsvRowRules,
  report: (problem: Problem) => void,
): AsyncGenerator<Row[]> {
  const end: CsvEnd = { endsWithNewline: true }
  let layout: Layout | undefined
  let lastShort: CsvRecord | undefined
  let lastLine = 0
  try {
    for await (const records of readCsvRecords(refuseXml(text), rules, end)) {
      const rows: Row[] = []
      for (const record of records) {
        lastLine = record.line
        if (layout === undefined) {
          layout = readHeader(record, rules)
          continue
        }
        if (lastShort) report(wrongWidth(lastShort, layout.width))
        lastShort = undefined
        if (record.fields.length === layout.width) rows.push(rowOf(record, layout))
        else if (record.fields.length < layout.width) lastShort = record
        else report(wrongWidth(record, layout.width))
      }
      if (rows.length > 0) yield rows
    }
  } catch (error) {
    if (lastShort && layout) report(wrongWidth(lastShort, layout.width))
    throw error
  }
  if (layout === undefined) throw broken('The file is empty.', { line: 1, fix: 'Export it again.' })
  if (!end.endsWithNewline && (lastShort || rules.endsWithNewline))
    throw cutOff(lastShort, lastLine)
  if (lastShort) report(wrongWidth(lastShort, layout.width))
}

async function* refuseXml(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true
  for await (const piece of text) {
    if (isFirst && /^\s*<[?!a-z]/i.test(piece)) {
      throw broken('This is XML, and the feed sends CSV.', { line: 1, column: 1 })
    }
    isFirst = false
    yield piece
  }
}

interface Layout {
  readonly width: number
  /** For each of the feed's columns, where it stands in the file, from 0 and from 1. */
  readonly from: readonly number[]
  readonly columns: readonly number[]
}

function rowOf(record: CsvRecord, layout: Layout): Row {
  const values = layout.from.map((at) => record.fields[at] ?? '')
  return { line: record.line, values, columns: layout.columns }
}

function readHeader(record: CsvRecord, rules: CsvRowRules): Layout {
  const header = record.fields.map((name) => name.trim())
  const known = new Set(rules.columnNames)
  const missing = rules.columnNames.filter((name) => !header.includes(name))
  const extra = header.flatMap((name, at) => (known.has(name) ? [] : [{ name, at }]))
  const twice = header.findIndex((name, at) => header.indexOf(name) !== at)
  const isMissing = missing.some((name) => !rules.mayMiss.has(name))
  if (isMissing || (extra.length > 0 && !rules.takesNew)) {
    throw misfit(header, missing, extra, record, rules)
  }
  if (twice !== -1) {
    throw broken(`The column ${header[twice]} is there twice.`, {
      line: record.line,
      column: twice + 1,
      field: header[twice],
    })
  }
  rules.onHeader({ names: header, missing, extra: extra.map(({ name }) => name) })
  const from = rules.columnNames.map((name) => header.indexOf(name))
  return { width: header.length, from, columns: from.map((at) => at + 1) }
}

function misfit(
  header: readonly string[],
  missing: readonly string[],
  extra: readonly { name: string; at: number }[],
  record: CsvRecord,
  rules: CsvRowRules,
) {
  const { line } = record
  const other = rules.feedWithHeader(header)
  if (other !== undefined) {
    return broken(`This is a file of another feed: the header is that of ${other}.`, {
      line,
      fix: `Name it as ${other} names its files.`,
    })
  }
  if (missing.length === rules.columnNames.length) {
    // Perhaps a row of data: the names in it are not printed, since they may be a person's.
    const only = header.length === 1 ? ` It has no "${rules.delimiter}" in it.` : ''
    return broken(`The first line is not the header that the feed promises.${only}`, {
      line,
      column: 1,
      field: missing[0],
      fix: `The first line must name the columns: ${rules.columnNames.join(', ')}.`,
    })
  }
  const parts: string[] = []
  if (missing.length > 0) parts.push(`${columns(missing.length)} missing: ${missing.join(', ')}.`)
  if (extra.length > 0)
    parts.push(
      `${columns(extra.length)} not expected: ${extra.map((e) => e.name || '(no name)').join(', ')}.`,
    )
  return broken(`The header does not fit. ${parts.join(' ')}`, {
    line,
    column: extra[0] ? extra[0].at + 1 : undefined,
    field: extra[0] ? undefined : missing[0],
    fix: 'Send the columns agreed, or change the feed definition with the agreement.',
  })
}

function columns(count: number): string {
  return count === 1 ? 'One column is' : `${count} columns are`
}

function wrongWidth(record: CsvRecord, width: number): Problem {
  const { line, fields } = record
  return {
    message: `The row has ${fields.length} fields and the header ${width}.`,
    line,
    column: Math.min(fields.length, width + 1),
    fix: 'Look for a delimiter in a value that is not in quotes, or a line break in one.',
  }
}

function cutOff(lastShort: CsvRecord | undefined, lastLine: number) {
  const line = lastShort?.line ?? lastLine
  return broken('The file is cut off: its last line has no end.', {
    line,
    column: lastShort?.fields.length,
    fix: 'Export or send it again.',
  })
}
