import { isDateFormat, parseDate } from '#kernel'

const braces = /\{([^{}]+)\}/

/** The extract's date, `YYYY-MM-DD`, in a file name that fits the pattern; undefined where it does not fit. */
export function extractDateOf(pattern: string, fileName: string): string | undefined {
  const found = braces.exec(pattern)
  if (!found?.[1]) return undefined
  const before = pattern.slice(0, found.index)
  const after = pattern.slice(found.index + found[0].length)
  if (!fileName.startsWith(before) || !fileName.endsWith(after)) return undefined
  const date = fileName.slice(before.length, fileName.length - after.length)
  const parsed = parseDate(date, found[1])
  return parsed.ok ? parsed.value : undefined
}

/** Whether a pattern's braces hold a date format. */
export function isFilePattern(pattern: string): boolean {
  return isDateFormat(braces.exec(pattern)?.[1] ?? '')
}
