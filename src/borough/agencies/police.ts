import { daysBetween, type IsoDate } from '#kernel'
import { knownToPolice } from '../coverage.ts'
import { capitals } from '../formats/case.ts'
import { csvText } from '../formats/csv.ts'
import { compactDate, daysBefore } from '../formats/dates.ts'
import { yearsOf } from '../people/lives.ts'
import type { TruePerson } from '../people/person.ts'
import type { Address } from '../places/address.ts'
import { weigh } from '../random.ts'
import { type AgencyContext, type AgencyExtract, createKeys, makeEntries } from './agency.ts'

/** The columns of the police extract, in order. Dates are `yyyyMMdd`. */
export const policeColumns = [
  'nominal_id',
  'occurrence_no',
  'surname',
  'forename_1',
  'forename_2',
  'alias',
  'dob',
  'dob_approx',
  'sex',
  'address',
  'postcode',
  'occurrence_type',
  'occurrence_date',
  'role',
  'risk',
  'officer',
  'unit',
  'unit_phone',
] as const

const childOccurrences = weigh([
  ['Domestic abuse', 40],
  ['Missing person', 18],
  ['Child concern', 18],
  ['Antisocial behaviour', 10],
  ['Theft', 6],
  ['Child sexual exploitation', 4],
  ['Child criminal exploitation', 4],
] as const)

const adultOccurrences = weigh([
  ['Domestic abuse', 50],
  ['Theft', 12],
  ['Assault', 12],
  ['Drugs', 8],
  ['Child concern', 18],
] as const)

/** The record management system's extract, one row per nominal with the latest occurrence; CSV, CRLF, UTF-8. */
export function extractPolice(context: AgencyContext): AgencyExtract {
  const { random, population, asOf } = context
  const entries = makeEntries(context, {
    agency: 'police',
    people: knownToPolice(random.fork('coverage'), population, asOf),
    keeps: { nhsNumber: false, upn: false, ethnicity: false, refuge: false },
    key: createKeys(random.fork('keys'), 'N', 7),
    row(person, known, key) {
      const alias = person.callName !== known.forename && random.chance(0.4) ? person.callName : ''
      const happenedOn = dayOfOccurrence(context, person)
      return [
        key,
        `RV/${random.between(1000, 99_999)}/${happenedOn.slice(2, 4)}`,
        capitals(known.surname),
        capitals(known.forename),
        capitals(known.middleNames[0] ?? ''),
        capitals(alias),
        compactDate(known.bornOn),
        known.isApproximate ? 'Y' : 'N',
        known.sex,
        oneLine(known.address),
        known.address.postcode,
        ...occurrenceFields(context, person, happenedOn),
      ]
    },
  })
  return {
    agency: 'police',
    extension: 'csv',
    text: csvText(
      policeColumns,
      entries.map((entry) => entry.row),
      { lineEnd: '\r\n', quotesAll: false },
    ),
    records: entries.map((entry) => entry.truth),
  }
}

function occurrenceFields(
  context: AgencyContext,
  person: TruePerson,
  happenedOn: IsoDate,
): string[] {
  const { random, institutions, asOf } = context
  const isChild = person.kind === 'child'
  const type = random.weighted(isChild ? childOccurrences : adultOccurrences)
  const unit = random.pick(institutions.police)
  const roles = isChild
    ? ['Victim', 'Witness', 'Witness', 'Suspect']
    : ['Victim', 'Suspect', 'Witness', 'Reporter']
  const role = type === 'Missing person' ? 'Missing' : random.pick(roles)
  return [
    type,
    compactDate(happenedOn),
    isChild && yearsOf(person, asOf) < 10 && role === 'Suspect' ? 'Witness' : role,
    random.pick(['Standard', 'Standard', 'Medium', 'Medium', 'High']),
    random.pick(unit.staff).name,
    unit.name,
    unit.phone.replace(' ', ''),
  ]
}

// Within the last four years, and not before the person was born.
function dayOfOccurrence(context: AgencyContext, person: TruePerson): IsoDate {
  const { random, asOf } = context
  const age = daysBetween(person.bornOn, asOf)
  return daysBefore(random, asOf, 0, Math.min(1400, Math.max(0, age)))
}

function oneLine(address: Address): string {
  const house = [address.number, address.street].filter(Boolean).join(' ')
  return capitals([address.flat, house, address.locality, address.town].filter(Boolean).join(', '))
}
