import { addDays, type IsoDate } from '#kernel'
import { workerOf } from '../people/health.ts'
import type { Seal } from '../people/life.ts'
import { childNames } from '../people/names-of-people.ts'
import type { Household, TruePerson } from '../people/person.ts'
import { createPerson } from '../people/registry.ts'
import { later } from '../people/setting.ts'
import { inSuccession } from '../people/span.ts'
import type { Random } from '../random.ts'
import { caseInCare, turnOf } from './care-cases.ts'
import { beginOn } from './fresh-starts.ts'
import type { PlantedCase } from './planted.ts'
import type { Planting } from './planting.ts'

/**
 * Adopted children, and children with a parental order. The child that the borough knows is the second
 * life; the first, up to the order, is a person of its own in the truth, with other names, another NHS
 * number and another family. No agency carries one over into the other, and a seal says they are one.
 */
export function plantAdoptions(planting: Planting): void {
  adopt(planting, 'adopted-two-lives', planting.scaled(60))
  adopt(planting, 'adopted-by-carers', planting.scaled(10))
  orderParents(planting)
}

function adopt(planting: Planting, name: PlantedCase, count: number): void {
  const { setting, population } = planting
  const own = planting.random.fork(name)
  const fits = (child: TruePerson) =>
    isWithCouple(child) &&
    child.bornOn < addDays(setting.asOf, -900) &&
    child.bornOn > addDays(setting.asOf, -3300)
  for (const child of planting.take(count, fits)) {
    const random = own.fork(child.id)
    const sealedOn = addDays(later(child.bornOn, setting.since), random.between(400, 800))
    const before = firstLife(planting, random, child)
    const removedOn = addDays(child.bornOn, random.between(2, 200))
    const carers =
      name === 'adopted-by-carers' ? child.household : random.pick(population.households)
    live(planting, before, { until: sealedOn, removedOn, carers })
    before.life.legal = [{ from: removedOn, to: sealedOn, value: 'E1' }]
    const care = { to: sealedOn, source: '3F', closeReason: 'RC1' }
    before.life.involvements.push(caseInCare(setting, turnOf(before.id), removedOn, care))
    beginOn(child, sealedOn)
    child.life.restrictions.push({ from: sealedOn, to: '', value: 'adoption' })
    seal(planting, name, 'adoption', sealedOn, before, child)
  }
}

// A surrogate gave birth: hospital and child health have the baby under her name for some months.
function orderParents(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('surrogacy')
  const fits = (child: TruePerson) =>
    isWithCouple(child) &&
    child.bornOn < addDays(setting.asOf, -220) &&
    child.bornOn > addDays(setting.asOf, -1500)
  for (const child of planting.take(planting.scaled(5), fits)) {
    const random = own.fork(child.id)
    const sealedOn = addDays(child.bornOn, random.between(60, 190))
    const before = firstLife(planting, random, child)
    before.forename = child.forename
    live(planting, before, {
      until: sealedOn,
      removedOn: addDays(child.bornOn, 3),
      carers: child.household,
    })
    beginOn(child, sealedOn)
    seal(planting, 'surrogacy', 'parental-order', sealedOn, before, child)
  }
}

function isWithCouple(child: TruePerson): boolean {
  const { adults, children, leavesOn } = child.household
  return adults.length === 2 && leavesOn === '' && children[0] === child && child.twins === ''
}

function seal(
  planting: Planting,
  name: PlantedCase,
  why: Seal['why'],
  sealedOn: IsoDate,
  before: TruePerson,
  after: TruePerson,
): void {
  const { seals } = planting.population
  const id = `SEAL-${String(seals.length + 1).padStart(4, '0')}`
  seals.push({ id, why, sealedOn, before, after })
  after.birthParents = { mother: before.mother, father: before.father }
  planting.note(name, [before, after])
}

function firstLife(planting: Planting, random: Random, child: TruePerson): TruePerson {
  const { population, registry } = planting
  const birthHousehold = birthFamily(random, population.households, child)
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
  population.others.push(before)
  return before
}

// A woman who was grown up when the child was born, and no relation.
function birthFamily(
  random: Random,
  households: readonly Household[],
  child: TruePerson,
): Household {
  for (;;) {
    const household = random.pick(households)
    const [mother] = household.adults
    if (household === child.household || mother?.sex !== 'F') continue
    if (addDays(mother.bornOn, 16 * 365) < child.bornOn) return household
  }
}

function live(
  { setting }: Planting,
  before: TruePerson,
  { until, removedOn, carers }: { until: IsoDate; removedOn: IsoDate; carers: Household },
): void {
  const { life, household, bornOn } = before
  const value = carers.homes[0]?.value
  life.hereFrom = bornOn
  life.sealedOn = until
  life.sexes = inSuccession([{ from: '', value: before.sex }])
  life.homes = household.homes.slice(0, 1).map((span) => ({ ...span, from: '', to: removedOn }))
  if (value !== undefined)
    life.homes.push({ from: removedOn, to: '', value: { ...value, kind: 'foster' } })
  life.phones = household.phones
  const nurse = {
    from: bornOn,
    value: workerOf(setting.institutions.healthVisiting, turnOf(household.id)),
  }
  const workers = inSuccession([nurse])
  const registered = { agency: 'child-health', kind: 'registered', about: '' } as const
  life.involvements.push({ ...registered, from: bornOn, to: until, workers })
}
