import type { IsoDate } from '#kernel'
import type { KnowingAgency } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Unfinished } from '../people/population.ts'
import { presenceOn } from '../people/state-on.ts'
import type { Random } from '../random.ts'
import type { PlantedCase, PlantedRecord } from './planted.ts'

/** A build-up of concerns or a silence that was planted on somebody. */
export interface Pattern {
  id: string
  kind: 'build-up' | 'silence'
  person: TruePerson
  from: IsoDate
  to: IsoDate
  agencies: readonly KnowingAgency[]
}

/** What the planters of a group are given. */
export interface Planting extends Unfinished {
  random: Random
  /** So many of a case that a town of 70,000 children has, for a borough of this size; one at least. */
  scaled(perTown: number): number
  /** Children in whose family nothing is planted yet, in random order; their families are then taken. */
  take(count: number, fits: (child: TruePerson) => boolean): TruePerson[]
  /** Pairs of such children of two families who are alike in what `key` says; their families are taken. */
  takePairs(count: number, key: (child: TruePerson) => string): [TruePerson, TruePerson][]
  /** Says that people are together in one instance of a case; gives the instance's name. */
  note(name: PlantedCase, people: readonly TruePerson[]): string
  /** What an agency records of somebody because of a case. */
  record(person: TruePerson, name: PlantedCase, record: PlantedRecord): void
}

/** Prepares planting into a population that is lived but not finished. */
export function startPlanting(random: Random, unfinished: Unfinished): Planting {
  const { population, setting } = unfinished
  const { asOf } = setting
  const pool = random
    .fork('pool')
    .shuffled(
      population.children.filter(
        (child) => presenceOn(child, asOf) === 'here' && child.mother !== undefined,
      ),
    )
  const taken = new Set<string>()
  const numbers = new Map<PlantedCase, number>()
  return {
    ...unfinished,
    random,
    scaled: (perTown) => Math.max(1, Math.round((perTown * population.children.length) / 70_000)),
    take(count, fits) {
      const found: TruePerson[] = []
      for (const child of pool) {
        if (found.length >= count) break
        if (taken.has(child.household.id) || !fits(child)) continue
        taken.add(child.household.id)
        found.push(child)
      }
      return found
    },
    takePairs(count, key) {
      const pairs: [TruePerson, TruePerson][] = []
      const first = new Map<string, TruePerson>()
      for (const child of pool) {
        if (pairs.length >= count) break
        if (taken.has(child.household.id)) continue
        const other = first.get(key(child))
        first.set(key(child), child)
        if (other === undefined || other.household === child.household) continue
        if (taken.has(other.household.id)) continue
        taken.add(child.household.id).add(other.household.id)
        pairs.push([other, child])
      }
      return pairs
    },
    note(name, people) {
      const number = (numbers.get(name) ?? 0) + 1
      numbers.set(name, number)
      const group = `${name}-${number}`
      for (const person of people) person.planted.push({ case: name, group, records: [] })
      return group
    },
    record(person, name, record) {
      const mine = person.planted.findLast((planted) => planted.case === name)
      if (mine === undefined)
        throw new Error(`A record of ${name} was planted on a stranger to it.`)
      mine.records.push(record)
    },
  }
}
