import type { Names, Seal } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import { presenceOn, stateOn } from '../people/state-on.ts'
import { addressLines } from '../places/address.ts'
import type { TruthFile } from './truth-file.ts'

/** Everybody as they truly are on the day of the first extract; one row a person. */
export function peopleFile(
  people: readonly TruePerson[],
  seals: readonly Seal[],
  asOf: string,
): TruthFile {
  const sealOf = new Map(
    seals.flatMap(({ id, before, after }) => [[before, id] as const, [after, id] as const]),
  )
  return {
    name: 'people.csv',
    columns: peopleColumns,
    rows: () => people.map((person) => personRow(person, sealOf.get(person) ?? '', asOf)),
  }
}

const peopleColumns = [
  'person_id',
  'kind',
  'presence',
  'forename',
  'middle_names',
  'surname',
  'former_surname',
  'call_name',
  'sex',
  'born_on',
  'is_unborn',
  'expected_on',
  'died_on',
  'nhs_number',
  'upn',
  'community',
  'tradition',
  'ethnicity',
  'recorded_ethnicity',
  'arrived_on',
  'household_id',
  'mother_id',
  'father_id',
  'birth_mother_id',
  'birth_father_id',
  'twins',
  'restriction',
  'address',
  'postcode',
  'moves',
  'here_from',
  'left_on',
  'seal_id',
]

function personRow(person: TruePerson, seal: string, asOf: string): string[] {
  const { life } = person
  const state = stateOn(person, asOf)
  const address = state.home?.address
  const birth = person.birthParents ?? { mother: person.mother, father: person.father }
  return [
    person.id,
    person.kind,
    presenceOn(person, asOf),
    ...nameFields(state.names),
    person.formerSurname,
    state.names.callName,
    state.sex,
    person.bornOn,
    person.isUnborn ? 'Y' : 'N',
    person.expectedOn,
    life.diedOn,
    state.nhsNumber,
    person.upn,
    person.community.id,
    person.community.tradition.id,
    person.ethnicity,
    person.recordedEthnicity,
    person.arrivedOn,
    person.household.id,
    person.mother?.id ?? '',
    person.father?.id ?? '',
    birth.mother?.id ?? '',
    birth.father?.id ?? '',
    person.twins,
    person.restriction,
    address === undefined ? '' : addressLines(address).filter(Boolean).join(', '),
    address?.postcode ?? '',
    String(Math.max(0, life.homes.filter((span) => span.from <= asOf).length - 1)),
    life.hereFrom,
    life.leftOn,
    seal,
  ]
}

function nameFields({ forename, middleNames, surname }: Names): string[] {
  return [forename, middleNames.join(' '), surname]
}

/** Two lives of one human being; whoever joins them has broken a seal. */
export function sealsFile(seals: readonly Seal[]): TruthFile {
  return {
    name: 'seals.csv',
    columns: ['seal_id', 'why', 'sealed_on', 'before_person_id', 'after_person_id'],
    rows: () =>
      seals.map(({ id, why, sealedOn, before, after }) => [id, why, sealedOn, before.id, after.id]),
  }
}
