import { capitals } from '../formats/case.ts'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { compactDate } from '../formats/dates.ts'
import type { TrueEvent } from '../people/life.ts'
import type { Address } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownHome } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownSex } from '../slips/known-numbers.ts'
import { misspell } from '../slips/misspell.ts'
import type { Moment } from '../slips/moment.ts'
import { plantedOf } from '../slips/planted-records.ts'
import type { AgencyPlan, AgencyRecord, Surroundings } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { lineEnd: '\r\n', quotesAll: false }

/** Dates are `yyyyMMdd`; the address is one field; the notice's text has line breaks in quotes. */
const columns = {
  person: [
    'nominal_id',
    'surname',
    'forename_1',
    'forename_2',
    'alias',
    'dob',
    'dob_approx',
    'sex',
    'address',
    'postcode',
    'telephone',
  ],
  line: [
    'occurrence_no',
    'occurrence_type',
    'occurrence_flag',
    'occurrence_date',
    'returned_date',
    'filed_date',
    'role',
    'risk',
    'location',
    'officer',
    'unit',
    'unit_phone',
    'ppn_text',
  ],
} as const

/** Flags of the records management system, by a word in what happened. */
const flags: readonly (readonly [RegExp, string])[] = [
  [/domestic/i, 'DA'],
  [/missing/i, 'MISPER'],
  [/sexual exploitation/i, 'CSE'],
  [/criminal exploitation/i, 'CCE'],
  [/concern|neglect|protection/i, 'CP'],
  [/antisocial/i, 'ASB'],
  [/theft|burglary|robbery/i, 'THEFT'],
  [/assault|violence/i, 'VIOL'],
  [/drug/i, 'DRUGS'],
]

/**
 * The records management system: a nominal for each person in an occurrence, often made anew, and a
 * line for each occurrence they are in, with the public protection notice. CSV, capitals,
 * Windows-1252, CRLF; a delta each night, in which nominals found double are deleted.
 */
export const police: AgencyPlan = {
  agency: 'police',
  extract: 'delta',
  layout: csvLayout({ encoding: 'windows-1252', style, columns, statusColumn: 'row_status' }),
  records: (context) =>
    makeRecords(context, {
      agency: 'police',
      key: { prefix: 'N', digits: 8 },
      isOfEvents: true,
      doublesOneEvent: true,
      dropsSealed: false,
    }),
  textOf(record, moment, around) {
    const occurrences = eventsEntered(record, moment)
    if (occurrences.length === 0) return undefined
    return {
      person: csvFields(nominalFields(record, moment), style),
      lines: occurrences.map((event) => ({
        id: event.id,
        text: csvFields(occurrenceFields(record, moment, event, around), style),
      })),
    }
  },
}

function nominalFields(record: AgencyRecord, moment: Moment): string[] {
  const person = record.as ?? record.person
  if (record.as !== undefined) moment.note('gave-anothers-name')
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  // The address and the telephone are the arrested person's own.
  const home = knownHome(moment, record.person)
  const { callName, forename } = names
  const hasAlias = callName !== '' && callName !== forename && moment.draws.chance('alias', 0.4)
  return [
    record.key,
    capitals(names.surname),
    capitals(names.forename),
    capitals(names.middleNames[0] ?? ''),
    hasAlias ? capitals(callName) : '',
    compactDate(birth.bornOn),
    birth.isApproximate ? 'Y' : 'N',
    knownSex(moment, person, birth),
    home.address === undefined ? '' : oneLine(home.address),
    home.address?.postcode ?? '',
    home.phone.replace(' ', ''),
  ]
}

function occurrenceFields(
  record: AgencyRecord,
  moment: Moment,
  event: TrueEvent,
  { institutions }: Surroundings,
): string[] {
  const { draws } = record
  const unit = draws.pick(`unit ${event.id}`, institutions.police)
  const officer = draws.pick(`officer ${event.id}`, unit.staff)
  const isSlip = draws.chance(`officer misspelt ${event.id}`, 0.02)
  const name = isSlip ? misspell(draws.stream(`officer ${event.id}`), officer.name) : officer.name
  const filedOn = draws.dayAfter(`filed ${event.id}`, event.on, 10, 160)
  const isBack = event.until !== '' && moment.isReached(event.until)
  return [
    `${referenceOf(record, 'RV/', event.id)}/${event.on.slice(2, 4)}`,
    event.about,
    flags.find(([pattern]) => pattern.test(event.about))?.[1] ?? 'OTHER',
    compactDate(event.on),
    isBack ? compactDate(event.until) : '',
    moment.isReached(filedOn) ? compactDate(filedOn) : '',
    event.role === '' ? 'Witness' : event.role,
    { low: 'Standard', medium: 'Medium', high: 'High' }[event.level],
    event.place === undefined ? 'HOME ADDRESS' : oneLine(event.place),
    capitals(name),
    unit.name,
    unit.phone.replace(' ', ''),
    noticeOf(record, moment, event),
  ]
}

// The notice's text, on several lines; who is named in it is recorded nowhere else.
function noticeOf(record: AgencyRecord, moment: Moment, event: TrueEvent): string {
  const notes = plantedOf(moment, record.person, 'note').map(({ text }) => text)
  if (event.level === 'low' && notes.length === 0) return ''
  return [`PPN: ${event.about}.`, ...notes, 'Shared with the MASH.'].join('\n')
}

function oneLine(address: Address): string {
  const house = [address.number, address.street].filter(Boolean).join(' ')
  return capitals([address.flat, house, address.locality, address.town].filter(Boolean).join(', '))
}
