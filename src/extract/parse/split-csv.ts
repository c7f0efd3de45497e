import { broken } from '../problems.ts'

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
 * Splits CSV text into records, strictly (RFC 4180 with any one delimiter and quote): a quote only
 * around a whole field, doubled inside it; lines end in LF or CRLF; blank lines are passed over.
 * We do it ourselves since each record must carry the exact line that it begins on, an open quote
 * the line where it opened, and no message a value.
 *
 * @throws BadInput with line and column where quotes are wrong: nothing after them can be trusted.
 */
export async function* splitCsv(
  pieces: AsyncIterable<string>,
  rules: CsvRules,
  end: CsvEnd,
): AsyncGenerator<CsvRecord[]> {
  let text = ''
  let line = 1
  for await (const piece of pieces) {
    text += piece
    const taken = takeRecords(text, line, rules, false)
    line = taken.line
    text = text.slice(taken.to)
    if (text.length > rules.recordLimit) throw tooLong(text, line, rules)
    if (taken.records.length > 0) yield taken.records
  }
  end.endsWithNewline = text === ''
  if (text === '') return
  const { records } = takeRecords(text, line, rules, true)
  if (records.length > 0) yield records
}

interface Taken {
  records: CsvRecord[]
  /** How far the text is used up, and the line that comes next. */
  to: number
  line: number
}

function takeRecords(text: string, firstLine: number, rules: CsvRules, isLast: boolean): Taken {
  const records: CsvRecord[] = []
  let from = 0
  let line = firstLine
  let nextQuote = text.indexOf(rules.quote)
  while (from < text.length) {
    const newline = text.indexOf('\n', from)
    if (newline === -1 && !isLast) break
    const stop = newline === -1 ? text.length : newline
    if (nextQuote !== -1 && nextQuote < from) nextQuote = text.indexOf(rules.quote, from)
    if (nextQuote === -1 || nextQuote >= stop) {
      const content = text.slice(from, withoutReturn(text, from, stop))
      if (content !== '') records.push({ line, fields: content.split(rules.delimiter) })
      from = stop + 1
      line += 1
      continue
    }
    const quoted = takeQuoted(text, from, line, rules, isLast)
    if (quoted === undefined) break
    records.push({ line, fields: quoted.fields })
    from = quoted.to
    line = quoted.line
  }
  return { records, to: Math.min(from, text.length), line }
}

function withoutReturn(text: string, from: number, stop: number): number {
  return stop > from && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop
}

/** A record with quotes in it, or undefined where its end has not been read yet. */
function takeQuoted(
  text: string,
  start: number,
  firstLine: number,
  rules: CsvRules,
  isLast: boolean,
) {
  const { delimiter, quote } = rules
  const fields: string[] = []
  let line = firstLine
  let at = start
  for (;;) {
    if (text[at] !== quote) {
      const newline = text.indexOf('\n', at)
      if (newline === -1 && !isLast) return undefined
      const lineEnd = newline === -1 ? text.length : newline
      const next = text.indexOf(delimiter, at)
      const isLastField = next === -1 || next > lineEnd
      const stop = isLastField ? withoutReturn(text, at, lineEnd) : next
      const field = text.slice(at, stop)
      if (field.includes(quote)) throw strayQuote(line, fields.length + 1)
      fields.push(field)
      if (isLastField) return { fields, to: lineEnd + 1, line: line + 1 }
      at = next + 1
      continue
    }
    const close = closingQuote(text, at + 1, quote)
    if (close === -1 || (close === text.length - 1 && !isLast)) {
      if (!isLast) return undefined
      if (close === -1) throw neverEnds(line, fields.length + 1, 'before the file does')
    }
    const raw = text.slice(at + 1, close)
    const opened = line
    for (let n = raw.indexOf('\n'); n !== -1; n = raw.indexOf('\n', n + 1)) line += 1
    fields.push(raw.includes(quote) ? raw.replaceAll(quote + quote, quote) : raw)
    const after = text[close + 1]
    if (after === delimiter) {
      at = close + 2
      continue
    }
    if (after === undefined) return { fields, to: text.length, line }
    if (after === '\n') return { fields, to: close + 2, line: line + 1 }
    if (after === '\r' && close + 2 >= text.length && !isLast) return undefined
    if (after === '\r' && text[close + 2] === '\n') return { fields, to: close + 3, line: line + 1 }
    throw wronglyClosed(opened, fields.length, line)
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] !== quote) return at
  }
  return -1
}

function tooLong(text: string, line: number, rules: CsvRules) {
  const opened = findOpenQuote(text, line, rules)
  if (opened) return neverEnds(opened.line, opened.column, `within ${rules.recordLimit} characters`)
  return broken(`The record is longer than the limit of ${rules.recordLimit} characters.`, { line })
}

function findOpenQuote(text: string, line: number, rules: CsvRules) {
  try {
    takeQuoted(text, 0, line, rules, true)
  } catch (error) {
    const where = (error as { where?: { line?: number; column?: number } }).where
    if (where?.line !== undefined && where.column !== undefined) {
      return { line: where.line, column: where.column }
    }
  }
  return undefined
}

function neverEnds(line: number, column: number, where: string) {
  return broken(`The quoted field that begins here does not end ${where}.`, {
    line,
    column,
    fix: 'Close the quote, or double a quote that is part of the value. The file may also have been cut off.',
  })
}

function wronglyClosed(line: number, column: number, closedOn: number) {
  const where = closedOn === line ? '' : ` on line ${closedOn}`
  return broken(
    `The quoted field that begins here ends${where} at a quote that neither a delimiter nor a line end follows.`,
    { line, column, fix: 'Close the quote, or double a quote that is part of the value.' },
  )
}

function strayQuote(line: number, column: number) {
  return broken('There is a quote inside a field that does not begin with one.', {
    line,
    column,
    fix: 'Put the whole field in quotes and double the one inside.',
  })
}
