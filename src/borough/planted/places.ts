import { addDays } from '#kernel'
import type { Home } from '../people/life.ts'
import { rehouse } from '../people/moves.ts'
import type { TruePerson } from '../people/person.ts'
import type { Planting } from './planting.ts'

/** A refuge, an asylum hotel, a children's home, a site for Travellers. */
export function plantPlaces(planting: Planting): void {
  fleeToRefuge(planting)
}

// A mother and her children, in the last weeks; one family a week or two goes in the nights after.
function fleeToRefuge(planting: Planting): void {
  const { random, setting } = planting
  const lone = (child: TruePerson) =>
    child.household.adults.length === 1 && child.household.leavesOn === ''
  const own = random.fork('refuge')
  for (const [index, child] of planting.take(planting.scaled(75), lone).entries()) {
    const from = addDays(setting.asOf, index % 5 === 4 ? own.between(2, 29) : -own.between(10, 80))
    const home: Home = { address: setting.town.refuge, kind: 'refuge', isInBorough: true }
    const people = [...child.household.children, ...child.household.adults]
    rehouse(child.household, home, from, setting.asOf)
    for (const person of people) person.life.restrictions.push({ from, to: '', value: 'refuge' })
    planting.note('refuge', people)
  }
}
