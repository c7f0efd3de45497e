import { type IsoDate, isoDate } from '#kernel'

/** First and last birth date of those who are of compulsory school age on a day. */
export interface BornBetween {
  readonly from: IsoDate
  readonly to: IsoDate
}

/**
 * Compulsory school age in England. It begins on the first of 31 March, 31 August and 31 December on
 * or after the fifth birthday (Education Act 1996, section 8; Education (Start of Compulsory School
 * Age) Order 1998), and ends on the last Friday in June of the school year in which the child becomes
 * 16 (Education (School Leaving Date) Order 1997).
 */
export function schoolAge(today: IsoDate): BornBetween {
  const year = Number(today.slice(0, 4))
  const begins = [`${year - 1}-12-31`, `${year}-03-31`, `${year}-08-31`, `${year}-12-31`]
  const latest = begins.filter((day) => day <= today).at(-1) ?? `${year - 1}-12-31`
  const leavers = today >= lastFridayInJune(year) ? year : year - 1
  return {
    from: `${leavers - 16}-09-01`,
    to: `${Number(latest.slice(0, 4)) - 5}${latest.slice(4)}`,
  }
}

function lastFridayInJune(year: number): IsoDate {
  const last = new Date(Date.UTC(year, 5, 30)).getUTCDay()
  return isoDate(year, 6, 30 - ((last + 2) % 7))
}
