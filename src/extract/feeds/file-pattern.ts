import { isDateFormat, parseDate } from '#kernel'

/** What a file's name says of the extract in it. */
export interface FileName {
  /** The extract's date, `YYYY-MM-DD`. */
  readonly extractOn: string
  /** What `{extract}` stands for; undefined where the pattern has none. */
  readonly extract: 'full' | 'delta' | undefined
}

const braces = /\{([^{}]+)\}/

/** What a file's name says where it fits the pattern; undefined where it does not. */
export function readFileName(pattern: string, fileName: string): FileName | undefined {
  // Literal texts stand at the even places, what is in braces at the odd ones.
  const parts = pattern.split(braces)
  const source = parts.map((part, at) =>
    at % 2 === 0 ? escaped(part) : part === 'extract' ? '(?<extract>full|delta)' : '(?<date>.+)',
  )
  const found = new RegExp(`^${source.join('')}$`).exec(fileName)?.groups
  if (found?.['date'] === undefined) return undefined
  const format = parts.find((part, at) => at % 2 === 1 && part !== 'extract') ?? ''
  const date = parseDate(found['date'], format)
  const extract = found['extract'] as FileName['extract']
  return date.ok ? { extractOn: date.value, extract } : undefined
}

/** Whether a pattern has one date format in braces, and beside it `{extract}` once at most. */
export function isFilePattern(pattern: string): boolean {
  const inBraces = pattern.split(braces).filter((_, at) => at % 2 === 1)
  const dates = inBraces.filter((part) => part !== 'extract')
  return dates.length === 1 && isDateFormat(dates[0] ?? '') && inBraces.length <= 2
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
