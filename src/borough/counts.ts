import { everybody, type Population, type TruePerson } from './people/person.ts'
import { involvementsOn, stateOn } from './people/state-on.ts'
import { type PlantedCase, plantedCases } from './planted/planted.ts'

/** How often a case is planted: people in it, and instances (a pair of twins is one). */
export interface PlantedCount {
  people: number
  instances: number
}

/** Who lives in a borough, and what is planted on them. */
export interface PopulationCounts {
  children: number
  parents: number
  /** Who comes in the nights, died, or is the first life of an adopted child. */
  others: number
  households: number
  twins: number
  unborn: number
  restricted: number
  /** Children with an open case of social care on the day of the first extract. */
  withSocialCare: number
  /** Children at the borough's own schools on that day. */
  atSchool: number
  /** True events over the six years and the nights. */
  events: number
  seals: number
  planted: Record<PlantedCase, PlantedCount>
}

/** Counts a finished population. */
export function countPopulation(population: Population): PopulationCounts {
  const { asOf, children, parents, others, households, seals } = population
  const count = (has: (child: TruePerson) => boolean) => children.filter(has).length
  return {
    children: children.length,
    parents: parents.length,
    others: others.length,
    households: households.length,
    twins: count((child) => child.twins !== ''),
    unborn: count((child) => child.isUnborn),
    restricted: count((child) => child.restriction !== ''),
    withSocialCare: count((child) =>
      involvementsOn(child, asOf).some((one) => one.kind === 'case' && one.to === ''),
    ),
    atSchool: count((child) => stateOn(child, asOf).schools.length > 0),
    events: everybody(population).reduce((sum, { life }) => sum + life.events.length, 0),
    seals: seals.length,
    planted: countPlanted(everybody(population)),
  }
}

function countPlanted(people: readonly TruePerson[]): Record<PlantedCase, PlantedCount> {
  const groups = new Map<PlantedCase, Set<string>>()
  const members = new Map<PlantedCase, number>()
  for (const person of people) {
    for (const { case: name, group } of person.planted) {
      members.set(name, (members.get(name) ?? 0) + 1)
      groups.set(name, (groups.get(name) ?? new Set()).add(group))
    }
  }
  const names = Object.keys(plantedCases) as PlantedCase[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      { people: members.get(name) ?? 0, instances: groups.get(name)?.size ?? 0 },
    ]),
  ) as Record<PlantedCase, PlantedCount>
}
