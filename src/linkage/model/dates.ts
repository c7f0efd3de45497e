const PARTS: Readonly<Record<string, string>> = {
  '%Y': '(?<y>\\d{4})',
  '%m': '(?<m>\\d{1,2})',
  '%d': '(?<d>\\d{1,2})',
}
const compiled = new Map<string, RegExp>()

/**
 * Reads a date in the first of the formats that fits (`%Y`, `%m`, `%d` and literal characters).
 * A day that does not exist gives null. Without formats: ISO, a time of day after it ignored.
 */
export function readDate(text: string, formats: readonly string[]): string | null {
  for (const format of formats.length === 0 ? ['%Y-%m-%d'] : formats) {
    const groups = patternOf(format).exec(text.trim())?.groups
    if (!groups) continue
    const [y, m, d] = [Number(groups['y']), Number(groups['m'] ?? 1), Number(groups['d'] ?? 1)]
    if (isRealDay(y, m, d)) return iso(y, m, d)
  }
  return null
}

/** Days since 1970-01-01 of an ISO date; NaN where it is none. */
export function dayNumber(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return Number.NaN
  const [y, m, d] = [Number(match[1]), Number(match[2]), Number(match[3])]
  // Not Date.UTC, which reads the years 0 to 99 as 1900 to 1999.
  return isRealDay(y, m, d) ? new Date(0).setUTCFullYear(y, m - 1, d) / 86_400_000 : Number.NaN
}

function patternOf(format: string): RegExp {
  let pattern = compiled.get(format)
  if (!pattern) {
    const body = format.replace(/%[Ymd]|[.*+?^${}()|[\]\\]/g, (m) => PARTS[m] ?? `\\${m}`)
    pattern = new RegExp(`^${body}(?:[ T]\\d\\d:.*)?$`)
    compiled.set(format, pattern)
  }
  return pattern
}

const iso = (y: number, m: number, d: number) =>
  `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`

function isRealDay(y: number, m: number, d: number): boolean {
  if (m < 1 || m > 12 || d < 1) return false
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)
  return d <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] as number)
}
