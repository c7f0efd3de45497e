import type { CsvError } from 'csv-parse'
import type { BadInput } from '#kernel'
import { broken } from '../problems.ts'

/** Where a record stands in which `csv-parse` met a fault. */
export interface FaultPlace {
  /** The line that the record begins on. */
  readonly line: number
  /** How many lines further down the fault is; undefined where lines end in CRLF. */
  readonly linesDown: number | undefined
  /** The record goes on over lines: a quote is open, or was. */
  readonly spansLines: boolean
}

/** The error for CSV that `csv-parse` refuses, in our words by its code: its own quote the file. */
export function csvFault(error: CsvError, place: FaultPlace, recordLimit: number): BadInput {
  const { line } = place
  const column = typeof error['column'] === 'number' ? error['column'] + 1 : undefined
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return neverEnds('before the file does', line, column)
    case 'CSV_MAX_RECORD_SIZE':
      return place.spansLines
        ? neverEnds(`within ${recordLimit} characters`, line, column)
        : broken(`The record is longer than the limit of ${recordLimit} characters.`, { line })
    case 'CSV_INVALID_CLOSING_QUOTE':
      return wronglyClosed(place, column)
    case 'INVALID_OPENING_QUOTE':
      return broken('There is a quote inside a field that does not begin with one.', {
        line,
        column,
        fix: 'Put the whole field in quotes and double the one inside.',
      })
    default:
      return broken('The record is not CSV with the delimiter and quote of the feed.', {
        line,
        column,
        fix: 'Export the file again.',
      })
  }
}

function neverEnds(where: string, line: number, column: number | undefined) {
  return broken(`The quote that opens in the record beginning here does not end ${where}.`, {
    line,
    column,
    fix: 'Close the quote, or double a quote that is part of the value. The file may also have been cut off.',
  })
}

function wronglyClosed({ line, linesDown, spansLines }: FaultPlace, column: number | undefined) {
  const where = !spansLines ? '' : linesDown ? ` on line ${line + linesDown}` : ' on a later line'
  return broken(
    `A quoted field of the record that begins here ends${where} at a quote that neither a delimiter nor a line end follows.`,
    { line, column, fix: 'Close the quote, or double a quote that is part of the value.' },
  )
}
