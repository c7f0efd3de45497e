import { addDays } from '#kernel'
import { knownToChildHealth } from '../coverage.ts'
import { capitals } from '../formats/case.ts'
import { csvText } from '../formats/csv.ts'
import { daysBefore, monthNameDate } from '../formats/dates.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import { addressLines } from '../places/address.ts'
import type { KnownPerson } from '../slips/known-person.ts'
import { type AgencyContext, type AgencyExtract, createKeys, makeEntries } from './agency.ts'
import { fullName, inTurn } from './person-fields.ts'

/** The columns of the child health extract, in order. Dates are `dd-MMM-yyyy`, in capitals. */
export const childHealthColumns = [
  'chis_id',
  'nhs_number',
  'surname',
  'forenames',
  'dob',
  'expected_date',
  'sex',
  'gp_code',
  'gp_practice',
  'team',
  'professional_name',
  'professional_role',
  'professional_phone',
  'registered_from',
  'registered_to',
  'last_contact',
  'address_1',
  'address_2',
  'address_3',
  'address_4',
  'postcode',
  'mother_name',
  'sensitive',
] as const

/** The child health information system's extract; CSV, every field quoted, LF, UTF-8. */
export function extractChildHealth(context: AgencyContext): AgencyExtract {
  const { random, population } = context
  const entries = makeEntries(context, {
    agency: 'child-health',
    people: knownToChildHealth(random.fork('coverage'), population),
    keeps: { nhsNumber: true, upn: false, ethnicity: false, refuge: true },
    key: createKeys(random.fork('keys'), 'CH', 8),
    row: (person, known, key) => [
      key,
      known.nhsNumber,
      capitals(known.surname),
      capitals([known.forename, ...known.middleNames].filter(Boolean).join(' ')),
      monthNameDate(known.bornOn),
      monthNameDate(known.expectedOn),
      { M: '1', F: '2', U: '0' }[known.sex],
      ...serviceFields(context, person),
      ...homeFields(person, known),
    ],
  })
  return {
    agency: 'child-health',
    extension: 'csv',
    text: csvText(
      childHealthColumns,
      entries.map((entry) => entry.row),
      { lineEnd: '\n', quotesAll: true },
    ),
    records: entries.map((entry) => entry.truth),
  }
}

function serviceFields(context: AgencyContext, person: TruePerson): string[] {
  const { random, ledger, institutions, asOf } = context
  const years = yearsOf(person, asOf)
  const turn = Number(person.household.id.slice(1))
  const practice = inTurn(institutions.practices, turn)
  const team = inTurn(years < 5 ? institutions.healthVisiting : institutions.schoolNursing, turn)
  const nurse = inTurn(team.staff, Math.floor(turn / 5))
  const { residences, leftOn } = person.household
  const arrived = residences[0]?.from ?? asOf
  const from = person.isUnborn
    ? daysBefore(random, asOf, 1, 60)
    : arrived > person.bornOn
      ? arrived
      : addDays(person.bornOn, random.between(0, 14))
  const start = from > asOf ? asOf : from
  const end = leftOn !== '' && leftOn > start && random.chance(0.6) ? leftOn : ''
  const wrong = end !== '' && ledger.roll('end-before-start')
  const contact = daysBefore(random, asOf, 3, years < 5 ? 200 : 1200)
  return [
    practice.code,
    practice.name,
    team.name,
    nurse.name,
    nurse.role,
    nurse.phone.replace(' ', ''),
    monthNameDate(start),
    monthNameDate(wrong ? addDays(start, -random.between(1, 60)) : end),
    person.isUnborn || contact < start ? '' : monthNameDate(contact),
  ]
}

function homeFields(person: TruePerson, known: KnownPerson): string[] {
  const { mother } = person
  return [
    ...addressLines(known.address).map(capitals),
    known.address.postcode,
    mother === undefined ? '' : capitals(fullName(mother)),
    person.restriction === '' ? 'N' : 'Y',
  ]
}
