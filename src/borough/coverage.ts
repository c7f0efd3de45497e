import type { IsoDate } from '#kernel'
import { yearsOf } from './people/lives.ts'
import type { Population, TruePerson } from './people/person.ts'
import type { Random } from './random.ts'

/**
 * Whom each agency knows: shares of those it could know (0 to 1). Families, not single children,
 * come to social care and the charity, so brothers and sisters are mostly known together.
 */
export const coverage = {
  socialCare: { family: 0.1, childOfFamily: 0.88, unborn: 0.5 },
  education: { age3to15: 0.93, age16to18: 0.66 },
  childHealth: { born: 0.95, unborn: 0.4 },
  police: { under10: 0.04, from10: 0.11, parent: 0.2 },
  charity: { family: 0.075, childOfFamily: 0.8, parent: 0.7 },
} as const

/** The children whom social care knows, the unborn included. */
export function knownToSocialCare(random: Random, population: Population): TruePerson[] {
  const { family, childOfFamily, unborn } = coverage.socialCare
  return population.households.flatMap((household) => {
    const isKnown = random.chance(family)
    return household.children.filter((child) => {
      if (child.restriction !== '') return true
      if (child.isUnborn) return random.chance(isKnown ? childOfFamily : unborn)
      return isKnown && random.chance(childOfFamily)
    })
  })
}

/** Pupils of the borough's own schools: they have a UPN, and the family has not left long ago. */
export function knownToEducation(
  random: Random,
  population: Population,
  asOf: IsoDate,
): TruePerson[] {
  return population.children.filter((child) => {
    const years = yearsOf(child, asOf)
    if (child.upn === '' || years < 3) return false
    return random.chance(years < 16 ? coverage.education.age3to15 : coverage.education.age16to18)
  })
}

/** Nearly every child, and some before birth from the midwife's notice. */
export function knownToChildHealth(random: Random, population: Population): TruePerson[] {
  return population.children.filter((child) =>
    random.chance(child.isUnborn ? coverage.childHealth.unborn : coverage.childHealth.born),
  )
}

/** Children and parents as victims, witnesses, suspects or missing. */
export function knownToPolice(random: Random, population: Population, asOf: IsoDate): TruePerson[] {
  const { under10, from10, parent } = coverage.police
  const children = population.children.filter(
    (child) => !child.isUnborn && random.chance(yearsOf(child, asOf) < 10 ? under10 : from10),
  )
  return [...children, ...population.parents.filter(() => random.chance(parent))]
}

/** Families who asked for support: most of their children and a parent. */
export function knownToCharity(random: Random, population: Population): TruePerson[] {
  const { family, childOfFamily, parent } = coverage.charity
  return population.households.flatMap((household) => {
    if (household.children.length === 0 || !random.chance(family)) return []
    const children = household.children.filter(
      (child) => !child.isUnborn && random.chance(childOfFamily),
    )
    const [adult] = household.adults
    return adult !== undefined && random.chance(parent) ? [...children, adult] : children
  })
}
