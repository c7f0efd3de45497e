import type { IsoDate } from '#kernel'
import { type CsvStyle, csvFields, csvLine } from '../formats/csv.ts'
import type { FileLayout } from './agency.ts'

/** How an agency's CSV file looks. */
export interface CsvPlan {
  extension?: 'csv' | 'txt'
  encoding: FileLayout['encoding']
  /** Begins with a byte order mark, as spreadsheets write it. */
  hasMark?: boolean
  style: CsvStyle
  /** The columns that say who it is, and those of each line of a person; in this order. */
  columns: { person: readonly string[]; line: readonly string[] }
  /** The column that says new, changed or deleted, in front of the others; for deltas only. */
  statusColumn?: string
}

/** A CSV file's layout: a header, then the lines of each record. */
export function csvLayout(plan: CsvPlan): FileLayout {
  const { style, columns, statusColumn } = plan
  const { delimiter = ',' } = style
  const all = [...columns.person, ...columns.line]
  const status = (text: string) =>
    statusColumn === undefined ? '' : `${csvFields([text], style)}${delimiter}`
  return {
    extension: plan.extension ?? 'csv',
    encoding: plan.encoding,
    head: (_day: IsoDate) =>
      (plan.hasMark ? '\uFEFF' : '') +
      csvLine(statusColumn === undefined ? all : [statusColumn, ...all], style),
    line: ({ person, text }, mark) =>
      `${status(mark)}${person}${columns.line.length === 0 ? '' : delimiter}${text}${style.lineEnd}`,
    foot: '',
  }
}
