import { addDays, type IsoDate } from '#kernel'
import type { Random } from '../random.ts'
import { workerOf } from './health.ts'
import type { Household } from './person.ts'
import { dayBetween, earlier, later, type Setting } from './setting.ts'
import { inSuccession } from './span.ts'

/** Families with an early help assessment in six years: about one in twenty, more where there is trouble. */
const shares = { much: 0.3, little: 0.04 } as const

/**
 * The family's early help assessment (CAF), if any: a lead practitioner of the hub works with all of
 * its children for some months, before or beside social care.
 */
export function getEarlyHelp(
  random: Random,
  setting: Setting,
  household: Household,
  isMuchTrouble: boolean,
): void {
  if (!random.chance(isMuchTrouble ? shares.much : shares.little)) return
  const end = earlier(household.leavesOn, setting.until) as IsoDate
  const from = dayBetween(random, later(setting.since, household.hereFrom), end)
  const closes = earlier(addDays(from, random.between(60, 420)), household.leavesOn) as IsoDate
  const about = random.pick(['Parenting', 'School attendance', 'Behaviour', 'Housing', 'Money'])
  const turn = Number(household.id.replace(/\D/g, ''))
  const worker = workerOf(setting.institutions.earlyHelp, turn)
  for (const child of household.children) {
    if (child.bornOn > from) continue
    child.life.involvements.push({
      agency: 'social-care',
      kind: 'early-help',
      from,
      to: closes > setting.until ? '' : closes,
      workers: inSuccession([{ from, value: worker }]),
      about,
    })
  }
}
