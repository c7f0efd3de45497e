import { capitals } from '../formats/case.ts'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { compactDate } from '../formats/dates.ts'
import type { TrueEvent } from '../people/life.ts'
import { addressLines } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownEthnicity, knownNhsNumber, knownPractice, knownSex } from '../slips/known-numbers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyPlan, AgencyRecord } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { delimiter: '\t', lineEnd: '\r\n', quotesAll: false }

/** Dates are `yyyyMMdd`. Sex and ethnicity are coded as the NHS does, by digit and by letter. */
const columns = {
  person: [
    'LOCAL_PATIENT_ID',
    'NHS_NUMBER',
    'NHS_NUMBER_STATUS',
    'FAMILY_NAME',
    'GIVEN_NAME',
    'BIRTH_DATE',
    'DEATH_DATE',
    'STATED_GENDER',
    'ETHNIC_CATEGORY',
    'ADDRESS_1',
    'ADDRESS_2',
    'ADDRESS_3',
    'ADDRESS_4',
    'POSTCODE',
    'GP_PRACTICE_CODE',
    'TELEPHONE',
    'ACCOMPANIED_BY',
  ],
  line: [
    'ATTENDANCE_ID',
    'ARRIVAL_DATE',
    'ARRIVAL_TIME',
    'ARRIVAL_MODE',
    'DEPARTMENT_TYPE',
    'CHIEF_COMPLAINT',
    'SAFEGUARDING_CONCERN',
    'DISCHARGE_STATUS',
  ],
} as const

/** Letters of the NHS ethnic category for the codes of the censuses; Z is not stated. */
const ethnicCategories: Readonly<Record<string, string>> = {
  WBRI: 'A',
  WIRI: 'B',
  WIRT: 'C',
  WROM: 'C',
  WOTH: 'C',
  MWBC: 'D',
  MWBA: 'E',
  MWAS: 'F',
  MOTH: 'G',
  AIND: 'H',
  APKN: 'J',
  ABAN: 'K',
  AOTH: 'L',
  BCRB: 'M',
  BAFR: 'N',
  BOTH: 'P',
  CHNE: 'R',
  OOTH: 'S',
}

/**
 * The emergency department: patients of all ages with a line for each attendance, in the manner of
 * the emergency care data set. Tabs, Windows-1252, capitals, CRLF; a delta each night, in which a
 * patient's details come again with each new attendance.
 */
export const hospital: AgencyPlan = {
  agency: 'hospital',
  extract: 'delta',
  layout: csvLayout({
    extension: 'txt',
    encoding: 'windows-1252',
    style,
    columns,
    statusColumn: 'ROW_STATUS',
  }),
  records: (context) =>
    makeRecords(context, {
      agency: 'hospital',
      key: { prefix: '', digits: 8 },
      isOfEvents: true,
      dropsSealed: false,
    }),
  textOf(record, moment) {
    const attendances = eventsEntered(record, moment)
    if (attendances.length === 0) return undefined
    return {
      person: csvFields(patientFields(record, moment), style),
      lines: attendances.map((event) => ({
        id: event.id,
        text: csvFields(attendanceFields(record, event), style),
      })),
    }
  },
}

function patientFields(record: AgencyRecord, moment: Moment): string[] {
  const person = record.as ?? record.person
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const home = knownHome(moment, person)
  const nhsNumber = knownNhsNumber(moment, person, birth)
  const lines = home.address === undefined ? ['', '', '', ''] : addressLines(home.address)
  const [adult] = person.kind === 'child' ? knownContacts(moment, person, 1) : []
  return [
    record.key,
    nhsNumber,
    // 01 present and verified, 03 trace required.
    nhsNumber === '' ? '03' : '01',
    capitals(names.surname),
    capitals([names.forename, names.middleNames[0] ?? ''].filter(Boolean).join(' ')),
    compactDate(birth.bornOn),
    compactDate(birth.diedOn),
    { M: '1', F: '2', U: 'X' }[knownSex(moment, person, birth)],
    ethnicCategories[knownEthnicity(moment, person)] ?? 'Z',
    ...lines.map(capitals),
    home.address?.postcode ?? '',
    knownPractice(moment, person)?.code ?? 'V81997',
    home.phone.replace(' ', ''),
    adult === undefined ? '' : capitals([adult.given, adult.family].filter(Boolean).join(' ')),
  ]
}

function attendanceFields(record: AgencyRecord, event: TrueEvent): string[] {
  const { draws } = record
  const hour = draws.between(`hour ${event.id}`, 0, 23)
  const minute = draws.between(`minute ${event.id}`, 0, 59)
  return [
    referenceOf(record, 'A', event.id),
    compactDate(event.on),
    `${String(hour).padStart(2, '0')}${String(minute).padStart(2, '0')}`,
    draws.pick(`mode ${event.id}`, ['Walked in', 'Walked in', 'Walked in', 'Ambulance']),
    '01',
    event.about,
    event.level === 'low' ? 'N' : 'Y',
    draws.pick(`discharge ${event.id}`, [
      'Discharged',
      'Discharged',
      'Discharged',
      'Admitted',
      'Left before seen',
    ]),
  ]
}
