import { stringify } from 'csv-stringify/sync'
import type { ExceptionRow } from '../../data/exception.queries.ts'
import type { RuleBook } from '../../rules/rule-book.ts'
import { causeOf, kindWords, ruleOf, stateWords } from '../words.ts'

const columns = [
  'Source',
  'Kind of record',
  'Record key',
  'Problem',
  'How grave',
  'What is wrong',
  'What to do',
  'How it likely got in',
  'Since',
  'Where it stands',
  'Times opened',
]

/**
 * Exceptions as a file for a spreadsheet: UTF-8 with its mark, since spreadsheets guess otherwise, and
 * an apostrophe before whatever they would run as a formula. A key that comes from another
 * organisation's system may hold anything.
 */
export function exceptionCsv(exceptions: readonly ExceptionRow[], book: RuleBook): string {
  const rows = exceptions.map((row) => {
    const { title, severity, whatToDo } = ruleOf(book, row.rule)
    return [
      row.sourceName,
      kindWords(row.recordKind),
      row.recordKey,
      title,
      severity,
      row.detail,
      whatToDo,
      causeOf(book, row.cause).title,
      row.openedOn,
      stateWords[row.state],
      String(row.round),
    ]
  })
  return stringify([columns, ...rows], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}
