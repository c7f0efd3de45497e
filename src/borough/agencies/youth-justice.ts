import { addDays } from '#kernel'
import { withoutAccents } from '../formats/case.ts'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { slashDate } from '../formats/dates.ts'
import type { Involvement } from '../people/life.ts'
import { addressLines } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome, knownRestriction } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownEthnicity, knownNhsNumber, knownSex, knownUpn } from '../slips/known-numbers.ts'
import { begunBy, knownWorker } from '../slips/known-workers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyPlan, AgencyRecord } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { delimiter: ';', lineEnd: '\r\n', quotesAll: false }

/** Dates are `dd/MM/yyyy`; `NULL` stands for nothing. */
const columns = {
  person: [
    'YOT_ID',
    'Surname',
    'Forename',
    'Also known as',
    'Date of birth',
    'Gender',
    'Ethnicity',
    'UPN',
    'NHS number',
    'Address line 1',
    'Address line 2',
    'Address line 3',
    'Address line 4',
    'Postcode',
    'Parent or carer',
    'Relationship',
    'Carer telephone',
    'Restricted',
  ],
  line: [
    'Order ID',
    'Order type',
    'Order start',
    'Order end',
    'AssetPlus likelihood',
    'AssetPlus wellbeing',
    'Case manager',
    'Case manager telephone',
    'Case manager e-mail',
    'ETE status',
    'Contact ID',
    'Contact date',
    'Contact type',
  ],
} as const

/**
 * The youth justice case system: children of ten to seventeen with an order or an out of court
 * disposal, a line for each and for each contact. Semicolons, UTF-8 with a byte order mark, `NULL`
 * for nothing; a full extract on each working night.
 */
export const youthJustice: AgencyPlan = {
  agency: 'youth-justice',
  extract: 'full',
  layout: csvLayout({ encoding: 'utf-8', hasMark: true, style, columns }),
  records: (context) =>
    makeRecords(context, {
      agency: 'youth-justice',
      key: { prefix: 'YJ', digits: 5 },
      isOfEvents: false,
      dropsSealed: false,
    }),
  textOf(record, moment) {
    const orders = begunBy(moment, record.person.life.involvements, 'order')
    const contacts = eventsEntered(record, moment)
    if (orders.length + contacts.length === 0) return undefined
    return {
      person: fields(personFields(record, moment)),
      lines: [
        ...orders.map((order) => ({
          id: `order ${order.from}`,
          text: fields([...orderFields(record, moment, order), '', '', '']),
        })),
        ...contacts.map((event) => ({
          id: event.id,
          text: fields([
            ...Array.from({ length: 10 }, () => ''),
            referenceOf(record, 'K', event.id),
            slashDate(event.on),
            event.about,
          ]),
        })),
      ],
    }
  },
}

function fields(texts: readonly string[]): string {
  return csvFields(
    texts.map((text) => (text === '' ? 'NULL' : text)),
    style,
  )
}

function personFields(record: AgencyRecord, moment: Moment): string[] {
  const person = record.as ?? record.person
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const home = knownHome(moment, person)
  const lines = home.address === undefined ? ['', '', '', ''] : addressLines(home.address)
  const [carer] = knownContacts(moment, person, 1)
  return [
    record.key,
    withoutAccents(names.surname),
    withoutAccents([names.forename, ...names.middleNames].filter(Boolean).join(' ')),
    names.callName === names.forename ? '' : withoutAccents(names.callName),
    slashDate(birth.bornOn),
    { M: 'Male', F: 'Female', U: 'Not known' }[knownSex(moment, person, birth)],
    knownEthnicity(moment, person),
    knownUpn(moment, person),
    knownNhsNumber(moment, person, birth),
    ...lines,
    home.address?.postcode ?? '',
    carer === undefined
      ? ''
      : withoutAccents([carer.given, carer.family].filter(Boolean).join(' ')),
    carer?.relationship ?? '',
    carer?.phone ?? '',
    knownRestriction(moment, person) ? 'Yes' : 'No',
  ]
}

function orderFields(record: AgencyRecord, moment: Moment, order: Involvement): string[] {
  const worker = knownWorker(moment, order)
  const { draws } = record
  const isWrong = order.to !== '' && moment.errs('end-before-start')
  return [
    referenceOf(record, 'O', order.from),
    order.about,
    slashDate(order.from),
    slashDate(isWrong ? addDays(order.from, -draws.between('ends before', 1, 60)) : order.to),
    draws.pick(`likelihood ${order.from}`, ['Low', 'Medium', 'Medium', 'High']),
    draws.pick(`wellbeing ${order.from}`, ['Low', 'Medium', 'High']),
    worker?.name ?? '',
    worker?.phone ?? '',
    worker?.email ?? '',
    draws.pick(`ete ${order.from}`, ['Full-time', 'Part-time', 'Not in education']),
  ]
}
