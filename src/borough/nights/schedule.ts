import { addDays, type IsoDate } from '#kernel'
import type { Agency } from '../errors.ts'

/** One extract of an agency. */
export interface Night {
  /** The day in the file's name. */
  day: IsoDate
  extract: 'full' | 'delta'
  /** The day on which it reaches the inbox. */
  arrivesOn: IsoDate
}

/** When an agency sends, after the first extract. */
interface Rhythm {
  /** Days of the week, 0 Sunday to 6 Saturday. */
  on: readonly number[]
  /** Which of the first 30 nights it misses; a delta's next one covers both. */
  misses?: readonly number[]
  /** Which of its extracts, counted from 1, comes late, and by how many days. */
  late?: { which: number; days: number }
}

const always = [0, 1, 2, 3, 4, 5, 6]
const weekdays = [1, 2, 3, 4, 5]

/** The rhythm of each agency: nightly where a machine sends, weekly where a person must. */
const rhythms: Record<Agency, Rhythm> = {
  'social-care': { on: always },
  education: { on: [0] },
  'education-welfare': { on: [5] },
  'child-health': { on: always },
  hospital: { on: always, misses: [12] },
  police: { on: always },
  'youth-justice': { on: weekdays },
  charity: { on: [1], late: { which: 2, days: 3 } },
}

/** An agency's extracts: a full one on the first day, then those of so many nights. */
export function nightsOf(
  agency: Agency,
  extract: Night['extract'],
  firstDay: IsoDate,
  nights: number,
): Night[] {
  const { on, misses, late } = rhythms[agency]
  const found: Night[] = [{ day: firstDay, extract: 'full', arrivesOn: firstDay }]
  for (let night = 1; night <= nights; night++) {
    const day = addDays(firstDay, night)
    if (!on.includes(new Date(`${day}T00:00:00Z`).getUTCDay()) || misses?.includes(night)) continue
    const isLate = late?.which === found.length
    found.push({ day, extract, arrivesOn: isLate ? addDays(day, late.days) : day })
  }
  return found
}

/** The name of an extract's file; that of a delta feed says which of the two it is. */
export function fileNameOf(
  agency: Agency,
  feed: Night['extract'],
  night: Night,
  extension: string,
): string {
  const kind = feed === 'delta' ? `-${night.extract}` : ''
  return `${agency}${kind}-${night.day.replaceAll('-', '')}.${extension}`
}
