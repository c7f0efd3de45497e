import { addDays, ageOn, type IsoDate } from '#kernel'
import type { Random } from '../random.ts'
import { changeNames, namesOf } from './names-over-time.ts'
import type { Household, TruePerson } from './person.ts'
import { dayBetween, later, type Setting } from './setting.ts'

/** How many children change surname: their mother marries, or the parents do. */
const surnameChangeShare = 0.035

/** How many families of a community came to the country within the parents' lives. */
const bornAbroad: Record<string, number> = {
  polish: 0.95,
  romanian: 0.97,
  bulgarian: 0.97,
  somali: 0.85,
  nigerian: 0.6,
  pakistani: 0.4,
  bangladeshi: 0.4,
  indian: 0.55,
  sikh: 0.35,
  chinese: 0.7,
  turkish: 0.5,
  caribbean: 0.12,
}

const coarserEthnicity: Record<string, string> = {
  WBRI: 'WOTH',
  WIRI: 'WBRI',
  WIRT: 'WOTH',
  WOTH: 'WBRI',
  MWBC: 'MOTH',
  MWBA: 'MOTH',
  MWAS: 'MOTH',
  AIND: 'AOTH',
  APKN: 'AOTH',
  ABAN: 'AOTH',
  BCRB: 'BOTH',
  BAFR: 'BOTH',
  CHNE: 'AOTH',
}

/** Some children take a stepfather's surname or both parents', on a day of the last six years or ahead. */
export function changeSurname(random: Random, setting: Setting, child: TruePerson): void {
  const { mother, father } = child
  const isChanging = random.chance(surnameChangeShare)
  const on = dayBetween(random, later(setting.since, addDays(child.bornOn, 200)), setting.until)
  const { tradition } = child.community
  const other = random.fork('surname').weighted(tradition.names.surnames)
  if (!isChanging || mother === undefined || father === undefined) return
  if (tradition.custom !== 'family' || child.bornOn > addDays(on, -100)) return
  const stepFather = child.household.adults.find((adult) => adult.sex === 'M' && adult !== father)
  const before = child.surname
  const surname =
    stepFather !== undefined
      ? stepFather.surname
      : before !== father.surname
        ? father.surname
        : before !== mother.surname
          ? `${before}-${mother.surname}`
          : other
  const why = stepFather !== undefined ? 'step-family' : 'marriage'
  if (surname !== before) changeNames(child, on, { ...namesOf(child), surname, why })
}

/** Some people have one name only; English systems keep it in the surname's field. */
export function dropForenames(random: Random, person: TruePerson): void {
  const where = new Set(['pakistani', 'indian', 'somali'])
  const hasOneName = random.chance(0.008)
  if (!hasOneName || !where.has(person.community.tradition.id)) return
  person.surname = person.forename
  person.forename = ''
  person.middleNames = []
  person.callName = ''
  person.formerSurname = ''
  person.life.names = []
}

/** When the family came to the country; its children born before came along. */
export function arriveFromAbroad(random: Random, household: Household): void {
  const [first] = household.adults
  if (first === undefined) return
  const isFromAbroad = random.chance(bornAbroad[first.community.id] ?? 0.02)
  const back = random.between(30, 5200)
  if (!isFromAbroad) return
  const on = addDays(household.hereFrom, -back)
  for (const person of [...household.adults, ...household.children]) {
    const cameAsAdult = person.kind === 'parent' && on > addDays(person.bornOn, 365)
    if (cameAsAdult || (person.kind === 'child' && person.bornOn < on)) person.arrivedOn = on
  }
}

/** What services take down for an ethnicity: mostly the same, sometimes "other", unasked or refused. */
export function takeDownEthnicity(random: Random, household: Household): void {
  for (const person of [...household.adults, ...household.children]) {
    const at = random.next()
    const coarser = coarserEthnicity[person.ethnicity] ?? 'OOTH'
    if (at < 0.04) person.recordedEthnicity = 'NOBT'
    else if (at < 0.05) person.recordedEthnicity = 'REFU'
    else if (at < 0.11) person.recordedEthnicity = coarser
  }
}

/** Completed years on a day; −1 for the unborn. */
export function yearsOf(person: TruePerson, on: IsoDate): number {
  const age = ageOn(person.bornOn, on)
  return age.kind === 'born' ? age.years : -1
}
