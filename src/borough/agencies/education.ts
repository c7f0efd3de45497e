import { addDays, addMonths, datePartsOf, type IsoDate, isoDate } from '#kernel'
import { knownToEducation } from '../coverage.ts'
import { withoutAccents } from '../formats/case.ts'
import { csvText } from '../formats/csv.ts'
import { daysBefore, slashDate } from '../formats/dates.ts'
import { yearsOf } from '../people/lives.ts'
import { relationshipTo, type TruePerson } from '../people/person.ts'
import type { School } from '../places/institutions.ts'
import type { KnownPerson } from '../slips/known-person.ts'
import { type AgencyContext, type AgencyExtract, createKeys, makeEntries } from './agency.ts'
import { fullName, inTurn } from './person-fields.ts'

/** The columns of the education extract, in order. Dates are `dd/MM/yyyy`. */
export const educationColumns = [
  'pupil_id',
  'upn',
  'uln',
  'legal_surname',
  'legal_forename',
  'middle_names',
  'preferred_surname',
  'preferred_forename',
  'dob',
  'gender',
  'ethnicity',
  'nc_year',
  'enrol_status',
  'school',
  'laestab',
  'entry_date',
  'leaving_date',
  'senco_name',
  'senco_phone',
  'ewo_name',
  'ewo_phone',
  'saon',
  'paon',
  'street',
  'locality',
  'town',
  'postcode',
  'parent_name',
  'parent_relationship',
  'parent_phone',
] as const

/** The pupil database's extract, one row per pupil on roll or lately left; CSV, CRLF, UTF-8. */
export function extractEducation(context: AgencyContext): AgencyExtract {
  const { random, population, asOf } = context
  const entries = makeEntries(context, {
    agency: 'education',
    people: knownToEducation(random.fork('coverage'), population, asOf),
    keeps: { nhsNumber: false, upn: true, ethnicity: true, refuge: false },
    key: createKeys(random.fork('keys'), '', 6),
    row: (person, known, key) => [
      key,
      ...pupilFields(context, person, known),
      ...schoolFields(context, person),
      ...homeFields(person, known),
    ],
  })
  return {
    agency: 'education',
    extension: 'csv',
    text: csvText(
      educationColumns,
      entries.map((entry) => entry.row),
      { lineEnd: '\r\n', quotesAll: false },
    ),
    records: entries.map((entry) => entry.truth),
  }
}

function pupilFields(context: AgencyContext, person: TruePerson, known: KnownPerson): string[] {
  const { random, asOf } = context
  const write = (text: string) => withoutAccents(text)
  const prefersOther = person.callName !== '' && random.chance(0.6)
  // The register's legal name lags behind; what the child is called at school does not always.
  const prefersNew = known.surname === person.formerSurname && random.chance(0.5)
  return [
    known.upn,
    known.upn === '' ? '' : person.uln,
    write(known.surname),
    write(known.forename),
    write(known.middleNames.join(' ')),
    write(prefersNew ? person.surname : known.surname),
    write(prefersOther ? person.callName : known.forename),
    slashDate(known.bornOn),
    known.sex === 'U' ? '' : known.sex,
    known.ethnicity,
    nationalYear(person.bornOn, asOf),
    random.chance(0.985) ? 'C' : 'M',
  ]
}

function schoolFields(context: AgencyContext, person: TruePerson): string[] {
  const { random, ledger, asOf } = context
  const school = schoolOf(context, person)
  const entry = entryDate(person.bornOn, school.phase, asOf)
  const { leftOn } = person.household
  const left = leftOn !== '' && leftOn > entry ? leftOn : ''
  const moved = left === '' && random.chance(0.03) ? daysBefore(random, asOf, 1, 90) : left
  const leaving = moved > entry ? moved : ''
  const wrong = leaving !== '' && ledger.roll('end-before-start')
  return [
    school.name,
    school.laestab,
    slashDate(entry),
    slashDate(wrong ? addDays(entry, -random.between(1, 90)) : leaving),
    school.senco.name,
    school.senco.phone,
    school.ewo.name,
    school.ewo.phone,
  ]
}

function homeFields(person: TruePerson, known: KnownPerson): string[] {
  const { address } = known
  const [parent] = person.household.adults
  return [
    address.flat,
    address.number,
    address.street,
    address.locality,
    address.town,
    address.postcode,
    parent === undefined ? '' : withoutAccents(fullName(parent)),
    parent === undefined ? '' : relationshipTo(person, parent),
    person.household.phone.replace(' ', ''),
  ]
}

/** National curriculum year as the school census writes it: N1, N2, R, 1 to 14. */
function nationalYear(bornOn: IsoDate, asOf: IsoDate): string {
  const cutOff = (date: IsoDate) => datePartsOf(date).year + (date.slice(5) >= '09-01' ? 1 : 0)
  const year = cutOff(asOf) - cutOff(bornOn) - 5
  if (year > 0) return String(year)
  return year === 0 ? 'R' : year === -1 ? 'N2' : 'N1'
}

// Brothers and sisters go to one school of each phase: it follows from where the family lives.
function schoolOf(context: AgencyContext, person: TruePerson): School {
  const years = yearsOf(person, context.asOf)
  const phase = years < 11 ? 'primary' : years < 16 ? 'secondary' : 'college'
  const schools = context.institutions.schools.filter((school) => school.phase === phase)
  return inTurn(schools, Number(person.household.id.slice(1)))
}

// The September in which the phase starts; a nursery child started this year, or a month ago.
function entryDate(bornOn: IsoDate, phase: School['phase'], asOf: IsoDate): IsoDate {
  const startAge = { primary: 4, secondary: 11, college: 16 }[phase]
  const birthday = addMonths(bornOn, 12 * startAge)
  const { year } = datePartsOf(birthday)
  const first = isoDate(birthday.slice(5) <= '08-31' ? year : year + 1, 9, 2)
  if (first <= asOf) return first
  const thisYear = isoDate(datePartsOf(asOf).year, 9, 2)
  return thisYear <= asOf ? thisYear : addDays(asOf, -30)
}
