import type { CheckLimits, FeedChecks } from '../feeds/check-schema.ts'
import type { RecordKind } from '../records.ts'
import type { Coverage } from './tally.ts'

/** What a check looks at. */
export type CheckName =
  | 'fewer-rows'
  | 'more-rows'
  | 'gone'
  | 'coverage'
  | 'ages'
  | 'new-columns'
  | 'missing-columns'
  | 'column-order'
  | 'unknown-codes'

/** What one check of one file found; the words hold no value of a row. */
export interface CheckResult {
  readonly check: CheckName
  /** `let-through`: it would have stopped the load, and a person let it through. */
  readonly level: 'passed' | 'warning' | 'stop' | 'let-through'
  readonly message: string
}

/** What a file is compared with. */
export interface CheckInput {
  readonly isFull: boolean
  readonly rowsRead: number
  readonly coverage: Coverage
  readonly header: readonly string[]
  /** Persons in force before the load, and how many of them it would end or erase. */
  readonly personsInForce: number
  readonly personsGone: number
  /** The last good load of the same sort; undefined for a first one. */
  readonly before:
    | { readonly rowsRead: number; readonly coverage: Coverage; readonly header: readonly string[] }
    | undefined
  /** What was met while reading and did not stop it. */
  readonly notes: readonly { readonly check: CheckName; readonly message: string }[]
}

/** Looks at a file that can be read, and says what a person should know before it is taken. */
export function runChecks(checks: FeedChecks, input: CheckInput): CheckResult[] {
  const results: CheckResult[] = []
  const judge = (check: CheckName, limits: CheckLimits, share: number, message: string) =>
    results.push({
      check,
      level: levelOf(limits, share),
      message: `${message}${boundIn(limits, share)}`,
    })

  if (input.isFull && input.before && input.before.rowsRead >= checks.least) {
    const change = (100 * (input.rowsRead - input.before.rowsRead)) / input.before.rowsRead
    const words = `${count(input.rowsRead)} rows, where the last extract had ${count(input.before.rowsRead)}`
    judge(
      'fewer-rows',
      checks.fewerRows,
      -change,
      change < 0 ? `${words} (${per(-change)} fewer).` : `${words}.`,
    )
    judge(
      'more-rows',
      checks.moreRows,
      change,
      change > 0 ? `${words} (${per(change)} more).` : `${words}.`,
    )
  }
  if (input.personsInForce >= checks.least) {
    const share = (100 * input.personsGone) / input.personsInForce
    const words = `${count(input.personsGone)} of ${count(input.personsInForce)} persons would be gone (${per(share)}).`
    judge('gone', checks.gone, share, words)
  }
  const falls = coverageFalls(checks, input).filter(
    ({ points }) => levelOf(checks.coverage, points) !== 'passed',
  )
  for (const { points, words } of falls) judge('coverage', checks.coverage, points, words)
  if (input.before && falls.length === 0) {
    judge('coverage', checks.coverage, 0, 'Every field is given about as often as before.')
  }
  if (checks.ages && input.coverage.aged >= checks.least) {
    const { aged, outsideAges } = input.coverage
    const share = (100 * outsideAges) / aged
    const words = `${count(outsideAges)} of ${count(aged)} persons are not ${checks.ages.from} to ${checks.ages.to} years old (${per(share)}).`
    judge('ages', checks.ages, share, words)
  }
  const order = orderOf(input)
  if (order && checks.columnOrder !== 'off') {
    results.push({
      check: 'column-order',
      level: checks.columnOrder === 'stop' ? 'stop' : 'warning',
      message: order,
    })
  }
  return [...results, ...input.notes.map((note) => ({ ...note, level: 'warning' as const }))]
}

function levelOf({ warn, stop }: CheckLimits, share: number): CheckResult['level'] {
  if (stop !== undefined && share > stop) return 'stop'
  return warn !== undefined && share > warn ? 'warning' : 'passed'
}

function boundIn(limits: CheckLimits, share: number): string {
  const level = levelOf(limits, share)
  if (level === 'stop') return ` The feed stops above ${per(limits.stop ?? 0)}.`
  return level === 'warning' ? ` The feed warns above ${per(limits.warn ?? 0)}.` : ''
}

/** The fields of each kind that are given less often than before, in points of a per cent. */
function coverageFalls({ least }: FeedChecks, { before, coverage }: CheckInput) {
  if (before === undefined) return []
  return (Object.keys(before.coverage.kinds) as RecordKind[]).flatMap((kind) => {
    const then = before.coverage.kinds[kind]
    const now = coverage.kinds[kind]
    if (!then || !now || then.records < least || now.records < least) return []
    return Object.keys(then.fields).flatMap((field) => {
      const was = (100 * (then.fields[field] ?? 0)) / then.records
      const is = (100 * (now.fields[field] ?? 0)) / now.records
      if (is >= was) return []
      const words = `${field} of ${kind} is given for ${per(is)}, where the last extract gave it for ${per(was)}.`
      return [{ points: was - is, words }]
    })
  })
}

function orderOf({ before, header }: CheckInput): string | undefined {
  if (!before || before.header.length === 0 || header.length === 0) return undefined
  const common = before.header.filter((name) => header.includes(name))
  const now = header.filter((name) => before.header.includes(name))
  const at = now.findIndex((name, place) => name !== common[place])
  return at === -1
    ? undefined
    : `The columns come in another order than last time, from ${now[at]} on.`
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}

function per(share: number): string {
  return `${share.toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`
}
