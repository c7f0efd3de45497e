import type { IsoDate } from '#kernel'
import type { KnowingAgency } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import { addressLines } from '../places/address.ts'
import type { Pattern } from '../planted/planting.ts'
import type { TruthFile } from './truth-file.ts'

/** What everybody was called and when, hidden names too. */
export function namesFile(people: readonly TruePerson[]): TruthFile {
  return {
    name: 'names.csv',
    columns: [
      'person_id',
      'from',
      'to',
      'forename',
      'middle_names',
      'surname',
      'call_name',
      'why',
      'is_hidden_after',
    ],
    *rows() {
      for (const { id, life } of people) {
        for (const { from, to, value } of life.names) {
          const { forename, middleNames, surname, callName, why, isHiddenAfter } = value
          yield [
            id,
            from,
            to,
            forename,
            middleNames.join(' '),
            surname,
            callName,
            why,
            isHiddenAfter ? 'Y' : 'N',
          ]
        }
      }
    },
  }
}

/** Where everybody lived and when; second homes too. */
export function homesFile(people: readonly TruePerson[]): TruthFile {
  return {
    name: 'homes.csv',
    columns: ['person_id', 'from', 'to', 'kind', 'is_in_borough', 'address', 'postcode'],
    *rows() {
      for (const { id, life } of people) {
        for (const { from, to, value } of [...life.homes, ...life.otherHomes]) {
          const { address, kind, isInBorough } = value
          const lines = addressLines(address).filter(Boolean).join(', ')
          yield [id, from, to, kind, isInBorough ? 'Y' : 'N', lines, address.postcode]
        }
      }
    },
  }
}

/** Everything that happened to anybody, as it truly was, whether or not a file says so. */
export function eventsFile(people: readonly TruePerson[]): TruthFile {
  return {
    name: 'events.csv',
    columns: [
      'event_id',
      'person_id',
      'agency',
      'kind',
      'on',
      'until',
      'level',
      'about',
      'role',
      'pattern_id',
    ],
    *rows() {
      for (const { id, life } of people) {
        for (const event of life.events) {
          const { agency, kind, on, until, level, about, role, pattern } = event
          yield [event.id, id, agency, kind, on, until, level, about, role, pattern]
        }
      }
    },
  }
}

/** From when to when each agency had reason to know each person; the end is empty while it has. */
export function coverageFile(people: readonly TruePerson[]): TruthFile {
  return {
    name: 'coverage.csv',
    columns: ['person_id', 'agency', 'from', 'to'],
    *rows() {
      for (const person of people) {
        for (const [agency, { from, to }] of coverageOf(person)) yield [person.id, agency, from, to]
      }
    },
  }
}

/** The first and last day on which each agency had to do with a person. */
export function coverageOf(
  person: TruePerson,
): Map<KnowingAgency, { from: IsoDate; to: IsoDate | '' }> {
  const found = new Map<KnowingAgency, { from: IsoDate; to: IsoDate | '' }>()
  const { life } = person
  const note = (agency: KnowingAgency, from: IsoDate, to: IsoDate | '') => {
    const known = found.get(agency)
    if (known === undefined) {
      found.set(agency, { from, to })
      return
    }
    if (from < known.from) known.from = from
    known.to = known.to === '' || to === '' ? '' : known.to > to ? known.to : to
  }
  for (const one of life.involvements) note(one.agency, one.from, one.to)
  for (const span of life.schools) note('education', span.from, span.to)
  for (const event of life.events) note(event.agency, event.on, event.until || event.on)
  return found
}

/** Planted build-ups and silences: whose, from when to when, which agencies. */
export function patternsFile(patterns: readonly Pattern[]): TruthFile {
  return {
    name: 'patterns.csv',
    columns: ['pattern_id', 'kind', 'person_id', 'from', 'to', 'agencies'],
    rows: () =>
      patterns.map(({ id, kind, person, from, to, agencies }) => [
        id,
        kind,
        person.id,
        from,
        to,
        agencies.join(' '),
      ]),
  }
}

/** Which planted cases each person is in, and with whom. */
export function plantedFile(people: readonly TruePerson[]): TruthFile {
  return {
    name: 'planted.csv',
    columns: ['person_id', 'case', 'group'],
    *rows() {
      for (const person of people) {
        for (const planted of person.planted) yield [person.id, planted.case, planted.group]
      }
    },
  }
}
