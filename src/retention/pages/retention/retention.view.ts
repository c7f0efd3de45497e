import { addDays, formatDate, type IsoDate } from '#kernel'
import type { ActRow, HoldRow } from '../../data/log.queries.ts'
import type { RetentionPolicy } from '../../rules/retention-policy.ts'
import type { RetentionOutcome } from '../../run-retention.ts'

/** What the page is made of. */
export interface RetentionParts {
  readonly policy: RetentionPolicy
  readonly today: IsoDate
  readonly acts: readonly ActRow[]
  readonly holds: readonly HoldRow[]
  /** What a run would do; undefined where nobody has asked. */
  readonly preview?: RetentionOutcome | undefined
  readonly mayRun: boolean
  readonly hasRun: boolean
}

/** One line of what is due or was done. */
export interface ActLine {
  readonly source: string
  readonly why: string
  readonly persons: string
  readonly records: string
  readonly spared: string
}

/** Everything that the page prints. */
export interface RetentionModel {
  readonly periods: readonly { readonly key: string; readonly value: string }[]
  readonly basis: string
  readonly preview:
    | {
        readonly acts: readonly ActLine[]
        readonly files: string
        readonly derived: string
        readonly isNothing: boolean
      }
    | undefined
  readonly holds: readonly {
    readonly reason: string
    readonly kind: string
    readonly since: string
    readonly records: string
  }[]
  readonly acts: readonly (ActLine & { readonly when: string; readonly by: string })[]
  readonly mayRun: boolean
  readonly hasRun: boolean
  readonly previewHref: string
  readonly runAction: string
}

const causes = {
  gone: 'Gone from the source long enough',
  'agreement-ended': 'The agreement has ended',
  source: 'The source asked for it',
} as const

/** The page's model. */
export function retentionModel(parts: RetentionParts): RetentionModel {
  const { policy, today, acts, holds, preview } = parts
  return {
    periods: periodRows(policy, today),
    basis: policy.periods.basis,
    preview: preview && previewOf(preview),
    holds: holds.map(({ reason, kind, since, records }) => ({
      reason,
      kind: kind === 'decision' ? 'A recorded decision rests on them' : 'Legal hold',
      since: londonDay(since),
      records: count(records),
    })),
    acts: acts.map((act) => ({ ...actLine(act), when: londonDay(act.doneAt), by: act.doneBy })),
    mayRun: parts.mayRun,
    hasRun: parts.hasRun,
    previewHref: '/retention?preview=yes#due',
    runAction: '/retention/run',
  }
}

function periodRows(
  { periods, ended }: RetentionPolicy,
  today: IsoDate,
): RetentionModel['periods'] {
  const before = (days: number) =>
    `${count(days)} ${days === 1 ? 'day' : 'days'}: before ${formatDate(addDays(today, -days))}`
  const agreements = ended.map(({ agreement, feed, endedOn }) => ({
    key: `Agreement ${agreement}`,
    value: `Ended ${formatDate(endedOn)}: everything of ${feed} is due`,
  }))
  return [
    { key: 'In force from', value: formatDate(periods.from) },
    { key: 'People gone from a source', value: before(periods.personsGone) },
    { key: 'Landed files', value: before(periods.landedFiles) },
    { key: 'Rows that were refused', value: before(periods.rejects) },
    { key: 'Exceptions that have closed', value: before(periods.closedExceptions) },
    { key: 'Attempts to sign in', value: before(periods.signInAttempts) },
    {
      key: 'The access log',
      value: `${count(periods.accessLogYears)} years, by the archive of its heads: nothing of it is removed by a run`,
    },
    ...agreements,
  ]
}

function previewOf({ acts, files, derived, trimmed }: RetentionOutcome): RetentionModel['preview'] {
  const sum = (rows: Readonly<Record<string, number>>) =>
    Object.values(rows).reduce((total, one) => total + one, 0)
  return {
    acts: acts.map(actLine),
    files: count(files),
    derived: count(sum(derived) + sum(trimmed)),
    isNothing: acts.length === 0 && files === 0 && sum(derived) + sum(trimmed) === 0,
  }
}

function actLine(act: Pick<ActRow, 'feed' | 'cause' | 'persons' | 'records' | 'spared'>): ActLine {
  return {
    source: act.feed,
    why: causes[act.cause],
    persons: count(act.persons),
    records: count(act.records),
    spared: count(act.spared),
  }
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}

function londonDay(moment: Date): string {
  return formatDate(moment.toLocaleDateString('en-CA', { timeZone: 'Europe/London' }))
}
