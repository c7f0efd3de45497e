import { addDays, type IsoDate } from '#kernel'
import type { TruePerson } from '../people/person.ts'
import { delays } from './delays.ts'
import {
  canSwapDayAndMonth,
  firstOfJanuary,
  firstOfMonth,
  slipInDate,
  swapDayAndMonth,
} from './misdate.ts'
import { heardOn, type Moment } from './moment.ts'
import { plantedOf } from './planted-records.ts'

/** What an agency has of a person's birth and death. */
export interface KnownBirth {
  /** Empty where none is recorded. */
  bornOn: IsoDate | ''
  /** For a child recorded before birth; empty once the birth is. */
  expectedOn: IsoDate | ''
  isApproximate: boolean
  diedOn: IsoDate | ''
}

/** The birth date that clerks type when they have none and the system wants one. */
export const placeholderBirthDate: IsoDate = '1900-01-01'

/** The birth and death that an agency has on record on the day. */
export function knownBirth(moment: Moment, person: TruePerson): KnownBirth {
  const diedOn = knownDeath(moment, person)
  const [planted] = plantedOf(moment, person, 'born-on')
  if (planted !== undefined) {
    return {
      bornOn: planted.value,
      expectedOn: '',
      isApproximate: planted.isApproximate,
      diedOn,
    }
  }
  if (isStillUnborn(moment, person)) {
    return { bornOn: '', expectedOn: person.expectedOn, isApproximate: false, diedOn }
  }
  return { ...misdated(moment, person), expectedOn: '', diedOn }
}

// Recorded before the birth, and not yet told of it.
function isStillUnborn(moment: Moment, person: TruePerson): boolean {
  const { agency, openedOn } = moment.looked
  if (!moment.isReached(person.bornOn)) return true
  if (openedOn >= person.bornOn) return false
  const told = heardOn(moment, 'birth', person.bornOn, delays[agency].birth)
  const long = addDays(told, moment.draws.between('birth, at last', 30, 90))
  if (moment.isReached(long)) return false
  // Counted as an error only where the wait is long.
  const waitsLong = moment.errs('still-unborn')
  if (!waitsLong && moment.isReached(told)) return false
  return true
}

function misdated(
  moment: Moment,
  person: TruePerson,
): Pick<KnownBirth, 'bornOn' | 'isApproximate'> {
  const { bornOn } = person
  const exact = (date: IsoDate | '') => ({ bornOn: date, isApproximate: false })
  // Each is drawn whether or not another applies, so that one rate never moves another's hits.
  if (moment.errs('dob-missing')) return exact('')
  if (moment.errs('dob-placeholder')) return { bornOn: placeholderBirthDate, isApproximate: true }
  if (moment.errs('first-of-january')) {
    return { bornOn: firstOfJanuary(bornOn), isApproximate: true }
  }
  if (moment.errs('first-of-month')) return { bornOn: firstOfMonth(bornOn), isApproximate: true }
  if (canSwapDayAndMonth(bornOn) && swapDayAndMonth(bornOn) <= moment.looked.openedOn) {
    if (moment.errs('day-month-swapped')) return exact(swapDayAndMonth(bornOn))
  }
  if (moment.errs('dob-slip')) {
    const latest = moment.looked.openedOn > bornOn ? moment.looked.openedOn : bornOn
    return exact(slipInDate(moment.draws.stream('dob-slip, how'), bornOn, latest))
  }
  return exact(bornOn)
}

function knownDeath(moment: Moment, person: TruePerson): IsoDate | '' {
  const { diedOn } = person.life
  if (diedOn === '' || !moment.isReached(diedOn)) return ''
  const told = heardOn(moment, 'death', diedOn, delays[moment.looked.agency].death)
  if (moment.errs('death-unknown')) return ''
  if (moment.isReached(told)) return diedOn
  return ''
}
