import { addDays, addMonths, type IsoDate } from '#kernel'
import type { Practice, Team } from '../places/institutions.ts'
import { type Random, weigh } from '../random.ts'
import { addEvent } from './events.ts'
import type { Involvement, Worker } from './life.ts'
import type { TruePerson } from './person.ts'
import { childHealthIndex } from './proportions.ts'
import { daysOf, earlier, later, type Setting } from './setting.ts'
import { inSuccession, type Span } from './span.ts'

/** Visits to the emergency department a year, by age: England has about one for each infant. */
const attendancesYearly = [0.9, 0.65, 0.55, 0.45, 0.38] as const
const laterYearly = 0.3

const attendances = weigh([
  ['Fever', 18],
  ['Breathing difficulty', 12],
  ['Head injury', 14],
  ['Fall', 16],
  ['Cut or bruise', 14],
  ['Fracture', 8],
  ['Abdominal pain', 8],
  ['Burn or scald', 3],
  ['Swallowed substance', 3],
  ['Self-harm', 2],
  ['Assault', 2],
] as const)

// Some 25 million visits a year in England to emergency departments of all types: about 0.45 for each
// grown-up, of which four in five are to the department of the borough.
const adultYearly = 0.36

const adultAttendances = weigh([
  ['Abdominal pain', 16],
  ['Chest pain', 14],
  ['Limb injury', 14],
  ['Breathing difficulty', 10],
  ['Head injury', 8],
  ['Cut or bruise', 8],
  ['Fever', 8],
  ['Back pain', 8],
  ['Overdose', 3],
  ['Self-harm', 2],
  ['Assault', 3],
  ['Intoxication', 3],
] as const)

const reviews = [
  ['New birth visit', 12],
  ['6 to 8 week review', 50],
  ['12 month review', 370],
  ['2 to 2½ year review', 820],
] as const

/** The practice, the place in the child health index, the reviews and the visits to hospital. */
export function careForHealth(random: Random, setting: Setting, child: TruePerson): void {
  child.life.practices = practicesOf(random, setting, child)
  const registered = registration(random, setting, child)
  if (registered !== undefined) child.life.involvements.push(registered)
  if (registered !== undefined) review(random, setting, child, registered)
  attendHospital(random, setting, child)
}

/** The practice and the visits to hospital of somebody grown up. */
export function careForAdult(random: Random, setting: Setting, adult: TruePerson): void {
  adult.life.practices = practicesOf(random, setting, adult)
  const own = random.fork('hospital')
  const from = later(setting.since, adult.life.hereFrom)
  const to = earlier(adult.life.leftOn, setting.until) as IsoDate
  for (const on of daysOf(own, adultYearly * (own.chance(0.2) ? 2.2 : 0.7), from, to)) {
    const about = own.weighted(adultAttendances)
    const isGrave = ['Overdose', 'Self-harm', 'Assault', 'Intoxication'].includes(about)
    const level = isGrave ? 'medium' : 'low'
    addEvent(adult, { agency: 'hospital', kind: 'attendance', on, level, about })
  }
}

/** The practice nearest to each home, more or less; a move changes it in half of the cases. */
export function practicesOf(
  random: Random,
  setting: Setting,
  person: TruePerson,
): Span<Practice>[] {
  const { practices } = setting.institutions
  const turn = Number(person.household.id.replace(/\D/g, ''))
  const from = later(person.bornOn, person.life.hereFrom)
  const days = person.life.homes
    .map((span) => span.from)
    .filter((day) => day > from && random.chance(0.5))
  const spans = inSuccession(
    [from, ...days].map((day, index) => ({
      from: day,
      value: practices[(turn + index * 3) % practices.length] as Practice,
    })),
  )
  const { leftOn } = person.life
  return leftOn === ''
    ? spans
    : spans
        .filter((span) => span.from < leftOn)
        .map((span) => ({ ...span, to: earlier(span.to, leftOn) }))
}

function registration(
  random: Random,
  setting: Setting,
  child: TruePerson,
): Involvement | undefined {
  const isExpected = random.chance(childHealthIndex.unborn)
  const isKnown = random.chance(childHealthIndex.born)
  const { bornOn, life } = child
  const born = addDays(bornOn, random.between(0, 9))
  const expected = addDays(child.expectedOn, -random.between(60, 150))
  const from = later(isExpected ? expected : born, addDays(life.hereFrom, random.between(5, 60)))
  if (!isKnown || from > setting.until || (life.leftOn !== '' && from >= life.leftOn))
    return undefined
  return {
    agency: 'child-health',
    kind: 'registered',
    from,
    to: life.leftOn,
    workers: nursesOf(setting, child, from),
    about: '',
  }
}

// A health visitor until the child starts school, then the school nurse.
function nursesOf(setting: Setting, child: TruePerson, from: IsoDate): Span<Worker>[] {
  const turn = Number(child.household.id.replace(/\D/g, ''))
  const atSchool = addMonths(child.bornOn, 58)
  const visitor = workerOf(setting.institutions.healthVisiting, turn)
  const nurse = workerOf(setting.institutions.schoolNursing, turn)
  const steps = from < atSchool ? [{ from, value: visitor }] : []
  if (atSchool <= setting.until) steps.push({ from: later(from, atSchool), value: nurse })
  return inSuccession(steps)
}

/** Whoever has a family's cases in a team: brothers and sisters have one worker. */
export function workerOf(teams: readonly Team[], turn: number, change = 0): Worker {
  const team = teams[turn % teams.length]
  const staff = team?.staff[(Math.floor(turn / teams.length) + change) % team.staff.length]
  if (team === undefined || staff === undefined)
    throw new Error('A service without staff was generated.')
  return { staff, team }
}

function review(
  random: Random,
  setting: Setting,
  child: TruePerson,
  registered: Involvement,
): void {
  for (const [about, day] of reviews) {
    const on = addDays(child.bornOn, day + random.between(-3, 12))
    const isKept = random.chance(0.92)
    if (on < later(setting.since, registered.from) || on > setting.until) continue
    if (registered.to !== '' && on >= registered.to) continue
    const agency = 'child-health'
    if (isKept) addEvent(child, { agency, kind: 'health-review', on, level: 'low', about })
    else addEvent(child, { agency, kind: 'missed-appointment', on, level: 'low', about })
  }
}

function attendHospital(random: Random, setting: Setting, child: TruePerson): void {
  const { bornOn, life } = child
  // A quarter of children come three times as often as the others.
  const factor = random.chance(0.25) ? 2 : 0.67
  const from = later(later(bornOn, setting.since), life.hereFrom)
  const to = earlier(life.leftOn, setting.until) as IsoDate
  const early = attendancesYearly.map((yearly, age) => {
    const start = later(from, addMonths(bornOn, 12 * age))
    const end = earlier(to, addMonths(bornOn, 12 * (age + 1))) as IsoDate
    return daysOf(random, yearly * factor, start, end)
  })
  const rest = daysOf(random, laterYearly * factor, later(from, addMonths(bornOn, 60)), to)
  for (const on of [...early.flat(), ...rest]) {
    const about = random.weighted(attendances)
    const isGrave = about === 'Self-harm' || about === 'Assault' || about === 'Swallowed substance'
    const level = isGrave ? 'medium' : 'low'
    const young = on < addMonths(bornOn, 96) && (about === 'Self-harm' || about === 'Assault')
    addEvent(child, {
      agency: 'hospital',
      kind: 'attendance',
      on,
      level,
      about: young ? 'Fall' : about,
    })
  }
}
