import { addDays, type IsoDate } from '#kernel'
import { openCase } from '../people/care.ts'
import type { Home } from '../people/life.ts'
import { yearsOf } from '../people/lives.ts'
import { moveAlone, rehouse } from '../people/moves.ts'
import type { TruePerson } from '../people/person.ts'
import { noFixedAbode } from '../places/address.ts'
import { caseInCare, turnOf } from './care-cases.ts'
import { beginOn } from './fresh-starts.ts'
import type { Planting } from './planting.ts'

/** A refuge, an asylum hotel, a children's home, a site for Travellers, and no home at all. */
export function plantPlaces(planting: Planting): void {
  fleeToRefuge(planting)
  stayInHotel(planting)
  liveInChildrensHome(planting)
  haveNoHome(planting)
  markTravellerSite(planting)
}

const stays = (child: TruePerson) => child.household.leavesOn === ''

// A mother and her children, in the last weeks; one family in five goes in the nights after.
function fleeToRefuge(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('refuge')
  const isLone = (child: TruePerson) => stays(child) && child.household.adults.length === 1
  for (const [index, child] of planting.take(planting.scaled(75), isLone).entries()) {
    const from = addDays(setting.asOf, index % 5 === 1 ? own.between(2, 29) : -own.between(10, 80))
    const home: Home = { address: setting.town.refuge, kind: 'refuge', isInBorough: true }
    const people = [...child.household.children, ...child.household.adults]
    rehouse(child.household, home, from, setting.asOf)
    for (const person of people) person.life.restrictions.push({ from, to: '', value: 'refuge' })
    // Two families in three are referred: social care then knows where it is, and seals it.
    const referredOn = addDays(from, own.between(1, 6))
    if (index % 3 !== 2 && !child.household.children.some((one) => hasCaseOn(one, referredOn))) {
      openCase(own.fork(`case/${index}`), setting, child.household, referredOn, false)
    }
    planting.note('refuge', people)
  }
}

function hasCaseOn({ life }: TruePerson, day: IsoDate): boolean {
  return life.involvements.some(
    ({ agency, kind, to }) =>
      agency === 'social-care' && kind === 'case' && (to === '' || to >= day),
  )
}

const communitiesOfHotel = new Set([
  'somali',
  'turkish',
  'nigerian',
  'pakistani',
  'bangladeshi',
  'chinese',
])

// Where the papers name no day, the officer types 1 January; every service copies it.
function stayInHotel(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('hotel')
  const fits = (child: TruePerson) => stays(child) && communitiesOfHotel.has(child.community.id)
  for (const [index, child] of planting.take(planting.scaled(28), fits).entries()) {
    const from = addDays(setting.asOf, -own.between(20, 320))
    const address = { ...setting.town.asylumHotel, flat: `Room ${101 + index}` }
    const people = [...child.household.children, ...child.household.adults]
    rehouse(
      child.household,
      { address, kind: 'asylum-hotel', isInBorough: true },
      from,
      setting.asOf,
    )
    const group = people.filter((person) => person.bornOn < from)
    for (const person of group) {
      beginOn(person, from)
      person.arrivedOn = addDays(from, -own.between(3, 40))
    }
    planting.note('asylum-hotel', people)
    for (const person of group) {
      for (const agency of [
        'child-health',
        'hospital',
        'education',
        'social-care',
        'police',
      ] as const) {
        planting.record(person, 'asylum-hotel', {
          agency,
          what: 'born-on',
          value: `${person.bornOn.slice(0, 4)}-01-01`,
          isApproximate: true,
          error: 'placeholder-birth-date',
        })
      }
    }
  }
}

function liveInChildrensHome(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('home')
  const fits = (child: TruePerson) => stays(child) && yearsOf(child, setting.asOf) >= 11
  for (const child of planting.take(planting.scaled(30), fits)) {
    const from = addDays(setting.asOf, -own.between(30, 600))
    const address = setting.town.childrensHome
    moveAlone(child, { address, kind: 'childrens-home', isInBorough: true }, from, '')
    child.life.legal.push({ from, to: '', value: own.pick(['V2', 'C2']) })
    child.life.involvements.push(caseInCare(setting, turnOf(child.id), from))
    planting.note('childrens-home', [child])
  }
}

function haveNoHome(planting: Planting): void {
  const { setting } = planting
  const own = planting.random.fork('no home')
  for (const child of planting.take(planting.scaled(50), stays)) {
    const from = addDays(setting.asOf, -own.between(10, 200))
    const home: Home = { address: noFixedAbode, kind: 'no-fixed-abode', isInBorough: true }
    rehouse(child.household, home, from, setting.asOf)
    planting.note('no-fixed-abode', [...child.household.children, ...child.household.adults])
  }
}

function markTravellerSite(planting: Planting): void {
  for (const household of planting.population.households) {
    const lives = household.homes.some(
      (span) => span.value.kind === 'traveller-site' && span.to === '',
    )
    if (lives) planting.note('traveller-site', [...household.children, ...household.adults])
  }
}
