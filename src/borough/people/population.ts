import { addDays, type IsoDate } from '#kernel'
import { drawMobile } from '../places/phones.ts'
import { drawHome, drawHomeElsewhere, type Town } from '../places/town.ts'
import type { Random } from '../random.ts'
import { buildFamily } from './families.ts'
import { createIdentifiers } from './identifiers.ts'
import { changeSurnames, dropForenames, enrolPupils, restrictSome } from './lives.ts'
import type { Household, Population, TruePerson } from './person.ts'
import { createRegistry } from './registry.ts'

/** Makes families until there are exactly so many children (the unborn included). */
export function buildPopulation(
  random: Random,
  town: Town,
  options: { children: number; asOf: IsoDate },
): Population {
  const registry = createRegistry(options.asOf, createIdentifiers(random.fork('identifiers')))
  const households: Household[] = []
  const waiting = new Map<string, TruePerson>()
  let made = 0
  while (made < options.children) {
    const own = random.fork(`family/${households.length}`)
    const household = emptyHousehold(own, households.length + 1)
    // Now and then a father who lives apart from his first children is the father of the next family.
    const taken = own.chance(0.12) ? [...waiting.values()][0] : undefined
    if (taken !== undefined) waiting.delete(taken.community.id)
    const { absentFather } = buildFamily(own, registry, household, taken)
    if (absentFather !== undefined) waiting.set(absentFather.community.id, absentFather)
    settle(own, town, household, options.asOf)
    made += household.children.length
    for (; made > options.children; made--) {
      const extra = household.children.pop()
      if (extra !== undefined) registry.forget(extra)
    }
    households.push(household)
  }
  houseTheRest(random.fork('absent parents'), town, registry.people, households, options.asOf)
  const population: Population = {
    asOf: options.asOf,
    households,
    children: households.flatMap((household) => household.children),
    parents: registry.people.filter((person) => person.kind === 'parent'),
    others: [],
    seals: [],
  }
  changeSurnames(random.fork('surnames'), population)
  dropForenames(random.fork('single names'), population)
  restrictSome(random.fork('restrictions'), population, town)
  enrolPupils(random.fork('pupils'), population, registry.identifiers)
  return population
}

function emptyHousehold(random: Random, number: number): Household {
  return {
    id: `H${String(number).padStart(6, '0')}`,
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
  town: Town,
  people: TruePerson[],
  households: Household[],
  asOf: IsoDate,
): void {
  for (const person of people) {
    if (person.kind === 'child' || person.household.adults.includes(person)) continue
    const own = emptyHousehold(random, households.length + 1)
    own.adults.push(person)
    own.residences.push({
      address: drawHome(random, town),
      from: addDays(asOf, -random.between(100, 3000)),
    })
    person.household = own
    households.push(own)
  }
}

// Where the family lives and lived. Every address starts before the oldest child's birth or at a move.
function settle(random: Random, town: Town, household: Household, asOf: IsoDate): void {
  const isTraveller = household.adults[0]?.community.id === 'traveller'
  const oldest = household.children[0]?.bornOn ?? asOf
  const start = addDays(oldest < asOf ? oldest : asOf, -random.between(100, 1500))
  const home = () =>
    isTraveller && random.chance(0.6) ? town.travellerSite : drawHome(random, town)
  const cameFromOutside = random.chance(0.08)
  household.residences.push({
    address: cameFromOutside ? drawHomeElsewhere(random) : home(),
    from: start,
  })
  const moves = cameFromOutside ? 1 : random.chance(0.3) ? (random.chance(0.25) ? 2 : 1) : 0
  // Latest move first; each earlier one before it.
  const days = Array.from({ length: moves }, () => random.between(20, 2200)).sort((a, b) => b - a)
  for (const ago of days) {
    const from = addDays(asOf, -ago)
    if (from > (household.residences.at(-1)?.from ?? '')) {
      household.residences.push({ address: home(), from })
    }
  }
  if (random.chance(0.02)) {
    household.leftOn = addDays(asOf, -random.between(5, 400))
    household.residences.push({ address: drawHomeElsewhere(random), from: household.leftOn })
  }
}
