import type { FeedDefinition } from '../feeds/feed-schema.ts'
import type { Row } from '../parse/row.ts'

/** Says what is wrong with the value in a column; never holds the value, codes apart. */
export type ReportValue = (column: number, message: string, fix?: string, isWarning?: true) => void
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

/** Reports a text that is longer than any field takes. */
export function isTooLong(text: string, index: number, report: ReportValue): boolean {
  if (text.length <= textLimit) return false
  report(index, `The value is longer than ${textLimit} characters.`)
  return true
}
