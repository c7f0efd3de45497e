import type { TruePerson } from '../people/person.ts'
import type { PlantedRecord } from '../planted/planted.ts'
import type { Moment } from './moment.ts'

type Kind = PlantedRecord['what']

/** What a planted case makes the agency record of a person on the day, of one kind; notes it as wrong. */
export function plantedOf<K extends Kind>(
  moment: Moment,
  person: TruePerson,
  what: K,
): Extract<PlantedRecord, { what: K }>[] {
  const found: Extract<PlantedRecord, { what: K }>[] = []
  for (const { records } of person.planted) {
    for (const record of records) {
      if (record.what !== what || record.agency !== moment.looked.agency) continue
      if (record.from !== undefined && !moment.isReached(record.from)) continue
      if (record.to !== undefined && moment.isReached(record.to)) continue
      found.push(record as Extract<PlantedRecord, { what: K }>)
      if ('error' in record) moment.note(record.error)
    }
  }
  return found
}
