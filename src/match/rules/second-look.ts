import type { MatchRow } from './match-row.ts'

/** Two records of different persons that the scoring would not join by itself. */
export interface HeldPair {
  readonly left: MatchRow
  readonly right: MatchRow
  /** The persons (clusters) that the two records are of. */
  readonly leftPerson: string
  readonly rightPerson: string
}

/** Two persons of the first look who are one, by their names there. */
export type Join = readonly [string, string]

/**
 * The second look, at what the first left to people because a name or a birth date is missing: a record
 * "FNU Khan, born on that day, of that house" is of the one person whom it fits. It is so only where it
 * fits one person and nobody else at all; a twin, or a father of the same name, makes two, and a
 * person is asked. Two different numbers keep the two apart as ever.
 *
 * Depends on nothing but the pairs given, whatever their order: a night's changes lead to the same joins
 * as a run over everything.
 *
 * @param recordsOf all records of a person of the first look
 */
export function secondLook(
  pairs: readonly HeldPair[],
  recordsOf: (person: string) => readonly MatchRow[],
): Join[] {
  const candidates = new Map<string, Set<string>>()
  for (const { leftPerson, rightPerson } of pairs) {
    add(candidates, leftPerson, rightPerson)
    add(candidates, rightPerson, leftPerson)
  }
  const joins = new Map<string, Join>()
  for (const { left, right, leftPerson, rightPerson } of pairs) {
    const fits = [
      [left, right, leftPerson, rightPerson],
      [right, left, rightPerson, leftPerson],
    ] as const
    for (const [less, more, lessPerson, morePerson] of fits) {
      if (!lackAll(recordsOf(lessPerson), less)) continue
      if (candidates.get(lessPerson)?.size !== 1 || !isFit(less, more)) continue
      if (haveTwoNumbers(recordsOf(lessPerson), recordsOf(morePerson))) continue
      const join = [lessPerson, morePerson].toSorted() as [string, string]
      joins.set(join.join('\n'), join)
    }
  }
  return [...joins.values()].sort(([a, b], [c, d]) => (a + b < c + d ? -1 : 1))
}

/** Whether every record of a person lacks what one of them lacks: what is missing here is known nowhere. */
function lackAll(records: readonly MatchRow[], one: MatchRow): boolean {
  return one.given === undefined
    ? records.every(({ given }) => given === undefined)
    : records.every(({ bornOn }) => bornOn === undefined)
}

/** Whether two persons hold two different valid numbers of one kind. */
export function haveTwoNumbers(one: readonly MatchRow[], other: readonly MatchRow[]): boolean {
  const numbers = (property: 'nhsNumber' | 'upn') =>
    one.some((a) => other.some((b) => a[property] && b[property] && a[property] !== b[property]))
  return numbers('nhsNumber') || numbers('upn')
}

/** Whether a record that lacks a given name or a birth date fits one that does not, in all the rest. */
export function isFit(less: MatchRow, more: MatchRow): boolean {
  if (less.sex !== undefined && more.sex !== undefined && less.sex !== more.sex) return false
  const isOneFamily =
    less.familyStem !== undefined &&
    (less.familyStem === more.familyStem || shares(less.familyForms, more.familyForms))
  const isOneHome = less.home !== undefined && less.home === more.home
  if (less.given === undefined && less.bornOn !== undefined) {
    return (
      more.given !== undefined &&
      less.bornOn === more.bornOn &&
      isOneFamily &&
      (isOneHome || shares(less.postcodes, more.postcodes))
    )
  }
  if (less.bornOn === undefined && less.given !== undefined) {
    const isOneGiven =
      less.givenSound === more.givenSound || shares(less.givenForms, more.givenForms)
    const isOneMiddle = less.middle !== undefined && less.middle === more.middle
    return isOneGiven && isOneFamily && (isOneHome || isOneMiddle)
  }
  return false
}

/** Whether two lists have a value in common. */
export function shares(one: readonly string[], other: readonly string[]): boolean {
  return one.some((value) => other.includes(value))
}

function add(sets: Map<string, Set<string>>, key: string, value: string) {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}
