import type { FeedDefinition } from '../feeds/feed-schema.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { columnIn } from '../mapping/compile-tables.ts'
import { type CsvHeader, readCsvRows } from '../parse/csv-rows.ts'
import { decodeText } from '../parse/decode-text.ts'
import type { Row } from '../parse/row.ts'
import type { Problem } from '../problems.ts'
import { type Reading, warn } from './reading.ts'

/** CSV, alone or as a table of a ZIP, and what its reading needs to know. */
export interface CsvToRead {
  readonly feed: Feed
  readonly file: Exclude<FeedDefinition['file'], { format: 'xml' }>
  readonly table?: string
  readonly columnNames: readonly string[]
  readonly optionalColumns: ReadonlySet<string>
  readonly feedWithHeader: (header: readonly string[]) => string | undefined
}

/** Reads the bytes of a CSV file as rows, and notes its header in `reading`. Errors as readCsvRows. */
export function readCsv(
  bytes: AsyncIterable<Buffer>,
  { feed, file, table, columnNames, optionalColumns, feedWithHeader }: CsvToRead,
  reading: Reading,
  fault: (problem: Problem) => void,
): AsyncGenerator<Row[]> {
  const { encoding, lineLimitBytes } = file
  const text = decodeText(bytes, { encoding, lineLimitBytes, definition: feed.definitionFile })
  return readCsvRows(
    text,
    {
      columnNames,
      mayMiss: feed.checks.missingColumns === 'warn' ? optionalColumns : new Set(),
      takesNew: feed.checks.newColumns === 'warn',
      onHeader: (header) => noteHeader(header, table, reading),
      delimiter: file.delimiter,
      quote: file.quote,
      recordLimit: lineLimitBytes,
      endsWithNewline: file.endsWithNewline,
      feedWithHeader,
    },
    fault,
  )
}

function noteHeader(
  { names, missing, extra }: CsvHeader,
  table: string | undefined,
  reading: Reading,
): void {
  const named = (name: string) => columnIn(table, name)
  reading.header = [...reading.header, ...names.map(named)]
  for (const name of missing) {
    const problem = { message: 'The column is missing.', line: 1, field: named(name) }
    warn(reading, 'missing-columns', problem)
  }
  for (const name of extra) {
    const problem = { message: 'The feed has no such column.', line: 1, field: named(name) }
    warn(reading, 'new-columns', problem)
  }
}
