import { addDays, type IsoDate } from '#kernel'
import { drawMobile } from '../places/phones.ts'
import { drawHome, drawHomeElsewhere } from '../places/town.ts'
import type { Random } from '../random.ts'
import type { Home } from './life.ts'
import type { Household } from './person.ts'
import { daysOf, later, type Setting } from './setting.ts'
import { inSuccession, type Span, spanOn } from './span.ts'

/** Moves a year of a family that moves often, and of the others. */
const movesYearly = { restless: 0.22, settled: 0.03 } as const

/** Families who came to the borough in the last six years, and who left in them. */
const cameShare = 0.1
const leavesYearly = 0.018

/** Where a household lives and lived, from before the oldest child's birth to the last day known. */
export function settle(random: Random, setting: Setting, household: Household): void {
  const { asOf, until } = setting
  const isTraveller = household.adults[0]?.community.id === 'traveller'
  const oldest = household.children[0]?.bornOn ?? asOf
  const start = addDays(oldest < asOf ? oldest : asOf, -random.between(100, 1500))
  const home = (): Home =>
    isTraveller && random.chance(0.6)
      ? { address: setting.town.travellerSite, kind: 'traveller-site', isInBorough: true }
      : { address: drawHome(random, setting.town), kind: 'family', isInBorough: true }
  const came = random.chance(cameShare) ? addDays(asOf, -random.between(15, 2100)) : ''
  const steps: { from: IsoDate; value: Home }[] = []
  if (came > start) steps.push({ from: start, value: homeElsewhere(random) })
  const first = came > start ? came : start
  household.hereFrom = first
  steps.push({ from: first, value: home() })
  const yearly = random.chance(0.2) ? movesYearly.restless : movesYearly.settled
  const recent = later(addDays(first, 60), addDays(asOf, -3000))
  for (const day of daysOf(random, yearly, recent, until)) {
    if (day > addDays(steps.at(-1)?.from ?? start, 45)) steps.push({ from: day, value: home() })
  }
  const leaving = daysOf(
    random,
    leavesYearly,
    later(addDays(first, 90), addDays(asOf, -400)),
    until,
  )
  const [left] = leaving
  if (left !== undefined) {
    household.leavesOn = left
    while ((steps.at(-1)?.from ?? '') >= left && steps.length > 1) steps.pop()
    steps.push({ from: left, value: homeElsewhere(random) })
  }
  settleIn(household, inSuccession(steps), asOf)
  household.phones = changingPhones(random, start, until)
  household.phone = spanOn(household.phones, asOf)?.value ?? household.phone
}

/** Gives a household its homes; the fields that say how it stands on the day of the first extract follow. */
export function settleIn(household: Household, homes: Span<Home>[], asOf: IsoDate): void {
  household.homes = homes
  household.residences = homes
    .filter((span) => span.from <= asOf)
    .map((span) => ({ address: span.value.address, from: span.from }))
  const [first] = homes
  if (household.residences.length === 0 && first !== undefined) {
    household.residences.push({ address: first.value.address, from: first.from })
  }
  household.leftOn =
    household.leavesOn !== '' && household.leavesOn <= asOf ? household.leavesOn : ''
}

/** A home in another place. */
export function homeElsewhere(random: Random): Home {
  return { address: drawHomeElsewhere(random), kind: 'family', isInBorough: false }
}

// A number lasts four years or so; agencies that were told of the old one keep it.
function changingPhones(random: Random, from: IsoDate, until: IsoDate): Span<string>[] {
  const days = [from, ...daysOf(random, 0.25, addDays(from, 30), until)]
  return inSuccession(days.map((day) => ({ from: day, value: drawMobile(random) })))
}
