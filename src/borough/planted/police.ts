import { addDays, addMonths, daysBetween } from '#kernel'
import { addEvent } from '../people/events.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { dayBetween } from '../people/setting.ts'
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

// A nominal for each of several occurrences, because nobody searched before making one.
function makeNominalsAgain(planting: Planting): void {
  const own = planting.random.fork('nominals')
  const { asOf } = planting.setting
  const fits = (one: TruePerson) => isKnownTo(one, 'police', asOf)
  for (const child of planting.take(planting.scaled(150), fits)) {
    const count = own.pick([2, 2, 2, 3, 3, 4])
    const known = child.life.events.filter((event) => event.agency === 'police' && event.on <= asOf)
    const from = known[0]?.on ?? asOf
    for (let missing = count - known.length; missing > 0; missing--) {
      const on = dayBetween(own, from, asOf)
      const concern = {
        kind: 'police-notification',
        about: 'Child concern',
        role: 'Witness',
      } as const
      addEvent(child, { ...concern, agency: 'police', on, level: 'low' })
    }
    planting.note('duplicate-nominals', [child])
    planting.record(child, 'duplicate-nominals', { agency: 'police', what: 'records', count })
  }
}
