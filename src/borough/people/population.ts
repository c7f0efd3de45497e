import { addDays, type IsoDate } from '#kernel'
import type { Community } from '../names/communities.ts'
import { drawMobile } from '../places/phones.ts'
import { drawHome } from '../places/town.ts'
import type { Random, Weighted } from '../random.ts'
import { needCare } from './care.ts'
import { getEarlyHelp } from './early-help.ts'
import { buildFamily, familyMaker } from './families.ts'
import { careForAdult, careForHealth } from './health.ts'
import { settle, settleIn } from './homes.ts'
import { createIdentifiers } from './identifiers.ts'
import { arriveFromAbroad, changeSurname, dropForenames, takeDownEthnicity } from './lives.ts'
import type { Household, Population, TruePerson } from './person.ts'
import { createRegistry, type Registry } from './registry.ts'
import { attendSchool } from './schooling.ts'
import { daysAhead, later, type Setting } from './setting.ts'
import { inSuccession } from './span.ts'
import { hasMuchTrouble, haveTrouble } from './trouble.ts'

/** Families who come to the borough in a year, as a share of those who live there. */
const newcomersYearly = 0.025

/** Below this many children a borough has no room for them. */
const fewestForScriptedBirths = 100

/** A population that planted cases may still be put into; `finishLives` makes it whole. */
export interface Unfinished {
  population: Population
  registry: Registry
  setting: Setting
  communities: Weighted<Community>
}

/**
 * Makes families until there are exactly so many children (the unborn included), and lives their
 * lives from six years before the first extract to the last night that can be asked for.
 */
export function buildPopulation(
  random: Random,
  setting: Setting,
  communities: Weighted<Community>,
  children: number,
): Unfinished {
  const { asOf } = setting
  const registry = createRegistry(asOf, createIdentifiers(random.fork('identifiers')))
  const households = makeFamilies(random, setting, registry, communities, children)
  houseTheRest(random.fork('absent parents'), setting, registry.people, households)
  const population: Population = {
    asOf,
    households,
    children: households.flatMap((household) => household.children),
    parents: registry.people.filter((person) => person.kind === 'parent'),
    others: [],
    seals: [],
    patterns: [],
  }
  for (const household of households) {
    liveTogether(random.fork(`life/${household.id}`), setting, registry, household)
  }
  comeLater(random.fork('newcomers'), setting, registry, communities, population)
  return { population, registry, setting, communities }
}

// A handful of births too rare to wait for: triplets of all ages, and twins of the last weeks.
function scriptedBirths(asOf: IsoDate, children: number): IsoDate[][] {
  const count = (perTown: number) => Math.max(1, Math.round((perTown * children) / 70_000))
  const triplets = Array.from({ length: count(6) }, (_, i) => addDays(asOf, -700 - i * 811))
  const newborn = Array.from({ length: count(8) }, (_, i) => addDays(asOf, -6 - i * 3))
  return [...triplets.map((day) => [day, day, day]), ...newborn.map((day) => [day, day])]
}

function makeFamilies(
  random: Random,
  setting: Setting,
  registry: Registry,
  communities: Weighted<Community>,
  children: number,
): Household[] {
  const households: Household[] = []
  const waiting = new Map<string, TruePerson>()
  const births = children >= fewestForScriptedBirths ? scriptedBirths(setting.asOf, children) : []
  let made = 0
  while (made < children) {
    const own = random.fork(`family/${households.length}`)
    const household = emptyHousehold(own, 'H', households.length + 1)
    // Now and then a father who lives apart from his first children is the father of the next family.
    const taken = own.chance(0.12) ? [...waiting.values()][0] : undefined
    if (taken !== undefined) waiting.delete(taken.community.id)
    const { absentFather } = buildFamily(
      familyMaker(own, registry, communities),
      household,
      taken,
      births[households.length],
    )
    if (absentFather !== undefined) waiting.set(absentFather.community.id, absentFather)
    settle(own.fork('homes'), setting, household)
    made += household.children.length
    for (; made > children; made--) {
      const extra = household.children.pop()
      if (extra !== undefined) registry.forget(extra)
    }
    households.push(household)
  }
  return households
}

