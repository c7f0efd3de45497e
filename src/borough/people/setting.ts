import { addDays, addMonths, daysBetween, type IsoDate } from '#kernel'
import type { Institutions } from '../places/institutions.ts'
import type { Town } from '../places/town.ts'
import type { Random } from '../random.ts'
import type { Proportions } from './proportions.ts'

/** How many days after the first extract lives are known: the most nights that can be asked for. */
export const daysAhead = 62

/** Where and when lives are lived. */
export interface Setting {
  town: Town
  institutions: Institutions
  proportions: Proportions
  /** The day of the first extract. */
  asOf: IsoDate
  /** Events reach back to here: six years. */
  since: IsoDate
  /** Lives are made up to this day, whatever the number of nights, so that a month more changes nothing before. */
  until: IsoDate
}

/** The setting of a borough on a day. */
export function makeSetting(
  places: Pick<Setting, 'town' | 'institutions' | 'proportions'>,
  asOf: IsoDate,
): Setting {
  return { ...places, asOf, since: addMonths(asOf, -72), until: addDays(asOf, daysAhead) }
}

/**
 * Days, in order, from one up to another, on which something happens that comes so many times a year
 * on average. Plain arithmetic only: a logarithm may differ in its last bit between machines.
 */
export function daysOf(random: Random, yearly: number, from: IsoDate, to: IsoDate): IsoDate[] {
  if (yearly <= 0 || from >= to) return []
  const length = daysBetween(from, to)
  const expected = (yearly * length) / 365.25
  const slots = Math.ceil(2 * expected) + 1
  const days: number[] = []
  for (let slot = 0; slot < slots; slot++) {
    if (random.chance(expected / slots)) days.push(random.between(0, length - 1))
  }
  return days.sort((one, other) => one - other).map((day) => addDays(from, day))
}

/** A day from one up to and including another; the first where the second is before it. */
export function dayBetween(random: Random, from: IsoDate, to: IsoDate): IsoDate {
  return addDays(from, random.between(0, Math.max(0, daysBetween(from, to))))
}

/** The later of two days; an empty one is before all. */
export function later(one: IsoDate, other: IsoDate): IsoDate {
  return one > other ? one : other
}

/** The earlier of two days; an empty one counts as never. */
export function earlier(one: IsoDate | '', other: IsoDate | ''): IsoDate | '' {
  if (one === '') return other
  if (other === '') return one
  return one < other ? one : other
}
