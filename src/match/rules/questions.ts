import type { MatchRow } from './match-row.ts'
import { type HeldPair, haveTwoNumbers, shares } from './second-look.ts'

/** A pair of records of two persons, with what the scoring made of it. */
export interface WeighedPair extends HeldPair {
  readonly weight: number
  readonly probability: number
}

/**
 * What people are asked: for every two persons between whom the machine is not sure, their strongest
 * pair. Nothing is asked of two persons with different valid NHS numbers and no family name in common:
 * that is how the two lives of an adopted child look, and the question itself would name both. A title
 * such as Singh or Begum is no family name.
 *
 * @param personOf the person that one of the first look belongs to after the second
 */
export function questions(
  pairs: readonly WeighedPair[],
  personOf: (person: string) => string,
  recordsOf: (person: string) => readonly MatchRow[],
): WeighedPair[] {
  const strongest = new Map<string, WeighedPair>()
  for (const pair of pairs) {
    const persons = [personOf(pair.leftPerson), personOf(pair.rightPerson)].sort()
    if (persons[0] === persons[1] || !mayAsk(pair, recordsOf)) continue
    const key = persons.join('\n')
    const known = strongest.get(key)
    if (known === undefined || isBefore(pair, known)) strongest.set(key, pair)
  }
  return [...strongest.values()]
}

function mayAsk(
  { left, right, leftPerson, rightPerson }: HeldPair,
  recordsOf: (person: string) => readonly MatchRow[],
) {
  return isOneFamily(left, right) || !haveTwoNumbers(recordsOf(leftPerson), recordsOf(rightPerson))
}

function isOneFamily(one: MatchRow, other: MatchRow): boolean {
  return (
    one.family === undefined ||
    other.family === undefined ||
    (one.titled === undefined && one.familyStem === other.familyStem) ||
    shares(kinForms(one), kinForms(other)) ||
    (one.givenSound !== undefined && one.givenSound === other.familyStem) ||
    (other.givenSound !== undefined && other.givenSound === one.familyStem)
  )
}

/** The forms of a record's family names, its title not among them. */
function kinForms({ titled, family, familyForms, familyStem }: MatchRow): readonly string[] {
  if (titled === undefined) return familyForms
  return familyForms.filter((form) => form !== family && form !== familyStem)
}

function isBefore(one: WeighedPair, other: WeighedPair): boolean {
  const idsOf = ({ left, right }: WeighedPair) => [left.id, right.id].sort().join('\n')
  return one.weight > other.weight || (one.weight === other.weight && idsOf(one) < idsOf(other))
}
