import { addMonths } from '#kernel'
import type { TrueEvent } from '../people/life.ts'
import { delays } from '../slips/delays.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyRecord } from './agency.ts'

// Extracts reach back six years, as the standard safeguarding dataset does.
const monthsBack = 72

/** The events of a record that have been entered by the day, in order; six years of them. */
export function eventsEntered(record: AgencyRecord, moment: Moment): TrueEvent[] {
  const { low, high } = delays[record.agency].entry
  const since = addMonths(moment.looked.firstDay, -monthsBack)
  return record.events.filter(
    (event) =>
      event.on >= since &&
      moment.isReached(record.draws.dayAfter(`entry ${event.id}`, event.on, low, high)),
  )
}

/**
 * The agency's own reference of something in a record: always the same, and told by nothing else. Of
 * nine figures: of six, two visits to one child had the same in a town of 70,000.
 */
export function referenceOf(record: AgencyRecord, prefix: string, what: string): string {
  return `${prefix}${record.draws.between(`reference ${prefix} ${what}`, 100_000_000, 999_999_999)}`
}
