import { addDays } from '#kernel'
import { capitals } from '../formats/case.ts'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { monthNameDate } from '../formats/dates.ts'
import type { TruePerson } from '../people/person.ts'
import { addressLines } from '../places/address.ts'
import type { Draws } from '../slips/draws.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome, knownRestriction } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownNhsNumber, knownPractice, knownSex } from '../slips/known-numbers.ts'
import { begunBy, knownWorker } from '../slips/known-workers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyPlan, AgencyRecord } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { lineEnd: '\n', quotesAll: true }

/** Dates are `dd-MMM-yyyy`, in capitals. The last four reviews and contacts stand side by side. */
const columns = {
  person: [
    'chis_id',
    'person_type',
    'nhs_number',
    'surname',
    'forenames',
    'dob',
    'expected_date',
    'deceased_date',
    'sex',
    'gp_code',
    'gp_practice',
    'address_1',
    'address_2',
    'address_3',
    'address_4',
    'postcode',
    'mother_chis_id',
    'mother_name',
    'telephone',
    'sensitive',
    'team',
    'professional_name',
    'professional_role',
    'professional_phone',
    'registered_from',
    'registered_to',
    ...[1, 2, 3, 4].flatMap((at) => [`event_${at}_ref`, `event_${at}_date`, `event_${at}_type`]),
  ],
  line: [],
} as const

/**
 * The child health information system: nearly every child, some before birth, their mothers, whom
 * the birth notification names, and partners whom a health visitor wrote down. CSV, every field quoted, capitals, LF; a delta
 * each night.
 */
export const childHealth: AgencyPlan = {
  agency: 'child-health',
  extract: 'delta',
  layout: csvLayout({ encoding: 'utf-8', style, columns, statusColumn: 'row_status' }),
  records: (context) =>
    makeRecords(context, {
      agency: 'child-health',
      key: { prefix: 'CH', digits: 8 },
      isOfEvents: false,
      relatives: parentsRecorded,
      dropsSealed: true,
    }),
  textOf(record, moment, around) {
    return {
      person: csvFields(
        [
          ...identityFields(record, moment),
          ...homeFields(record, moment, around.keyOf),
          ...(record.because === undefined ? serviceFields(record, moment) : noService),
        ],
        style,
      ),
      lines: [{ id: '', text: '' }],
    }
  },
}

// Born in the borough: the notification of birth came with the mother's name and number; of who moves
// in the health visitor writes the mother down. The partner at home is asked for by name and birth
// date; three in four are recorded.
function parentsRecorded(child: TruePerson, draws: Draws): TruePerson[] {
  const { mother, father, household } = child
  const isPartner = father !== undefined && household.adults.includes(father)
  return [
    ...(mother === undefined ? [] : [mother]),
    ...(isPartner && draws.chance('partner recorded', 0.75) ? [father] : []),
  ]
}

function identityFields(record: AgencyRecord, moment: Moment): string[] {
  const { person } = record
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const practice = knownPractice(moment, person)
  const isPartner = record.because?.father === person
  if (isPartner && person.nhsNumber !== '') moment.note('nhs-missing')
  return [
    record.key,
    person.kind === 'child' ? 'C' : isPartner ? 'P' : 'M',
    isPartner ? '' : knownNhsNumber(moment, person, birth),
    capitals(names.surname),
    capitals([names.forename, ...names.middleNames].filter(Boolean).join(' ')),
    monthNameDate(birth.bornOn),
    monthNameDate(birth.expectedOn),
    monthNameDate(birth.diedOn),
    { M: '1', F: '2', U: '0' }[knownSex(moment, person, birth)],
    practice?.code ?? '',
    practice?.name ?? '',
  ]
}

function homeFields(
  record: AgencyRecord,
  moment: Moment,
  keyOf: (person: TruePerson) => string,
): string[] {
  const { person } = record
  const home = knownHome(moment, person)
  const contacts = person.kind === 'child' ? knownContacts(moment, person, 2) : []
  const mother = contacts.find(({ relationship }) => relationship === 'Mother')
  const lines = home.address === undefined ? ['', '', '', ''] : addressLines(home.address)
  return [
    ...lines.map(capitals),
    home.address?.postcode ?? '',
    mother === undefined ? '' : keyOf(mother.person),
    mother === undefined ? '' : capitals([mother.given, mother.family].filter(Boolean).join(' ')),
    home.phone.replace(' ', ''),
    knownRestriction(moment, person) ? 'Y' : 'N',
  ]
}

const noService = Array.from({ length: 6 + 12 }, () => '')

function serviceFields(record: AgencyRecord, moment: Moment): string[] {
  const [registered] = begunBy(moment, record.person.life.involvements, 'registered').slice(-1)
  const worker = registered === undefined ? undefined : knownWorker(moment, registered)
  const end = registered?.to ?? ''
  const isWrong = end !== '' && moment.errs('end-before-start')
  const from = registered?.from ?? ''
  const to =
    isWrong && from !== '' ? addDays(from, -moment.draws.between('ends before', 1, 60)) : end
  return [
    worker?.team ?? '',
    worker?.name ?? '',
    worker?.role ?? '',
    worker?.phone.replace(' ', '') ?? '',
    monthNameDate(from),
    monthNameDate(to),
    ...eventFields(record, moment),
  ]
}

function eventFields(record: AgencyRecord, moment: Moment): string[] {
  const latest = eventsEntered(record, moment).slice(-4).reverse()
  return [0, 1, 2, 3].flatMap((at) => {
    const event = latest[at]
    if (event === undefined) return ['', '', '']
    const missed = event.kind === 'missed-appointment' ? 'Not brought: ' : ''
    return [referenceOf(record, 'V', event.id), monthNameDate(event.on), `${missed}${event.about}`]
  })
}