/** A household without anybody. */
export function emptyHousehold(random: Random, prefix: string, number: number): Household {
  return {
    id: `${prefix}${String(number).padStart(6, '0')}`,
    homes: [],
    phones: [],
    hereFrom: '',
    leavesOn: '',
    residences: [],
    adults: [],
    children: [],
    phone: drawMobile(random),
    leftOn: '',
  }
}

// Parents who live apart from all their children have a home of their own.
function houseTheRest(
  random: Random,
  setting: Setting,
  people: TruePerson[],
  households: Household[],
): void {
  const housed = new Set(households.flatMap((household) => household.adults))
  for (const person of people) {
    if (person.kind === 'child' || housed.has(person)) continue
    const own = emptyHousehold(random, 'H', households.length + 1)
    own.adults.push(person)
    const from = addDays(setting.asOf, -random.between(100, 3000))
    const home = {
      address: drawHome(random, setting.town),
      kind: 'family',
      isInBorough: true,
    } as const
    own.hereFrom = from
    settleIn(own, [{ from, to: '', value: home }], setting.asOf)
    own.phones = inSuccession([{ from, value: own.phone }])
    person.household = own
    households.push(own)
  }
}

/** Lives the lives of the people of one household; every draw from the household's own stream. */
export function liveTogether(
  random: Random,
  setting: Setting,
  registry: Registry,
  household: Household,
): void {
  const isMuchTrouble = hasMuchTrouble(random)
  for (const person of [...household.adults, ...household.children]) {
    if (person.household !== household) continue
    const { life } = person
    life.homes = household.homes
    life.phones = household.phones
    life.leftOn = household.leavesOn
    life.hereFrom =
      person.kind === 'child'
        ? later(household.hereFrom, addDays(person.expectedOn, -190))
        : household.hereFrom
    life.sexes = inSuccession([{ from: '', value: person.sex }])
  }
  arriveFromAbroad(random.fork('abroad'), household)
  takeDownEthnicity(random.fork('ethnicity'), household)
  for (const [index, child] of household.children.entries()) {
    const own = random.fork(`child/${index}`)
    changeSurname(own, setting, child)
    dropForenames(own.fork('single name'), child)
    attendSchool(own.fork('school'), setting, child, registry.identifiers)
    careForHealth(own.fork('health'), setting, child)
    visitFather(own.fork('father'), child)
  }
  for (const [index, adult] of household.adults.entries()) {
    const own = random.fork(`adult/${index}`)
    dropForenames(own, adult)
    careForAdult(own, setting, adult)
  }
  haveTrouble(random.fork('trouble'), setting, household, isMuchTrouble)
  needCare(random.fork('care'), setting, household, isMuchTrouble)
  getEarlyHelp(random.fork('early help'), setting, household, isMuchTrouble)
}

// A child whose father lives apart may have a second home with him.
function visitFather(random: Random, child: TruePerson): void {
  const { father, household } = child
  if (father === undefined || household.adults.includes(father) || !random.chance(0.25)) return
  const [since] = father.household.homes
  const value = father.household.homes.at(-1)?.value
  if (since === undefined || value === undefined) return
  child.life.otherHomes = [
    { from: later(since.from, child.bornOn), to: '', value: { ...value, kind: 'other-parent' } },
  ]
}

// Families who are not here on the day of the first extract and come in the nights after.
function comeLater(
  random: Random,
  setting: Setting,
  registry: Registry,
  communities: Weighted<Community>,
  population: Population,
): void {
  const count = Math.ceil((newcomersYearly / 365) * population.households.length * daysAhead)
  for (let number = 1; number <= count; number++) {
    const own = random.fork(`family/${number}`)
    const household = emptyHousehold(own, 'N', number)
    buildFamily(familyMaker(own, registry, communities), household, undefined)
    const from = addDays(setting.asOf, own.between(1, daysAhead - 1))
    settle(own.fork('homes'), setting, household)
    const home = household.homes.find((span) => span.value.isInBorough)
    if (home === undefined) continue
    household.hereFrom = from
    household.leavesOn = ''
    settleIn(household, [{ ...home, from, to: '' }], setting.asOf)
    liveTogether(own.fork('life'), setting, registry, household)
    population.others.push(...household.children, ...household.adults)
  }
}
