import { splitFullName } from '#kernel'
import type { FieldSource, NameSource } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'
import type { ReadField, ReadingContext, ReportValue } from './reading-context.ts'

/** Makes the reader of a person's names: a list, without those for which the row has nothing. */
export function namesReader(
  given: FieldSource | readonly (FieldSource | NameSource)[],
  context: ReadingContext,
  textReader: (source: FieldSource) => ReadField,
): ReadField {
  const entries = Array.isArray(given) ? given : [given]
  if (!entries.every(isNameSource)) {
    context.wrong('takes a list of names, each with its type: { type: legal, family: …, given: … }')
    return () => undefined
  }
  const readers = (entries as NameSource[]).map((entry) => nameReader(entry, context, textReader))
  return (row, report) => {
    const names = readers.map((read) => read(row, report)).filter((name) => name !== undefined)
    return names.length > 0 ? names : undefined
  }
}

function isNameSource(entry: unknown): entry is NameSource {
  return typeof entry === 'object' && entry !== null && 'type' in entry
}

function nameReader(
  { type, family, given, full }: NameSource,
  context: ReadingContext,
  textReader: (source: FieldSource) => ReadField,
) {
  if (full !== undefined) {
    if (family !== undefined || given !== undefined) {
      context.wrong('has full beside family or given: a name is whole or in parts')
    }
    const read = textReader(full)
    return (row: Row, report: ReportValue) => {
      const text = read(row, report)
      return typeof text === 'string' ? { type, ...namePart(text) } : undefined
    }
  }
  if (family === undefined && given === undefined) context.wrong('has no family, given or full')
  const readFamily = family === undefined ? undefined : textReader(family)
  const readGiven = given === undefined ? undefined : textReader(given)
  return (row: Row, report: ReportValue) => {
    const familyText = readFamily?.(row, report)
    const givenText = readGiven?.(row, report)
    if (familyText === undefined && givenText === undefined) return undefined
    return { type, family: familyText, given: givenText }
  }
}

/** The parts of a whole name; a single name is the family's, as registration systems keep it. */
export function namePart(text: string): { family: string | undefined; given: string | undefined } {
  const { forenames, surname } = splitFullName(text)
  return { family: surname || undefined, given: forenames.join(' ') || undefined }
}
