import { DateTime } from 'luxon'

/** The days of the week, Monday first, as definitions name them. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

export type Weekday = (typeof weekdays)[number]

/** How often a feed's extracts come, and by when on their day in London. */
export interface Schedule {
  readonly every: 'day' | 'weekday' | 'week' | 'month' | 'term'
  /** Of `every: week`, on which day; without it a week after the last. */
  readonly on?: Weekday | undefined
  /** `HH:mm` */
  readonly by: string
  readonly lateAfterHours: number
}

/** Where a feed stands in its schedule. */
export interface Punctuality {
  /** When the next extract should be there, or should have been; undefined where no day is fixed. */
  readonly nextExpectedAt: Date | undefined
  /** Nothing good for longer than the feed's definition allows, or ever. */
  readonly isLate: boolean
}

/**
 * When the next extract after the last good one is expected, and whether the feed is late. Of a feed
 * that has never sent anything: when its schedule next has one.
 */
export function punctuality(
  schedule: Schedule,
  lastExtractAt: Date | undefined,
  now: Date,
): Punctuality {
  if (lastExtractAt === undefined) {
    return { nextExpectedAt: firstExpectedAt(schedule, now), isLate: true }
  }
  const isLate = now.getTime() - lastExtractAt.getTime() > schedule.lateAfterHours * 3_600_000
  const day = dayAfter(schedule, inLondon(lastExtractAt))
  return { nextExpectedAt: day && dueOn(schedule, day), isLate }
}

/** The schedule's first moment from now on. */
function firstExpectedAt(schedule: Schedule, now: Date): Date | undefined {
  // On which day of the month, or of a week that is not said, only the first extract shows.
  if (schedule.every === 'month' || (schedule.every === 'week' && !schedule.on)) return undefined
  // The day before today, so that today counts where its hour is still to come.
  let day = dayAfter(schedule, inLondon(now).minus({ days: 1 }))
  while (day !== undefined) {
    const due = dueOn(schedule, day)
    if (due >= now) return due
    day = dayAfter(schedule, day)
  }
  return undefined
}

function inLondon(moment: Date): DateTime {
  return DateTime.fromJSDate(moment, { zone: 'Europe/London' })
}

function dueOn({ by }: Schedule, day: DateTime): Date {
  const [hour = 0, minute = 0] = by.split(':').map(Number)
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate()
}

/** The day of the next extract after one of this day; a term's end is not the calendar's to know. */
function dayAfter({ every, on }: Schedule, last: DateTime): DateTime | undefined {
  const { weekday } = last
  switch (every) {
    case 'term':
      return undefined
    case 'month':
      return last.plus({ months: 1 })
    case 'week':
      return last.plus({ days: on ? (weekdays.indexOf(on) + 8 - weekday) % 7 || 7 : 7 })
    // From Friday (5) and Saturday the next working day is Monday.
    case 'weekday':
      return last.plus({ days: weekday >= 5 ? 8 - weekday : 1 })
    case 'day':
      return last.plus({ days: 1 })
  }
}
