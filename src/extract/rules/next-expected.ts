import { DateTime } from 'luxon'

/** How often a feed's extracts come, and by when on their day in London. */
export interface Schedule {
  readonly every: 'day' | 'weekday' | 'week' | 'month' | 'term'
  /** `HH:mm` */
  readonly by: string
  readonly lateAfterHours: number
}

/** Where a feed stands in its schedule. */
export interface Punctuality {
  /** When the next extract should be there; undefined where none has come yet, or no day is fixed. */
  readonly nextExpectedAt: Date | undefined
  /** Nothing good for longer than the feed's definition allows, or ever. */
  readonly isLate: boolean
}

/** When the next extract after the last good one is expected, and whether the feed is late. */
export function punctuality(
  { every, by, lateAfterHours }: Schedule,
  lastExtractAt: Date | undefined,
  now: Date,
): Punctuality {
  if (lastExtractAt === undefined) return { nextExpectedAt: undefined, isLate: true }
  const isLate = now.getTime() - lastExtractAt.getTime() > lateAfterHours * 3_600_000
  // A term's end is not the calendar's to know.
  if (every === 'term') return { nextExpectedAt: undefined, isLate }
  const last = DateTime.fromJSDate(lastExtractAt, { zone: 'Europe/London' })
  const [hour = 0, minute = 0] = by.split(':').map(Number)
  const day =
    every === 'month' ? last.plus({ months: 1 }) : last.plus({ days: daysUntilNext(every, last) })
  return { nextExpectedAt: day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate(), isLate }
}

function daysUntilNext(every: 'day' | 'weekday' | 'week', { weekday }: DateTime): number {
  if (every === 'week') return 7
  // From Friday (5) and Saturday the next working day is Monday.
  return every === 'weekday' && weekday >= 5 ? 8 - weekday : 1
}
