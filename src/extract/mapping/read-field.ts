import { parseDate } from '#kernel'
import type { FieldSource, NameSource } from '../feeds/feed-schema.ts'
import type { FieldType } from './field-types.ts'
import { namePart, namesReader } from './read-names.ts'
import {
  indexOf,
  isTooLong,
  type ReadField,
  type ReadingContext,
  type ReportValue,
  textAt,
} from './reading-context.ts'

const plainText: FieldType = { is: 'text', choices: [], isRequired: false }

/** Makes the reader of one field from what the definition says of it. */
export function fieldReader(
  given: FieldSource | readonly (FieldSource | NameSource)[],
  type: FieldType,
  context: ReadingContext,
): ReadField {
  if (type.is === 'names')
    return namesReader(given, context, (source) => valueReader(source, plainText, context))
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
  if (detail.json !== undefined) return jsonReader(index, detail.json, type, context)
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

/** Takes properties of a JSON object, those that are filled with a space between. */
function jsonReader(
  index: number,
  names: readonly string[],
  type: FieldType,
  context: ReadingContext,
): ReadField {
  if (type.is !== 'text') context.wrong('takes no JSON: only a text does')
  return (row, report) => {
    const text = textAt(row, index, context.blanks)
    if (text === '') return undefined
    const object = objectFrom(text)
    if (object === undefined) {
      report(index, 'The value is not a JSON object.', 'Export it as {"NAME": "value", …}.')
      return undefined
    }
    const parts = names.map((name) => String(object[name] ?? '').trim())
    const all = parts.filter((part) => part !== '' && !context.blanks.has(part)).join(' ')
    return all === '' || isTooLong(all, index, report) ? undefined : all
  }
}

function objectFrom(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
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
  const isWarning = context.feed.checks.unknownCodes === 'warn' ? true : undefined
  for (const meaning of map.values()) refuseMisfit(meaning, type, context)
  return (row, report) => {
    const text = textAt(row, index, context.blanks)
    const meaning = map.get(text)
    if (meaning !== undefined || text === '') return meaning
    report(
      index,
      `${nameCode(text)} is not in the code map ${codesName}.`,
      'Correct it in the source, or add it to the code map with what it means.',
      isWarning,
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
  const sources = (Array.isArray(given) ? given : [given]) as FieldSource[]
  const parts = sources.map((source) => {
    const read = valueReader(source, plainText, context)
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

function refuseMisfit(value: unknown, type: FieldType, context: ReadingContext): void {
  const fits =
    type.is === 'boolean'
      ? typeof value === 'boolean'
      : typeof value === 'string' && (type.is !== 'choice' || type.choices.includes(value))
  if (fits) return
  const takes = type.is === 'boolean' ? 'true or false' : type.choices.join(', ') || 'text'
  context.wrong(`takes ${takes}, not ${String(value)}`)
}
