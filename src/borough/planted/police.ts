import { addDays, addMonths, daysBetween } from '#kernel'
import { addEvent } from '../people/events.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { isKnownTo } from '../people/state-on.ts'
import type { Planting } from './planting.ts'

/** Nominals made again and again, and one that is somebody else's. */
export function plantPolice(planting: Planting): void {
  giveBrothersName(planting)
  makeNominalsAgain(planting)
}

function brotherOf(child: TruePerson): TruePerson | undefined {
  return child.household.children.find(
    (other) =>
      other !== child &&
      other.sex === child.sex &&
      Math.abs(daysBetween(other.bornOn, child.bornOn)) < 1600,
  )
}

// Arrested, he says that he is his brother: the police then have an offence of the brother's.
function giveBrothersName(planting: Planting): void {
  const own = planting.random.fork('brother')
  const { asOf } = planting.setting
  const fits = (child: TruePerson) =>
    yearsOf(child, asOf) >= 12 && child.sex === 'M' && brotherOf(child) !== undefined
  for (const child of planting.take(planting.scaled(15), fits)) {
    const brother = brotherOf(child) ?? child
    const on = addDays(asOf, -own.between(5, 300))
    if (on < addMonths(child.bornOn, 130)) continue
    const theft = { agency: 'police', kind: 'arrest', about: 'Theft', role: 'Suspect' } as const
    addEvent(child, { ...theft, on: addDays(on, -own.between(20, 90)), level: 'low' })
    const event = addEvent(child, { ...theft, on, level: 'medium' })
    planting.note('gave-brothers-name', [child, brother])
    planting.record(child, 'gave-brothers-name', {
      agency: 'police',
      from: on,
      what: 'event-as-another',
      eventId: event.id,
      person: brother,
      error: 'gave-anothers-name',
    })
  }
}

function makeNominalsAgain(planting: Planting): void {
  const own = planting.random.fork('nominals')
  const { asOf } = planting.setting
  for (const child of planting.take(planting.scaled(150), (one) =>
    isKnownTo(one, 'police', asOf),
  )) {
    planting.note('duplicate-nominals', [child])
    planting.record(child, 'duplicate-nominals', {
      agency: 'police',
      what: 'records',
      count: own.pick([2, 2, 2, 3, 3, 4]),
    })
  }
}
