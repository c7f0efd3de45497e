import { addDays, datePartsOf, type IsoDate } from '#kernel'
import { withoutAccents } from '../formats/case.ts'
import { type CsvStyle, csvFields } from '../formats/csv.ts'
import { slashDate } from '../formats/dates.ts'
import type { SchoolPlace, TrueEvent } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Span } from '../people/span.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownEthnicity, knownSex, knownUpn } from '../slips/known-numbers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyPlan, AgencyRecord, RecordText } from './agency.ts'
import { csvLayout } from './csv-layout.ts'
import { makeRecords } from './records.ts'

const style: CsvStyle = { lineEnd: '\r\n', quotesAll: false }

/** Columns of the school census where it has them. Dates are `dd/MM/yyyy`. */
const columns = {
  person: [
    'pupil_id',
    'upn',
    'uniquelearnernumber',
    'surname',
    'forename',
    'middlenames',
    'preferredsurname',
    'preferredforename',
    'formersurname',
    'dob',
    'gender',
    'ethnicity',
    'ncyearactual',
    'senprovision',
    'saon',
    'paon',
    'street',
    'locality',
    'posttown',
    'postcode',
    'contact1_title',
    'contact1_forename',
    'contact1_surname',
    'contact1_relationship',
    'contact1_pr',
    'contact1_phone',
    'contact2_title',
    'contact2_forename',
    'contact2_surname',
    'contact2_relationship',
    'contact2_pr',
    'contact2_phone',
  ],
  line: [
    'schoolname',
    'laestab',
    'enrolstatus',
    'entrydate',
    'leavingdate',
    'senco_name',
    'senco_phone',
    'ewo_name',
    'ewo_phone',
    'exclusion_category',
    'exclusion_start',
    'exclusion_end',
    'exclusion_reason',
  ],
} as const

// Year groups linger on the roll for a term after they have left.
const lingersFor = 90

/**
 * The pupil database: who is on roll at the borough's schools, or has lately left, with suspensions;
 * a line for each place and each suspension, so pupils at two schools have two. CSV, CRLF, no
 * accents, UTF-8; a full extract each Sunday.
 */
export const education: AgencyPlan = {
  agency: 'education',
  extract: 'full',
  layout: csvLayout({ encoding: 'utf-8', style, columns }),
  records: (context) =>
    makeRecords(context, {
      agency: 'education',
      key: { prefix: '', digits: 6 },
      isOfEvents: false,
      dropsSealed: true,
    }),
  textOf(record, moment): RecordText | undefined {
    const { person } = record
    const places = placesOn(moment, person)
    const [first] = places
    if (first === undefined) return undefined
    const suspensions = record.events
      .filter((event) => event.kind === 'exclusion')
      .filter((event) =>
        moment.isReached(record.draws.dayAfter(`entry ${event.id}`, event.on, 0, 7)),
      )
    return {
      person: csvFields(personFields(record, moment), style),
      lines: [
        ...places.map((place) => ({
          id: `${place.value.school.laestab} ${place.from}`,
          text: csvFields([...placeFields(moment, place), '', '', '', ''], style),
        })),
        ...suspensions.map((event) => ({
          id: event.id,
          text: csvFields([...placeFields(moment, first), ...suspensionFields(event)], style),
        })),
      ],
    }
  },
}

// Ends of places that the record shows go wrong once, for the oldest place that has one.
function placesOn(moment: Moment, person: TruePerson): Span<SchoolPlace>[] {
  return person.life.schools
    .filter((span) => moment.isReached(span.from))
    .filter((span) => span.to === '' || !moment.isReached(addDays(span.to, lingersFor)))
    .map((span) =>
      span.to !== '' && !moment.isReached(span.to) ? { ...span, to: '' as const } : span,
    )
    .reverse()
}

function personFields(record: AgencyRecord, moment: Moment): string[] {
  const { person, draws } = record
  const plain = withoutAccents
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const home = knownHome(moment, person)
  const upn = knownUpn(moment, person)
  const sex = knownSex(moment, person, birth)
  const prefersOther = names.callName !== '' && draws.chance('prefers the name called by', 0.6)
  const address = home.address
  const sen = draws.share('special needs')
  return [
    record.key,
    upn,
    upn === '' ? '' : person.uln,
    plain(names.surname),
    plain(names.forename),
    plain(names.middleNames.join(' ')),
    plain(names.surname),
    plain(prefersOther ? names.callName : names.forename),
    // A register seldom keeps what came before.
    draws.chance('keeps the former surname', 0.3) ? plain(names.formerSurname) : '',
    slashDate(birth.bornOn),
    sex === 'U' ? '' : sex,
    knownEthnicity(moment, person),
    nationalYear(person.bornOn, moment.day),
    // SEN support 14 %, education, health and care plans 5 % of pupils in England (2025).
    sen < 0.05 ? 'E' : sen < 0.19 ? 'K' : '',
    address?.flat ?? '',
    address?.number ?? '',
    address?.street ?? '',
    address?.locality ?? '',
    address?.town ?? '',
    address?.postcode ?? '',
    ...contactFields(moment, person),
  ]
}

function contactFields(moment: Moment, person: TruePerson): string[] {
  const contacts = knownContacts(moment, person, 2)
  return [0, 1].flatMap((at) => {
    const contact = contacts[at]
    if (contact === undefined) return ['', '', '', '', '', '']
    const { title, given, family, relationship, phone } = contact
    return [
      title,
      withoutAccents(given),
      withoutAccents(family),
      relationship,
      relationship === 'Mother' || relationship === 'Father' ? 'Y' : 'N',
      phone.replace(' ', ''),
    ]
  })
}

function placeFields(moment: Moment, { value, from, to }: Span<SchoolPlace>): string[] {
  const { school, enrolment } = value
  const isWrong = to !== '' && moment.errs('end-before-start')
  const senco = moment.errs('worker-misspelt') ? school.senco.name.slice(0, -1) : school.senco.name
  return [
    school.name,
    school.laestab,
    enrolment,
    slashDate(from),
    slashDate(isWrong ? addDays(from, -moment.draws.between('ends before', 1, 90)) : to),
    withoutAccents(senco),
    school.senco.phone,
    withoutAccents(school.ewo.name),
    school.ewo.phone,
  ]
}

function suspensionFields(event: TrueEvent): string[] {
  const category = event.about.startsWith('Permanent') ? 'PERM' : 'SUSP'
  return [category, slashDate(event.on), slashDate(event.until), event.about]
}

/** National curriculum year as the school census writes it: N1, N2, R, 1 to 14. */
function nationalYear(bornOn: IsoDate, on: IsoDate): string {
  const cutOff = (date: IsoDate) => datePartsOf(date).year + (date.slice(5) >= '09-01' ? 1 : 0)
  const year = cutOff(on) - cutOff(bornOn) - 5
  if (year > 0) return String(Math.min(14, year))
  return year === 0 ? 'R' : year === -1 ? 'N2' : 'N1'
}
