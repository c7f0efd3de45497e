import { addDays, type IsoDate } from '#kernel'
import { workerOf } from '../people/health.ts'
import type { Involvement } from '../people/life.ts'
import { childNames } from '../people/names-of-people.ts'
import type { TruePerson } from '../people/person.ts'
import { createPerson } from '../people/registry.ts'
import { later } from '../people/setting.ts'
import { inSuccession } from '../people/span.ts'
import type { Random } from '../random.ts'
import type { PlantedCase } from './planted.ts'
import type { Planting } from './planting.ts'

/**
 * Adopted children. The child that the borough knows is the second life; the first, up to the order,
 * is a person of its own in the truth, with other names, another NHS number and another family. No
 * agency carries one over into the other, and a seal says that they are one.
 */
export function plantAdoptions(planting: Planting): void {
  adopt(planting, 'adopted-two-lives', planting.scaled(60))
  adopt(planting, 'adopted-by-carers', planting.scaled(10))
}

function adopt(planting: Planting, name: PlantedCase, count: number): void {
  const { setting } = planting
  const own = planting.random.fork(name)
  const couples = (child: TruePerson) =>
    child.household.adults.length === 2 &&
    child.household.leavesOn === '' &&
    child.household.children[0] === child &&
    child.twins === '' &&
    child.bornOn < addDays(setting.asOf, -900) &&
    child.bornOn > addDays(setting.asOf, -3300)
  for (const child of planting.take(count, couples)) {
    const lower = addDays(later(child.bornOn, setting.since), 400)
    const sealedOn = addDays(lower, own.between(0, 400))
    const before = firstLife(planting, own.fork(child.id), child, sealedOn, name)
    beginAgain(child, sealedOn)
    planting.population.seals.push({
      id: `SEAL-${String(planting.population.seals.length + 1).padStart(4, '0')}`,
      why: 'adoption',
      sealedOn,
      before,
      after: child,
    })
    planting.note(name, [before, child])
  }
}

// Born to others, looked after from early on, known to health and social care.
function firstLife(
  planting: Planting,
  random: Random,
  child: TruePerson,
  sealedOn: IsoDate,
  name: PlantedCase,
): TruePerson {
  const { population, registry } = planting
  const birthHousehold = random.pick(
    population.households.filter((one) => one.adults[0]?.sex === 'F'),
  )
  const mother = birthHousehold.adults[0]
  const { tradition } = child.community
  const names = random.fork('names')
  const before = createPerson(registry, birthHousehold, {
    kind: 'child',
    ...childNames(names, tradition, child.sex, {
      taken: new Set([child.forename]),
      father: undefined,
      twin: undefined,
    }),
    surname: mother?.surname ?? names.weighted(tradition.names.surnames),
    sex: child.sex,
    bornOn: child.bornOn,
    community: child.community,
    ethnicity: child.ethnicity,
    mother,
    father: undefined,
  })
  if (random.chance(0.6)) {
    // Half and more keep the forename they are called by.
    before.forename = child.forename
    before.callName = child.callName
  }
  const removedOn = addDays(child.bornOn, random.between(2, 200))
  const carers = name === 'adopted-by-carers' ? child.household : random.pick(population.households)
  const carersHome = carers.homes[0]?.value ?? child.household.homes[0]?.value
  const { life } = before
  life.hereFrom = child.bornOn
  life.sealedOn = sealedOn
  life.sexes = inSuccession([{ from: '', value: child.sex }])
  life.homes = [...birthHousehold.homes.slice(0, 1)].map(({ value }) => ({
    from: '',
    to: removedOn,
    value,
  }))
  if (carersHome !== undefined) {
    life.homes.push({ from: removedOn, to: '', value: { ...carersHome, kind: 'foster' } })
  }
  life.phones = birthHousehold.phones
  life.practices = child.life.practices.map((span) => ({ ...span }))
  life.legal = [{ from: removedOn, to: sealedOn, value: 'E1' }]
  life.involvements = involvementsOfFirstLife(planting, before, removedOn, sealedOn)
  population.others.push(before)
  return before
}

function involvementsOfFirstLife(
  planting: Planting,
  before: TruePerson,
  removedOn: IsoDate,
  sealedOn: IsoDate,
): Involvement[] {
  const { institutions } = planting.setting
  const turn = Number(before.household.id.replace(/\D/g, ''))
  const visitor = { from: before.bornOn, value: workerOf(institutions.healthVisiting, turn) }
  const social = { from: removedOn, value: workerOf(institutions.socialWork, turn) }
  return [
    {
      agency: 'child-health',
      kind: 'registered',
      from: before.bornOn,
      to: sealedOn,
      workers: inSuccession([visitor]),
      about: '',
    },
    {
      agency: 'social-care',
      kind: 'case',
      from: removedOn,
      to: sealedOn,
      workers: inSuccession([social]),
      about: '',
      care: {
        source: '3F',
        need: 'N1',
        isNoFurtherAction: false,
        assessment: { from: removedOn, to: addDays(removedOn, 30), factors: ['2B', '4B'] },
        section47: undefined,
        inNeedPlan: undefined,
        protectionPlan: undefined,
        lookedAfter: { from: removedOn, to: sealedOn },
        closeReason: 'RC1',
      },
    },
  ]
}

/** A life that begins with an order: nothing recorded of it is from before. */
export function beginAgain(child: TruePerson, on: IsoDate): void {
  const { life } = child
  const starting = <T extends { from: IsoDate; to: IsoDate | '' }>(spans: readonly T[]) =>
    spans
      .filter((span) => span.to === '' || span.to > on)
      .map((span) => (span.from < on ? { ...span, from: on } : span))
  life.hereFrom = on
  life.homes = starting(life.homes)
  life.otherHomes = []
  life.schools = starting(life.schools)
  life.practices = starting(life.practices)
  life.nhsNumbers = starting(life.nhsNumbers)
  life.legal = []
  life.events = life.events.filter((event) => event.on > on)
  life.involvements = starting(life.involvements.filter((one) => one.kind !== 'case'))
  life.restrictions.push({ from: on, to: '', value: 'adoption' })
  if (child.upnFrom !== '' && child.upnFrom < on) child.upnFrom = on
}
