import type { RecordTruth } from './agencies/agency.ts'
import { csvText } from './formats/csv.ts'
import type { Population, TruePerson } from './people/person.ts'
import { addressLines } from './places/address.ts'

const style = { lineEnd: '\n', quotesAll: false } as const

/** The columns of `truth/people.csv`. */
export const peopleColumns = [
  'person_id',
  'kind',
  'forename',
  'middle_names',
  'surname',
  'former_surname',
  'call_name',
  'sex',
  'born_on',
  'is_unborn',
  'nhs_number',
  'upn',
  'community',
  'ethnicity',
  'household_id',
  'mother_id',
  'father_id',
  'twins',
  'restriction',
  'address',
  'postcode',
  'moves',
  'left_on',
] as const

/** Everybody as they truly are. For an unborn child `born_on` is the expected date. */
export function peopleCsv(population: Population): string {
  const rows = [...population.children, ...population.parents].map(personRow)
  return csvText(peopleColumns, rows, style)
}

/** Which true person each record of each agency is. */
export function recordsCsv(records: readonly RecordTruth[]): string {
  return csvText(
    ['agency', 'source_key', 'person_id'],
    records.map(({ agency, key, person }) => [agency, key, person.id]),
    style,
  )
}

/** Every planted error: one row for each kind and record. */
export function errorsCsv(records: readonly RecordTruth[]): string {
  return csvText(
    ['agency', 'source_key', 'error'],
    records.flatMap(({ agency, key, errors }) => errors.map((error) => [agency, key, error])),
    style,
  )
}

function personRow(person: TruePerson): string[] {
  const { household } = person
  const address = household.residences.at(-1)?.address
  return [
    person.id,
    person.kind,
    person.forename,
    person.middleNames.join(' '),
    person.surname,
    person.formerSurname,
    person.callName,
    person.sex,
    person.bornOn,
    person.isUnborn ? 'Y' : 'N',
    person.nhsNumber,
    person.upn,
    person.community.id,
    person.ethnicity,
    household.id,
    person.mother?.id ?? '',
    person.father?.id ?? '',
    person.twins,
    person.restriction,
    address === undefined ? '' : addressLines(address).filter(Boolean).join(', '),
    address?.postcode ?? '',
    String(household.residences.length - 1),
    household.leftOn,
  ]
}
