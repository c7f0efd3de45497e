import type { IsoDate } from '#kernel'
import type { IdentifierSource } from './identifiers.ts'
import type { Life } from './life.ts'
import type { Household, TruePerson } from './person.ts'

/** Who has been made so far, and on which day we look at them. */
export interface Registry {
  asOf: IsoDate
  identifiers: IdentifierSource
  people: TruePerson[]
  nextId: number
  forget(person: TruePerson): void
}

/** What must be said to make a person; the rest follows. */
export type NewPerson = Pick<
  TruePerson,
  | 'kind'
  | 'forename'
  | 'middleNames'
  | 'callName'
  | 'surname'
  | 'sex'
  | 'bornOn'
  | 'community'
  | 'ethnicity'
  | 'mother'
  | 'father'
>

/** An empty registry. */
export function createRegistry(asOf: IsoDate, identifiers: IdentifierSource): Registry {
  const registry: Registry = {
    asOf,
    identifiers,
    people: [],
    nextId: 1,
    forget(person) {
      registry.people = registry.people.filter((other) => other !== person)
    },
  }
  return registry
}

/** Adds a person to the registry, with a true id and an NHS number; UPNs come with school. */
export function createPerson(
  registry: Registry,
  household: Household,
  details: NewPerson,
): TruePerson {
  const isUnborn = details.bornOn > registry.asOf
  const nhsNumber = registry.identifiers.nhsNumber()
  const person: TruePerson = {
    ...details,
    // A Singh has no second Singh.
    middleNames: details.middleNames.filter((name) => name !== details.surname),
    id: `TRUE-${String(registry.nextId).padStart(7, '0')}`,
    formerSurname: '',
    recordedEthnicity: details.ethnicity,
    birthParents: undefined,
    isUnborn,
    expectedOn: details.bornOn,
    life: emptyLife(details.bornOn, nhsNumber),
    planted: [],
    nhsNumber: isUnborn ? '' : nhsNumber,
    upn: '',
    upnFrom: '',
    uln: '',
    household,
    twins: '',
    restriction: '',
    arrivedOn: '',
  }
  registry.nextId++
  registry.people.push(person)
  return person
}

function emptyLife(bornOn: IsoDate, nhsNumber: string): Life {
  return {
    names: [],
    homes: [],
    otherHomes: [],
    phones: [],
    schools: [],
    practices: [],
    legal: [],
    restrictions: [],
    nhsNumbers: [{ from: bornOn, to: '', value: nhsNumber }],
    sexes: [],
    involvements: [],
    events: [],
    diedOn: '',
    hereFrom: '',
    leftOn: '',
    sealedOn: '',
    changeDays: [],
  }
}
