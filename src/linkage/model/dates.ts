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

/** Most digits of each part of a date, as the database's strptime takes them. */
const MOST_DIGITS: Readonly<Record<string, number>> = { Y: 4, m: 2, d: 2 }

/**
 * Reads a date as the database's `try_strptime` does: each part takes as many digits as it may and
 * gets by with fewer, a year of two too. Null where the text does not fit, or there is no such day.
 */
export function readAsStrptime(text: string, format: string): string | null {
  const parts: Record<string, number> = { Y: 1900, m: 1, d: 1 }
  const whole = text.trim()
  let at = 0
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') {
      if (whole[at++] !== format[i]) return null
      continue
    }
    const part = format[++i] ?? ''
    let digits = ''
    while (digits.length < (MOST_DIGITS[part] ?? 0) && /\d/.test(whole[at] ?? ''))
      digits += whole[at++]
    if (digits === '') return null
    parts[part] = Number(digits)
  }
  const [y, m, d] = [parts['Y'], parts['m'], parts['d']] as [number, number, number]
  return at === whole.length && isRealDay(y, m, d) ? iso(y, m, d) : null
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
