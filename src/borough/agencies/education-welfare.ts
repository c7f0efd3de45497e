import { addDays } from '#kernel'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { monthNameDate } from '../formats/dates.ts'
import type { Involvement, TrueEvent } from '../people/life.ts'
import { addressLines } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownSex, knownUpn } from '../slips/known-numbers.ts'
import { begunBy, knownWorker } from '../slips/known-workers.ts'
import type { Moment } from '../slips/moment.ts'
import { plantedOf } from '../slips/planted-records.ts'
import type { AgencyPlan, AgencyRecord } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { delimiter: '|', lineEnd: '\r\n', quotesAll: false }

/** Dates are `dd-MMM-yyyy`; address and notes have line breaks in quotes. */
const columns = {
  person: [
    'EWS_REF',
    'UPN',
    'SURNAME',
    'FORENAME',
    'DOB',
    'SEX',
    'ADDRESS',
    'POSTCODE',
    'PARENT_CARER',
    'PARENT_TYPE',
    'PARENT_TEL',
    'NOTES',
  ],
  line: [
    'CASE_REF',
    'CASE_TYPE',
    'REASON',
    'OPENED',
    'CLOSED',
    'OFFICER',
    'OFFICER_TEL',
    'OFFICER_EMAIL',
    'ENTRY_REF',
    'ENTRY_DATE',
    'ENTRY',
  ],
} as const

/**
 * The education welfare service's case list: attendance, children missing education, children taught
 * at home; a line for each case and each entry. Pipes, Windows-1252, CRLF, addresses on several
 * lines in one field; a full extract each Friday.
 */
export const educationWelfare: AgencyPlan = {
  agency: 'education-welfare',
  extract: 'full',
  layout: csvLayout({ encoding: 'windows-1252', style, columns }),
  records: (context) =>
    makeRecords(context, {
      agency: 'education-welfare',
      key: { prefix: 'EW', digits: 6 },
      isOfEvents: false,
      dropsSealed: true,
    }),
  textOf(record, moment) {
    const cases = begunBy(moment, record.person.life.involvements, 'welfare')
    const entries = eventsEntered(record, moment)
    if (cases.length + entries.length === 0) return undefined
    return {
      person: csvFields(personFields(record, moment), style),
      lines: [
        ...cases.map((one) => ({
          id: `case ${one.from}`,
          text: csvFields([...caseFields(record, moment, one), '', '', ''], style),
        })),
        ...entries.map((event) => ({
          id: event.id,
          text: csvFields([...noCase, ...entryFields(record, event)], style),
        })),
      ],
    }
  },
}

const noCase = ['', '', '', '', '', '', '', '']

function personFields(record: AgencyRecord, moment: Moment): string[] {
  const { person } = record
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const home = knownHome(moment, person)
  const [contact] = knownContacts(moment, person, 1)
  const notes = plantedOf(moment, person, 'note').map(({ text }) => text)
  return [
    record.key,
    knownUpn(moment, person),
    // Surnames in capitals, forenames as typed: a habit of the office.
    names.surname.toUpperCase(),
    names.forename,
    monthNameDate(birth.bornOn),
    knownSex(moment, person, birth),
    home.address === undefined ? '' : addressLines(home.address).filter(Boolean).join('\n'),
    home.address?.postcode ?? '',
    contact === undefined ? '' : [contact.given, contact.family].filter(Boolean).join(' '),
    contact?.relationship ?? '',
    contact?.phone ?? '',
    notes.join('\n'),
  ]
}

function caseFields(record: AgencyRecord, moment: Moment, one: Involvement): string[] {
  const worker = knownWorker(moment, one)
  const isWrong = one.to !== '' && moment.errs('end-before-start')
  const closed = isWrong ? addDays(one.from, -moment.draws.between('closes before', 1, 60)) : one.to
  return [
    referenceOf(record, 'C', one.from),
    caseType(one.about),
    one.about,
    monthNameDate(one.from),
    monthNameDate(closed),
    worker?.name ?? '',
    worker?.phone ?? '',
    worker?.email ?? '',
  ]
}

function caseType(about: string): string {
  if (/missing education/i.test(about)) return 'CME'
  if (/home/i.test(about)) return 'EHE'
  return /not at school/i.test(about) ? 'NOS' : 'ATT'
}

function entryFields(record: AgencyRecord, event: TrueEvent): string[] {
  return [referenceOf(record, 'E', event.id), monthNameDate(event.on), event.about]
}
