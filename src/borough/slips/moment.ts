import { addDays, type IsoDate } from '#kernel'
import { type Agency, type ErrorKind, errorRate } from '../errors.ts'
import type { Span } from '../people/span.ts'
import type { Draws } from './draws.ts'
import type { ErrorTallies } from './ledger.ts'

/** What decides how a record looks, beside the day. */
export interface Looked {
  agency: Agency
  draws: Draws
  /** The day on which the agency made the record. */
  openedOn: IsoDate
  /** The day of the agency's first extract. */
  firstDay: IsoDate
  /** Whether it is a further record of somebody who has one. */
  isDuplicate: boolean
}

/**
 * One record looked at on one day. Every question of the form "has that happened by now?" goes
 * through it, so that it knows until when the record will look the same.
 */
export interface Moment {
  readonly day: IsoDate
  readonly draws: Draws
  readonly looked: Looked
  /** Whether a day has come; the next one that has not bounds `sameUntil`. */
  isReached(day: IsoDate): boolean
  /** Whether this error stands on the day, by the agency's rate; notes it where it does. */
  errs(kind: ErrorKind, version?: number): boolean
  /** The same without noting it: it may be overtaken by what the agency hears later. */
  missed(kind: ErrorKind, version: number): boolean
  /** Notes an error that stands for certain, such as a planted one. */
  note(kind: string): void
  errors(): ReadonlySet<string>
  /** The next day on which the record may look otherwise; empty where none is in sight. */
  sameUntil(): IsoDate | ''
}

// Of the errors that stand in the first extract one in 25 is put right within 30 nights (a data
// quality desk's pace), so all within about two years; one in 100 comes new to a record that was right.
const daysToRepair = 750
const newErrorShare = 0.01
const daysOfNewErrors = 30

/** A moment of a record; chances and hits are counted into `tallies` where given. */
export function momentOf(looked: Looked, day: IsoDate, tallies: ErrorTallies | undefined): Moment {
  const { agency, draws, firstDay, openedOn } = looked
  const begin = openedOn > firstDay ? openedOn : firstDay
  const found = new Set<string>()
  let next: IsoDate | '' = ''
  function isReached(date: IsoDate): boolean {
    if (date <= day) return true
    if (next === '' || date < next) next = date
    return false
  }
  function stands(kind: ErrorKind, version: number): boolean {
    const label = version === 0 ? kind : `${kind}#${version}`
    const rate = errorRate(agency, kind)
    const share = rate === 0 ? 1 : draws.share(label)
    const isThere =
      share < rate
        ? !isReached(draws.dayAfter(`${label} repaired`, begin, 1, daysToRepair))
        : share < rate * (1 + newErrorShare) &&
          isReached(draws.dayAfter(`${label} begins`, begin, 1, daysOfNewErrors))
    if (tallies !== undefined) {
      tallies[kind].chances++
      if (isThere) tallies[kind].hits++
    }
    return isThere
  }
  return {
    day,
    draws,
    looked,
    isReached,
    errs(kind, version = 0) {
      const isThere = stands(kind, version)
      if (isThere) found.add(kind)
      return isThere
    },
    missed: stands,
    note(kind) {
      found.add(kind)
    },
    errors: () => found,
    sameUntil: () => next,
  }
}

// Who moved or took another name longer ago than this tells the new one when a record is made.
const daysOfOldHabits = 180

/** How soon an agency hears of a change: the days from `low` to `high`. */
export interface Delay {
  low: number
  high: number
}

/** What of a person's life an agency has on a day: a span, and its place among them. */
export interface Heard<T> {
  span: Span<T>
  at: number
}

/**
 * Which of a person's spans an agency has on a day. What began before the record was made it was
 * told then, as a rule; of what came later it hears with a delay, or, with the rate of `never`, not
 * at all, so that what was before stands on. Spans that `mayShow` refuses are never had; undefined
 * where there is none.
 */
export function heardOf<T>(
  moment: Moment,
  spans: readonly Span<T>[],
  what: {
    label: string
    delay: Delay
    never: ErrorKind | ((span: Span<T>) => ErrorKind)
    mayShow?: (span: Span<T>) => boolean
  },
): Heard<T> | undefined {
  const { looked, draws } = moment
  let heard: Heard<T> | undefined
  let behind: ErrorKind | undefined
  for (const [at, span] of spans.entries()) {
    if (!moment.isReached(span.from)) break
    if (what.mayShow?.(span) === false) continue
    const isFirst = heard === undefined
    const wasTold =
      (span.to !== '' && span.to <= looked.openedOn) ||
      addDays(looked.openedOn, -daysOfOldHabits) > span.from
    if (!isFirst && !wasTold) {
      const label = `${what.label}#${at}`
      const late = draws.dayAfter(label, span.from, what.delay.low, what.delay.high)
      const isTold = span.from <= looked.openedOn || moment.isReached(late)
      const never = typeof what.never === 'function' ? what.never(span) : what.never
      if (!isTold || moment.missed(never, at)) {
        behind = never
        continue
      }
    }
    heard = { span, at }
    behind = undefined
  }
  if (behind !== undefined) moment.note(behind)
  if (heard !== undefined) return heard
  // Told of nothing that may be shown yet: the first there is.
  const at = spans.findIndex((span) => what.mayShow?.(span) !== false)
  const span = spans[at]
  return span === undefined ? undefined : { span, at }
}

/** The span that truly holds on the day, where nobody is late; the last to begin. */
export function currentOf<T>(moment: Moment, spans: readonly Span<T>[]): Span<T> | undefined {
  let found: Span<T> | undefined
  for (const span of spans) {
    if (!moment.isReached(span.from)) break
    found = span
  }
  return found
}

/** The day by which an agency has heard of what happened on another. */
export function heardOn(moment: Moment, label: string, date: IsoDate, delay: Delay): IsoDate {
  return addDays(date, moment.draws.between(label, delay.low, delay.high))
}
