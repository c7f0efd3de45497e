import { datePartsOf, type IsoDate, isoDate, isRealDay } from '#kernel'
import type { Random } from '../random.ts'

/** Whether day and month can be exchanged unnoticed: both could be a month and they differ. */
export function canSwapDayAndMonth(date: IsoDate): boolean {
  const { month, day } = datePartsOf(date)
  return day <= 12 && day !== month
}

/** 2014-05-03 as 2014-03-05. */
export function swapDayAndMonth(date: IsoDate): IsoDate {
  const { year, month, day } = datePartsOf(date)
  return isoDate(year, day, month)
}

/** The date with one figure wrong: still a date, and not after the latest one that makes sense. */
export function slipInDate(random: Random, date: IsoDate, latest: IsoDate): IsoDate {
  const { year, month, day } = datePartsOf(date)
  for (let tries = 0; tries < 60; tries++) {
    const by = random.pick([-1, 1])
    const what = random.between(0, 3)
    const to = {
      year: year + (what === 0 ? by : 0),
      month: month + (what === 1 ? by : 0),
      day: day + (what === 2 ? by : what === 3 ? by * 10 : 0),
    }
    if (!isRealDay(to.year, to.month, to.day)) continue
    const slipped = isoDate(to.year, to.month, to.day)
    if (slipped <= latest) return slipped
  }
  return date
}

/** 1 January of the year, as typed where only the year is known. */
export function firstOfJanuary(date: IsoDate): IsoDate {
  return `${date.slice(0, 4)}-01-01`
}

/** The first of the month, as typed where the day was not known. */
export function firstOfMonth(date: IsoDate): IsoDate {
  return `${date.slice(0, 7)}-01`
}
