import { truthRows } from './read-borough.ts'
import type { Truth } from './score.ts'

/** Reads the hidden truth of a borough. */
export function readTruth(folder: string): Truth {
  const cases = new Map<string, Set<string>>()
  for (const { person_id: person = '', case: planted = '' } of truthRows(folder, 'planted.csv')) {
    cases.set(person, (cases.get(person) ?? new Set()).add(planted))
  }
  const seals = truthRows(folder, 'seals.csv')
  return {
    cases,
    personOf: new Map(
      truthRows(folder, 'records.csv').map((row) => [
        `${row['agency']}|${row['source_key']}`,
        row['person_id'] ?? '',
      ]),
    ),
    people: new Map(truthRows(folder, 'people.csv').map((row) => [row['person_id'] ?? '', row])),
    sealed: new Map(
      seals.flatMap(({ before_person_id: before = '', after_person_id: after = '' }) => [
        [before, after],
        [after, before],
      ]),
    ),
  }
}
