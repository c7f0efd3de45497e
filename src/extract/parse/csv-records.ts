import { CsvError, type Parser, parse } from 'csv-parse'
import { csvFault } from './csv-faults.ts'

/** One record of a CSV file: the line that it begins on, and its fields. */
export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

export interface CsvRules {
  readonly delimiter: string
  readonly quote: string
  /** The longest record, in characters: an open quote must not swallow a whole file into memory. */
  readonly recordLimit: number
}

/** What the end of the file looked like, once all its records have been read. */
export interface CsvEnd {
  endsWithNewline: boolean
}

/**
 * Reads CSV text as records, strictly (RFC 4180 with any one delimiter and quote): a quote only
 * around a whole field, doubled inside it; lines end in LF or CRLF; blank lines are passed over.
 * `csv-parse` does it, one piece of text at a time, so that no more than a piece is in memory.
 *
 * @param pieces of whole characters, without a byte order mark
 * @throws BadInput with the line that the record begins on, and the field, where quotes are wrong:
 * nothing after them can be trusted. All records before it have been given by then.
 */
export async function* readCsvRecords(
  pieces: AsyncIterable<string>,
  rules: CsvRules,
  end: CsvEnd,
): AsyncGenerator<CsvRecord[]> {
  const reader = csvReader(rules)
  let last = '\n'
  try {
    for await (const piece of pieces) {
      last = piece.at(-1) ?? last
      const fault = await reader.write(piece)
      const records = reader.take()
      if (records.length > 0) yield records
      if (fault) throw fault
    }
    end.endsWithNewline = last === '\n'
    const fault = await reader.end()
    const records = reader.take()
    if (records.length > 0) yield records
    if (fault) throw fault
  } finally {
    reader.close()
  }
}

function csvReader(rules: CsvRules) {
  let records: CsvRecord[] = []
  // The library's own line counts a CRLF inside quotes twice, so ours comes from the records.
  let breaks = 0
  let hasReturns = false
  const last = { lines: 0, blank: 0 }
  const parser = parse({
    delimiter: rules.delimiter,
    quote: rules.quote,
    escape: rules.quote,
    // Named, since left to itself the library takes the first line's end, a lone CR too, for all.
    record_delimiter: ['\r\n', '\n'],
    max_record_size: rules.recordLimit,
    relax_column_count: true,
    skip_empty_lines: true,
    // Taken here and not from the stream, which drops what it still holds when a fault comes.
    on_record: (fields: string[], info) => {
      records.push({ line: info.records + info.empty_lines + breaks, fields })
      for (const field of fields) breaks += lineBreaksIn(field)
      last.lines = info.lines
      last.blank = info.empty_lines
      return null
    },
  })
  // Each fault comes back from the call that met it; unheard, the event would end the process.
  parser.on('error', () => {})

  const faultOf = (error: Error | undefined) => {
    if (!(error instanceof CsvError)) return error
    const { info } = parser
    const line = 1 + info.records + info.empty_lines + breaks
    const begunOn = 1 + last.lines + info.empty_lines - last.blank
    const linesDown = hasReturns ? undefined : info.lines - begunOn
    return csvFault(error, { line, linesDown, spansLines: info.lines > begunOn }, rules.recordLimit)
  }
  return {
    async write(piece: string) {
      hasReturns ||= piece.includes('\r')
      return faultOf(await written(parser, piece))
    },
    async end() {
      return faultOf(await ended(parser))
    },
    take(): CsvRecord[] {
      const taken = records
      records = []
      return taken
    },
    close: () => parser.destroy(),
  }
}

function written(parser: Parser, piece: string): Promise<Error | undefined> {
  return new Promise((resolve) => parser.write(piece, (error) => resolve(error ?? undefined)))
}

function ended(parser: Parser): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.once('error', resolve).once('finish', () => resolve(undefined))
    parser.end()
  })
}

function lineBreaksIn(field: string): number {
  let count = 0
  for (let at = field.indexOf('\n'); at !== -1; at = field.indexOf('\n', at + 1)) count += 1
  return count
}
