import { stringify } from 'csv-stringify/sync'
import type { KithError } from '#kernel'
import type { CheckResult } from '../checks/run-checks.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import { describeProblem, type Problem } from '../problems.ts'

/** What became of a file, as far as its sender needs to know. */
export interface ReportedFile {
  readonly fileName: string
  readonly state: 'loaded' | 'refused'
  readonly rowsRead: number
  readonly rowsSetAside: number
  readonly error: KithError | undefined
  readonly problems: readonly Problem[]
  readonly checks: readonly CheckResult[]
}

/** A report to the sender of a file: to read, and as a table. It holds no value of any row. */
export interface SenderReport {
  readonly text: string
  readonly csv: string
}

/** The report on a file that was refused, or taken with something to mend; undefined where all was well. */
export function senderReport(feed: Feed, file: ReportedFile): SenderReport | undefined {
  const checks = file.checks.filter(({ level }) => level !== 'passed')
  if (file.state === 'loaded' && file.problems.length === 0 && checks.length === 0) return undefined
  return { text: textOf(feed, file, checks), csv: csvOf(file, checks) }
}

function textOf(feed: Feed, file: ReportedFile, checks: readonly CheckResult[]): string {
  const lines = [
    `Report on ${file.fileName}`,
    `Source: ${feed.source}, ${feed.organisation}`,
    `For: ${feed.steward.role} <${feed.steward.email}>`,
    '',
    ...(file.state === 'refused'
      ? [
          'The file was refused, and nothing of it was taken. The last good extract stays in force.',
          ...(file.error?.fix ? [`What to do: ${file.error.fix}`] : []),
        ]
      : [
          `The file was taken: ${file.rowsRead} rows, of which ${file.rowsSetAside} were set aside.`,
        ]),
  ]
  if (file.problems.length > 0) {
    lines.push('', 'Problems:')
    for (const problem of file.problems) {
      lines.push(`- ${describeProblem(problem)}`)
      if (problem.fix) lines.push(`  ${problem.fix}`)
    }
  }
  if (checks.length > 0) {
    lines.push(
      '',
      'Checks:',
      ...checks.map(({ level, message }) => `- ${levelWords[level]}: ${message}`),
    )
  }
  lines.push(
    '',
    'This report holds no value of any row. Values are to be looked up in the file by line.',
    '',
  )
  return lines.join('\n')
}

const levelWords = {
  passed: 'Passed',
  warning: 'Warning',
  stop: 'Stopped the load',
  'let-through': 'Let through by a person',
} as const

function csvOf(file: ReportedFile, checks: readonly CheckResult[]): string {
  const problems = file.problems.map((problem) => ({
    file: file.fileName,
    line: problem.line ?? '',
    column: problem.column ?? '',
    field: problem.field ?? '',
    severity: file.state === 'refused' ? 'refused' : 'row set aside',
    message: problem.message,
    what_to_do: problem.fix ?? '',
  }))
  const found = checks.map(({ check, level, message }) => ({
    file: file.fileName,
    line: '',
    column: '',
    field: check,
    severity: level,
    message,
    what_to_do: '',
  }))
  const columns = ['file', 'line', 'column', 'field', 'severity', 'message', 'what_to_do']
  // A column's name comes from the file: it must not become a formula in the reader's spreadsheet.
  return stringify([...problems, ...found], { header: true, columns, escape_formulas: true })
}
