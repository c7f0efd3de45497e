import { addDays } from '#kernel'
import { groupElement, textElement, type XmlElement, xmlRecord } from '../formats/xml.ts'
import type { Involvement, TrueEvent } from '../people/life.ts'
import { addressLines } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { knownContacts } from '../slips/known-contacts.ts'
import { knownHome, knownRestriction } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import { knownSex } from '../slips/known-numbers.ts'
import { begunBy, knownWorker } from '../slips/known-workers.ts'
import type { Moment } from '../slips/moment.ts'
import type { AgencyPlan, AgencyRecord } from './agency.ts'
import { eventsEntered, referenceOf } from './event-lines.ts'
import { makeRecords } from './records.ts'
import { xmlLayout } from './xml-layout.ts'

/** The charity's name, as its file and the index show it. */
export const charityName = 'Lantern Family Trust'

/**
 * The client list of a domestic-abuse charity: survivors and their children with services, key
 * workers, risk and contacts. It knows who is in the refuge, flags them and sends no address of
 * theirs. XML, UTF-8, empty elements left out; a full extract each Monday, made by hand.
 */
export const charity: AgencyPlan = {
  agency: 'charity',
  extract: 'full',
  layout: xmlLayout('Clients', [['organisation', charityName]]),
  records: (context) =>
    makeRecords(context, {
      agency: 'charity',
      key: { prefix: 'LFT-', digits: 6 },
      isOfEvents: false,
      dropsSealed: false,
    }),
  textOf(record, moment) {
    const services = begunBy(moment, record.person.life.involvements, 'support')
    const events = eventsEntered(record, moment)
    if (services.length + events.length === 0) return undefined
    const client: XmlElement = {
      name: 'Client',
      attributes: [['id', record.key]],
      content: [
        ...identity(record, moment),
        ...strengthening(record, moment, services),
        ...groupElement(
          'Services',
          services.map((one) => serviceElement(record, moment, one)),
        ),
        ...groupElement(
          'Contacts',
          events.map((event) => contactElement(record, event)),
        ),
      ],
    }
    return { person: xmlRecord(client), lines: [{ id: '', text: '' }] }
  },
}

function identity(record: AgencyRecord, moment: Moment): XmlElement[] {
  const { person, draws } = record
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const home = knownHome(moment, person)
  const isShielded = knownRestriction(moment, person)
  const [line1, line2, line3, line4] =
    home.address === undefined || isShielded ? ['', '', '', ''] : addressLines(home.address)
  const [carer] = person.kind === 'child' ? knownContacts(moment, person, 1) : []
  const isCalled = names.callName !== '' && names.callName !== names.forename
  return [
    {
      name: 'Name',
      content: [
        ...textElement('Given', names.forename),
        ...textElement('Family', names.surname),
        ...textElement('KnownAs', isCalled && draws.chance('known as', 0.4) ? names.callName : ''),
      ],
    },
    ...textElement('BirthDate', birth.bornOn),
    ...textElement(
      'Sex',
      { M: 'Male', F: 'Female', U: 'Unknown' }[knownSex(moment, person, birth)],
    ),
    ...groupElement('Address', [
      ...textElement('Line1', line1),
      ...textElement('Line2', line2),
      ...textElement('Line3', line3),
      ...textElement('Line4', line4),
      ...textElement('Postcode', isShielded ? '' : (home.address?.postcode ?? '')),
    ]),
    ...textElement('Phone', person.kind === 'parent' ? home.phone : (carer?.phone ?? '')),
    ...textElement('Shielded', isShielded ? 'true' : 'false'),
    ...(carer === undefined
      ? []
      : [
          {
            name: 'Carer',
            attributes: [['relationship', carer.relationship]] as const,
            content: [carer.given, carer.family].filter(Boolean).join(' '),
          },
        ]),
  ]
}

// The Strengthening Families, Strengthening Communities course: fourteen weekly sessions. Every third
// client is offered it some weeks into a service.
function strengthening(
  { draws }: AgencyRecord,
  moment: Moment,
  services: readonly Involvement[],
): XmlElement[] {
  const [first] = services
  if (first === undefined || !draws.chance('offered the course', 0.3)) return []
  const start = draws.dayAfter('course', first.from, 14, 90)
  if (!moment.isReached(start)) return []
  const end = addDays(start, 98)
  return [
    {
      name: 'StrengtheningFamilies',
      content: [
        ...textElement('Start', start),
        ...textElement('End', moment.isReached(end) ? end : ''),
      ],
    },
  ]
}

function serviceElement(record: AgencyRecord, moment: Moment, one: Involvement): XmlElement {
  const { draws } = record
  const worker = knownWorker(moment, one)
  const isWrong = one.to !== '' && moment.errs('end-before-start')
  const end = isWrong ? addDays(one.from, -draws.between('ends before', 1, 60)) : one.to
  const isAbuse = one.about.startsWith('Domestic')
  return {
    name: 'Service',
    attributes: [['id', referenceOf(record, 'S', one.from)]],
    content: [
      ...textElement('Name', one.about),
      ...textElement('Start', one.from),
      ...textElement('End', end),
      // Answers to the 24 questions of the DASH checklist; from 14 on a case goes to the MARAC.
      ...textElement('DashScore', isAbuse ? String(draws.between(`dash ${one.from}`, 4, 20)) : ''),
      ...textElement('WorkerName', worker?.name ?? ''),
      ...textElement('WorkerRole', worker?.role ?? ''),
      ...textElement('WorkerPhone', worker?.phone ?? ''),
      ...textElement('WorkerEmail', worker?.email ?? ''),
    ],
  }
}

function contactElement(record: AgencyRecord, event: TrueEvent): XmlElement {
  return {
    name: 'Contact',
    attributes: [['id', referenceOf(record, 'C', event.id)]],
    content: [...textElement('Date', event.on), ...textElement('Type', event.about)],
  }
}
