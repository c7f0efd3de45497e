import type { TruePerson } from '../people/person.ts'

/** Forename and surname, as a record names a parent. */
export function fullName(person: TruePerson): string {
  return [person.forename, person.surname].filter(Boolean).join(' ')
}

/** The entry of a list whose turn it is; for what a whole family shares, by the household's number. */
export function inTurn<T>(list: readonly T[], turn: number): T {
  const entry = list[turn % list.length]
  if (entry === undefined) throw new Error('Nothing to choose from: the list is empty.')
  return entry
}
