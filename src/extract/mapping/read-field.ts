import { parseDate, splitFullName } from '#kernel'
import type { FeedDefinition, FieldSource, NameSource } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { FieldType } from './field-types.ts'

/** Says what is wrong with the value in a column; never holds the value, codes apart. */
export type ReportValue = (column: number, message: string, fix?: string) => void
/** Reads one field of a record from a row; undefined where the source has nothing. */
export type ReadField = (row: Row, report: ReportValue) => unknown

/** What reading a field needs to know of its feed. */
export interface ReadingContext {
  readonly feed: FeedDefinition
  /** The place of a column among the feed's columns. */
  readonly columnIndex: ReadonlyMap<string, number>
  readonly blanks: ReadonlySet<string>
  /** Called where the definition itself is wrong. */
  readonly wrong: (message: string) => void
}

const textLimit = 500

/** Makes the reader of one field from what the definition says of it. */
export function fieldReader(
  given: FieldSource | readonly (FieldSource | NameSource)[],
  type: FieldType,
  context: ReadingContext,
): ReadField {
  if (type.is === 'names') return namesReader(given, context)
  if (type.is === 'texts') return textsReader(given, context)
  if (Array.isArray(given)) {
    context.wrong('takes one column, not a list')
    return () => undefined
  }
  return valueReader(given as FieldSource, type, context)
}

function valueReader(source: FieldSource, type: FieldType, context: ReadingContext): ReadField {
  const detail = typeof source === 'string' ? { column: source } : source
  if ('value' in detail) {
    refuseMisfit(detail.value, type, context)
    return () => detail.value
  }
  if ('join' in detail) return joinReader(detail.join, detail.by, type, context)
  const index = indexOf(detail.column, context)
  if (detail.codes !== undefined) return codeReader(index, detail.codes, type, context)
  if (type.is === 'boolean' || type.is === 'choice') {
    const takes = type.is === 'boolean' ? 'true or false' : type.choices.join(', ')
    context.wrong(`takes ${takes}: name a code map with { column: …, codes: … }`)
  }
  if (type.is === 'date') {
    const format = detail.dateFormat ?? context.feed.dateFormat
    return (row, report) => {
      const text = textAt(row, index, context.blanks)
      return text === '' ? undefined : dateFrom(text, format, index, report)
    }
  }
  const { part } = detail
  return (row, report) => {
    const text = textAt(row, index, context.blanks)
    if (text === '' || isTooLong(text, index, report)) return undefined
    return part === undefined ? text : namePart(text)[part]
  }
}

function joinReader(
  columns: readonly string[],
  by: string,
  type: FieldType,
  context: ReadingContext,
): ReadField {
  if (type.is !== 'text') context.wrong('takes one column, not several joined')
  const indexes = columns.map((column) => indexOf(column, context))
  return (row, report) => {
    const parts = indexes.map((index) => textAt(row, index, context.blanks))
    const text = parts.filter((part) => part !== '').join(by)
    return text === '' || isTooLong(text, indexes[0] ?? 0, report) ? undefined : text
  }
}

function dateFrom(text: string, format: string, index: number, report: ReportValue) {
  const date = parseDate(text, format)
  if (date.ok) return date.value
  report(index, date.message, date.reason === 'format' ? `Dates come as ${format}.` : undefined)
  return undefined
}

function codeReader(
  index: number,
  codesName: string,
  type: FieldType,
  context: ReadingContext,
): ReadField {
  const codes = context.feed.codes[codesName]
  if (codes === undefined) {
    context.wrong(`names the code map ${codesName}, which is not under codes`)
    return () => undefined
  }
  const map = new Map(Object.entries(codes))
  for (const meaning of map.values()) refuseMisfit(meaning, type, context)
  return (row, report) => {
    const text = textAt(row, index, context.blanks)
    const meaning = map.get(text)
    if (meaning !== undefined || text === '') return meaning
    report(
      index,
      `${nameCode(text)} is not in the code map ${codesName}.`,
      'Correct it in the source, or add it to the code map with what it means.',
    )
    return undefined
  }
}

