import { addDays } from '#kernel'
import { addEvent, type NewEvent } from '../people/events.ts'
import type { KnowingAgency } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { involvementsOn } from '../people/state-on.ts'
import type { Random } from '../random.ts'
import type { Planting } from './planting.ts'

type Concern = Pick<NewEvent, 'agency' | 'kind' | 'about'> & Partial<NewEvent>

/** Concerns that alone bring no agency to act, by age. */
const concerns: readonly { from: number; to: number; concern: Concern }[] = [
  {
    from: 0,
    to: 19,
    concern: {
      agency: 'police',
      kind: 'police-notification',
      about: 'Domestic abuse',
      role: 'Witness',
    },
  },
  { from: 0, to: 19, concern: { agency: 'hospital', kind: 'attendance', about: 'Cut or bruise' } },
  { from: 0, to: 19, concern: { agency: 'hospital', kind: 'attendance', about: 'Fall' } },
  {
    from: 0,
    to: 6,
    concern: {
      agency: 'child-health',
      kind: 'missed-appointment',
      about: 'Health visitor, no reply',
    },
  },
  {
    from: 5,
    to: 17,
    concern: { agency: 'education-welfare', kind: 'absence', about: 'Letter to parents' },
  },
  {
    from: 6,
    to: 17,
    concern: { agency: 'education', kind: 'exclusion', about: 'Verbal abuse against an adult' },
  },
  {
    from: 11,
    to: 18,
    concern: { agency: 'police', kind: 'missing', about: 'Missing person', role: 'Missing' },
  },
  {
    from: 0,
    to: 19,
    concern: { agency: 'charity', kind: 'support-call', about: 'Mother asked for advice' },
  },
]

/** Build-ups of low concerns and silences, each listed with its events in `patterns.csv`. */
export function plantPatterns(planting: Planting): void {
  buildUp(planting)
  fallSilent(planting)
}

// Four to seven low concerns from three agencies or more within six weeks; a third reach into the nights.
function buildUp(planting: Planting): void {
  const own = planting.random.fork('build-up')
  const { asOf } = planting.setting
  for (const child of planting.take(planting.scaled(70), () => true)) {
    const random = own.fork(child.id)
    const years = yearsOf(child, asOf)
    const possible = random
      .shuffled(concerns.filter(({ from, to }) => years >= from && years < to))
      .map(({ concern }) => concern)
    const last = addDays(asOf, random.between(-60, 28))
    const first = addDays(last, -random.between(21, 42))
    const group = planting.note('build-up', [child])
    const chosen = [...oneOfEach(possible), ...possible].slice(0, random.between(4, 7))
    const gap = Math.floor(20 / Math.max(1, chosen.length - 1))
    for (const [index, concern] of chosen.entries()) {
      const on =
        index === 0
          ? first
          : index === 1
            ? last
            : addDays(first, gap * index + random.between(0, gap))
      addEvent(child, { level: 'low', on, pattern: group, ...concern })
    }
    const agencies = [...new Set(chosen.map((concern) => concern.agency))]
    planting.population.patterns.push({
      id: group,
      kind: 'build-up',
      person: child,
      from: first,
      to: last,
      agencies,
    })
  }
}

// One concern of each agency first, so that three agencies are there whatever the number.
function oneOfEach(concernsOfAge: readonly Concern[]): Concern[] {
  const seen = new Set<KnowingAgency>()
  return concernsOfAge.filter(({ agency }) => !seen.has(agency) && seen.add(agency))
}

// Nine months without the health visitor, or a case without a visit for three.
function fallSilent(planting: Planting): void {
  const own = planting.random.fork('silence')
  const { asOf } = planting.setting
  const isYoung = (child: TruePerson) =>
    child.bornOn > addDays(asOf, -1000) &&
    child.bornOn < addDays(asOf, -430) &&
    child.life.involvements.some((one) => one.kind === 'registered')
  for (const child of planting.take(planting.scaled(40), isYoung)) {
    silence(planting, own, child, 'child-health', addDays(asOf, -own.between(280, 400)))
  }
  const hasCase = (child: TruePerson) =>
    involvementsOn(child, asOf).some(
      (one) => one.kind === 'case' && one.to === '' && one.from < addDays(asOf, -200),
    )
  for (const child of planting.take(planting.scaled(30), hasCase)) {
    silence(planting, own, child, 'social-care', addDays(asOf, -own.between(90, 150)))
  }
}

function silence(
  planting: Planting,
  random: Random,
  child: TruePerson,
  agency: KnowingAgency,
  from: string,
): void {
  const { setting, population } = planting
  // It is broken by the end of the nights now and then, never before.
  const to = random.chance(0.3) ? addDays(setting.asOf, random.between(5, 28)) : setting.until
  child.life.events = child.life.events.filter(
    (event) => event.agency !== agency || event.on <= from || event.on >= to,
  )
  const group = planting.note('silence', [child])
  population.patterns.push({
    id: group,
    kind: 'silence',
    person: child,
    from,
    to,
    agencies: [agency],
  })
}
