import { addDays, ageOn, datePartsOf, type IsoDate } from '#kernel'
import type { Town } from '../places/town.ts'
import type { Random } from '../random.ts'
import type { IdentifierSource } from './identifiers.ts'
import type { Population, TruePerson } from './person.ts'

/** How many children changed surname: their mother married, the parents married, or they were adopted. */
const surnameChangeShare = 0.03

/** Gives some children a former surname: a stepfather's, or both parents' joined. */
export function changeSurnames(random: Random, population: Population): void {
  for (const child of population.children) {
    const { mother, father } = child
    if (child.isUnborn || mother === undefined || father === undefined) continue
    if (child.community.custom !== 'family' || !random.chance(surnameChangeShare)) continue
    const stepFather = child.household.adults.find((adult) => adult.sex === 'M' && adult !== father)
    const before = child.surname
    if (stepFather !== undefined) child.surname = stepFather.surname
    else if (before !== father.surname) child.surname = father.surname
    else if (before !== mother.surname) child.surname = `${before}-${mother.surname}`
    else child.surname = random.weighted(child.community.names.surnames)
    if (child.surname !== before) child.formerSurname = before
  }
}

/** Some people have one name only; English systems keep it in the surname's field. */
export function dropForenames(random: Random, population: Population): void {
  const where = new Set(['pakistani', 'indian', 'somali'])
  for (const person of [...population.children, ...population.parents]) {
    if (!where.has(person.community.id) || !random.chance(0.008)) continue
    person.surname = person.forename
    person.forename = ''
    person.middleNames = []
    person.callName = ''
    person.formerSurname = ''
  }
}

/**
 * Puts a few families into the refuge and marks a few children as adopted. Their whereabouts are
 * what the product must never let slip; at least one of each exists where there are 100 children.
 */
export function restrictSome(random: Random, population: Population, town: Town): void {
  const { asOf, households, children } = population
  const lone = households.filter(
    (h) => h.adults.length === 1 && h.leftOn === '' && h.children.length > 0,
  )
  for (const household of random.shuffled(lone).slice(0, Math.ceil(children.length / 1000))) {
    household.residences.push({
      address: town.refuge,
      from: addDays(asOf, -random.between(10, 80)),
    })
    for (const person of [...household.children, ...household.adults]) person.restriction = 'refuge'
  }
  const couples = households.filter(
    (h) => h.adults.length === 2 && h.children.some((c) => !c.isUnborn),
  )
  for (const household of random.shuffled(couples).slice(0, Math.ceil(children.length / 1200))) {
    const child = household.children.find((one) => !one.isUnborn)
    if (child === undefined) continue
    child.restriction = 'adoption'
    while (child.formerSurname === '' || child.formerSurname === child.surname) {
      child.formerSurname = random.weighted(child.community.names.surnames)
    }
  }
}

/** Gives a UPN to those who started in a state school, and a ULN from 14 on. */
export function enrolPupils(
  random: Random,
  population: Population,
  identifiers: IdentifierSource,
): void {
  for (const child of population.children) {
    const years = yearsOf(child, population.asOf)
    // Independent schools, home education and other authorities' schools take the rest.
    if (years < 3 || !random.chance(years < 4 ? 0.6 : 0.93)) continue
    child.upn = identifiers.upn(datePartsOf(child.bornOn).year + 4)
    if (years >= 14) child.uln = identifiers.uln()
  }
}

/** Completed years on a day; −1 for the unborn. */
export function yearsOf(person: TruePerson, on: IsoDate): number {
  const age = ageOn(person.bornOn, on)
  return age.kind === 'born' ? age.years : -1
}
