import { addDays, addMonths, datePartsOf, type IsoDate, isoDate } from '#kernel'
import type { School } from '../places/institutions.ts'
import type { Random } from '../random.ts'
import type { IdentifierSource } from './identifiers.ts'
import type { SchoolPlace } from './life.ts'
import type { TruePerson } from './person.ts'
import { schooled } from './proportions.ts'
import { dayBetween, daysOf, earlier, later, type Setting } from './setting.ts'
import { inSuccession, type Span } from './span.ts'

/** Changes of school a year that have nothing to do with a move of home. */
const changesYearly = 0.015

interface Stage {
  phase: School['phase']
  from: IsoDate
  to: IsoDate
}

/**
 * A child's places at the borough's own schools, and the pupil number that comes with the first.
 * Brothers and sisters go to one school of each phase; a move of home may change it.
 */
export function attendSchool(
  random: Random,
  setting: Setting,
  child: TruePerson,
  identifiers: IdentifierSource,
): void {
  const { until } = setting
  const stays = random.chance(schooled.reception)
  const stages = stagesOf(random, child.bornOn).filter((stage) => stage.from <= until)
  const hereFrom = child.life.hereFrom
  const end = child.life.leftOn
  if (!stays) return
  const spans: Span<SchoolPlace>[] = []
  for (const stage of stages) {
    // A newcomer waits a week or three for a place.
    const arrival = hereFrom > stage.from ? addDays(hereFrom, random.between(5, 25)) : stage.from
    const to = earlier(stage.to, end) as IsoDate
    if (arrival >= to) continue
    spans.push(...placesIn(random, setting, child, { ...stage, from: arrival, to }))
  }
  child.life.schools = spans.filter((span) => span.from <= until)
  const [first] = child.life.schools
  if (first === undefined) return
  child.upnFrom = first.from
  child.upn = identifiers.upn(datePartsOf(first.from).year)
  if (addMonths(child.bornOn, 14 * 12) <= until) child.uln = identifiers.uln()
  attendTwo(random, setting, child)
}

// Nursery, primary, secondary and sixth form, each from a September to the next stage's.
function stagesOf(random: Random, bornOn: IsoDate): Stage[] {
  const september = (age: number) => {
    const { year } = datePartsOf(bornOn)
    return isoDate(year + age + (bornOn.slice(5) >= '09-01' ? 1 : 0), 9, 2)
  }
  const stages: Stage[] = []
  const goesToNursery = random.chance(schooled.nursery)
  const stays = random.chance(schooled.sixthForm)
  if (goesToNursery) stages.push({ phase: 'primary', from: september(3), to: september(11) })
  else stages.push({ phase: 'primary', from: september(4), to: september(11) })
  stages.push({ phase: 'secondary', from: september(11), to: september(16) })
  // Some leave the sixth form after a year; the last leave when they are eighteen.
  const last = random.chance(0.15) ? september(17) : addDays(september(18), -33)
  if (stays) stages.push({ phase: 'college', from: september(16), to: last })
  return stages
}

function placesIn(
  random: Random,
  setting: Setting,
  child: TruePerson,
  stage: Stage,
): Span<SchoolPlace>[] {
  const schools = setting.institutions.schools.filter((school) => school.phase === stage.phase)
  const turn = Number(child.household.id.replace(/\D/g, ''))
  const moves = child.life.homes.map((span) => span.from).filter((day) => day > stage.from)
  const changes = [
    ...moves.filter(() => random.chance(stage.phase === 'primary' ? 0.4 : 0.15)),
    ...daysOf(random, changesYearly, later(stage.from, setting.since), stage.to),
  ].sort()
  const steps = [{ from: stage.from, school: schoolOf(schools, turn, 0) }]
  for (const day of changes) {
    const since = steps.at(-1)?.from ?? stage.from
    if (day < addDays(since, 60) || day > addDays(stage.to, -30)) continue
    steps.push({
      from: addDays(day, random.between(1, 12)),
      school: schoolOf(schools, turn, steps.length),
    })
  }
  const places = inSuccession(
    steps.map(({ from, school }) => ({ from, value: { school, enrolment: 'C' as const } })),
  )
  return places.map((span) => (span.to === '' ? { ...span, to: stage.to } : span))
}

function schoolOf(schools: School[], turn: number, change: number): School {
  const school = schools[(turn + change * 7) % schools.length]
  if (school === undefined) throw new Error('A phase without a school was generated.')
  return school
}

// A few pupils are taught part of the week at a second school, for a term or two.
function attendTwo(random: Random, setting: Setting, child: TruePerson): void {
  const at = child.life.schools.findIndex((span) => span.value.school.phase === 'secondary')
  const main = child.life.schools[at]
  if (main === undefined || !random.chance(0.02)) return
  const from = dayBetween(random, later(main.from, setting.since), setting.asOf)
  const other = setting.institutions.schools.find(
    (school) => school.phase === 'secondary' && school !== main.value.school,
  )
  if (other === undefined || (main.to !== '' && main.to <= from)) return
  const to = earlier(main.to, addDays(from, random.between(60, 260)))
  const before: Span<SchoolPlace>[] = main.from < from ? [{ ...main, to: from }] : []
  const during: Span<SchoolPlace>[] = [
    { from, to, value: { school: main.value.school, enrolment: 'M' } },
    { from, to, value: { school: other, enrolment: 'S' } },
  ]
  const after: Span<SchoolPlace>[] = to !== main.to && to !== '' ? [{ ...main, from: to }] : []
  child.life.schools.splice(at, 1, ...before, ...during, ...after)
}
