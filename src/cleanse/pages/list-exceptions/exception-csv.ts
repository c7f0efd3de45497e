import { stringify } from 'csv-stringify/sync'
import type { OpenException } from '../../data/exception.queries.ts'

const columns = [
  { key: 'sourceName', header: 'Source' },
  { key: 'recordKind', header: 'Kind of record' },
  { key: 'recordKey', header: 'Record key' },
  { key: 'title', header: 'Problem' },
  { key: 'detail', header: 'What is wrong' },
  { key: 'whatToDo', header: 'What to do' },
  { key: 'openedOn', header: 'Since' },
]

/**
 * A report as a file for a spreadsheet: UTF-8 with its mark, since spreadsheets guess otherwise, and
 * an apostrophe before whatever they would run as a formula. A key that comes from another
 * organisation's system may hold anything.
 */
export function exceptionCsv(exceptions: readonly OpenException[]): string {
  return stringify([...exceptions], {
    header: true,
    columns,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}

/** `education-end-before-start.csv`. */
export function csvName(feed: string, rule: string): string {
  return `${feed}-${rule}.csv`
}