/** A code may be printed; what is longer than codes are may be a name in the wrong column. */
function nameCode(text: string): string {
  return /^[A-Za-z0-9-]{1,4}$/.test(text)
    ? `The code "${text}"`
    : `A code of ${text.length} characters`
}

function textsReader(
  given: FieldSource | readonly (FieldSource | NameSource)[],
  context: ReadingContext,
): ReadField {
  const one: FieldType = { is: 'text', choices: [], isRequired: false }
  const sources = (Array.isArray(given) ? given : [given]) as FieldSource[]
  const parts = sources.map((source) => {
    const read = valueReader(source, one, context)
    const split = typeof source === 'object' && 'split' in source ? source.split : undefined
    return { read, split }
  })
  return (row, report) => {
    const texts: string[] = []
    for (const { read, split } of parts) {
      const text = read(row, report)
      if (typeof text !== 'string') continue
      if (split === undefined) texts.push(text)
      else
        texts.push(
          ...text
            .split(split)
            .map((part) => part.trim())
            .filter((part) => part !== ''),
        )
    }
    return texts.length > 0 ? texts : undefined
  }
}

function namesReader(
  given: FieldSource | readonly (FieldSource | NameSource)[],
  context: ReadingContext,
): ReadField {
  const entries = Array.isArray(given) ? given : [given]
  if (!entries.every(isNameSource)) {
    context.wrong('takes a list of names, each with its type: { type: legal, family: …, given: … }')
    return () => undefined
  }
  const readers = (entries as NameSource[]).map((entry) => nameReader(entry, context))
  return (row, report) => {
    const names = readers.map((read) => read(row, report)).filter((name) => name !== undefined)
    return names.length > 0 ? names : undefined
  }
}

function isNameSource(entry: unknown): entry is NameSource {
  return typeof entry === 'object' && entry !== null && 'type' in entry
}

function nameReader({ type, family, given, full }: NameSource, context: ReadingContext) {
  const one: FieldType = { is: 'text', choices: [], isRequired: false }
  if (full !== undefined) {
    if (family !== undefined || given !== undefined) {
      context.wrong('has full beside family or given: a name is whole or in parts')
    }
    const read = valueReader(full, one, context)
    return (row: Row, report: ReportValue) => {
      const text = read(row, report)
      return typeof text === 'string' ? { type, ...namePart(text) } : undefined
    }
  }
  if (family === undefined && given === undefined) context.wrong('has no family, given or full')
  const readFamily = family === undefined ? undefined : valueReader(family, one, context)
  const readGiven = given === undefined ? undefined : valueReader(given, one, context)
  return (row: Row, report: ReportValue) => {
    const familyText = readFamily?.(row, report)
    const givenText = readGiven?.(row, report)
    if (familyText === undefined && givenText === undefined) return undefined
    return { type, family: familyText, given: givenText }
  }
}

function namePart(text: string): { family: string | undefined; given: string | undefined } {
  const { forenames, surname } = splitFullName(text)
  return { family: surname || undefined, given: forenames.join(' ') || undefined }
}

function refuseMisfit(value: unknown, type: FieldType, context: ReadingContext): void {
  const fits =
    type.is === 'boolean'
      ? typeof value === 'boolean'
      : typeof value === 'string' && (type.is !== 'choice' || type.choices.includes(value))
  if (fits) return
  const takes = type.is === 'boolean' ? 'true or false' : type.choices.join(', ') || 'text'
  context.wrong(`takes ${takes}, not ${String(value)}`)
}

/** The index of a column that the definition names; tells the definition's author where it has none. */
export function indexOf(column: string, context: ReadingContext): number {
  const index = context.columnIndex.get(column)
  if (index === undefined) context.wrong(`names the column ${column}, which is not under columns`)
  return index ?? 0
}

/** A value without the space around it; empty where the feed says that it stands for nothing. */
export function textAt(row: Row, index: number, blanks: ReadonlySet<string>): string {
  const text = (row.values[index] ?? '').trim()
  return blanks.has(text) ? '' : text
}

function isTooLong(text: string, index: number, report: ReportValue): boolean {
  if (text.length <= textLimit) return false
  report(index, `The value is longer than ${textLimit} characters.`)
  return true
}
