import { withoutAccents } from '../formats/case.ts'
import { groupElement, textElement, type XmlElement, xmlRecord } from '../formats/xml.ts'
import { addressLines } from '../places/address.ts'
import { knownBirth } from '../slips/known-birth.ts'
import { carersOf, knownContacts } from '../slips/known-contacts.ts'
import { knownHome, knownRestriction } from '../slips/known-home.ts'
import { knownNames } from '../slips/known-names.ts'
import {
  knownEthnicity,
  knownNhsNumber,
  knownPractice,
  knownSex,
  knownUpn,
} from '../slips/known-numbers.ts'
import type { Moment } from '../slips/moment.ts'
import { plantedOf } from '../slips/planted-records.ts'
import type { AgencyPlan, AgencyRecord, Surroundings } from './agency.ts'
import { makeRecords } from './records.ts'
import { caseElements } from './social-care-cases.ts'
import { xmlLayout } from './xml-layout.ts'

/**
 * The case management system: children with a case in six years, the unborn included, their parents
 * and carers, and what hangs on them: addresses, relations, contacts, referrals, plans, care, missing
 * episodes, early help. XML, UTF-8, names as typed; a full extract each night.
 */
export const socialCare: AgencyPlan = {
  agency: 'social-care',
  extract: 'full',
  layout: xmlLayout('SocialCareExtract', [['authority', '299']]),
  records: (context) =>
    makeRecords(context, {
      agency: 'social-care',
      key: { prefix: '', digits: 7 },
      isOfEvents: false,
      relatives: carersOf,
      dropsSealed: false,
    }),
  textOf(record, moment, around) {
    const person: XmlElement = {
      name: 'Person',
      attributes: [['id', record.key]],
      content: [
        ...identity(record, moment),
        ...addresses(record, moment),
        ...relations(record, moment, around),
        ...caseElements(record, moment),
      ],
    }
    return { person: xmlRecord(person), lines: [{ id: '', text: '' }] }
  },
}

// Half of the rows keep accents: it depends on who typed them.
function writer(record: AgencyRecord): (text: string) => string {
  return record.draws.chance('keeps accents', 0.5) ? (text) => text : withoutAccents
}

function identity(record: AgencyRecord, moment: Moment): XmlElement[] {
  const { person } = record
  const write = writer(record)
  const birth = knownBirth(moment, person)
  const names = knownNames(moment, person, birth)
  const practice = knownPractice(moment, person)
  const isCalled = names.callName !== '' && names.callName !== names.forename
  const isFormer = names.formerSurname !== '' && names.formerSurname !== names.surname
  return [
    ...textElement('PersonType', person.kind === 'child' ? 'Child' : 'Adult'),
    ...textElement('Surname', write(names.surname)),
    ...textElement('Forename', write(names.forename)),
    ...textElement('MiddleNames', write(names.middleNames.join(' '))),
    ...textElement('FormerSurname', isFormer ? write(names.formerSurname) : ''),
    ...textElement('AlsoKnownAs', isCalled ? write(names.callName) : ''),
    ...textElement('BirthDate', birth.bornOn),
    ...textElement('BirthDateEstimated', birth.isApproximate ? 'Y' : 'N'),
    ...textElement('ExpectedBirthDate', birth.expectedOn),
    ...textElement('DeathDate', birth.diedOn),
    ...textElement('Sex', knownSex(moment, person, birth)),
    ...textElement('Ethnicity', knownEthnicity(moment, person)),
    // Null keys come as -1, as the warehouse has them.
    ...textElement('NHSNumber', knownNhsNumber(moment, person, birth) || '-1'),
    ...textElement('UPN', person.kind === 'child' ? knownUpn(moment, person) || '-1' : ''),
    ...textElement('GPPractice', practice?.name ?? ''),
    ...textElement('Restricted', knownRestriction(moment, person) ? 'Y' : 'N'),
    ...textElement(
      'Notes',
      plantedOf(moment, person, 'note')
        .map(({ text }) => text)
        .join(' '),
    ),
  ]
}

function addresses(record: AgencyRecord, moment: Moment): XmlElement[] {
  const home = knownHome(moment, record.person)
  const isPlacement = home.kind === 'foster' || home.kind === 'childrens-home'
  const element = (
    type: string,
    address: NonNullable<typeof home.address>,
    from: string,
    to: string,
  ): XmlElement => {
    const lines = addressLines(address)
    return {
      name: 'Address',
      attributes: [['type', type]],
      content: [
        ...lines.flatMap((line, at) => textElement(`Line${at + 1}`, line)),
        ...textElement('Postcode', address.postcode.replace(' ', '')),
        ...textElement('From', from),
        ...textElement('To', to),
      ],
    }
  }
  return groupElement('Addresses', [
    ...(home.address === undefined
      ? []
      : [element(isPlacement ? 'Placement' : 'Home', home.address, home.from, '')]),
    ...home.former.map(({ address, from, to }) => element('Former', address, from, to)),
  ])
}

function relations(record: AgencyRecord, moment: Moment, { keyOf }: Surroundings): XmlElement[] {
  const { person } = record
  if (person.kind !== 'child') return []
  const write = writer(record)
  const siblings = person.household.children.filter(
    (other) => other !== person && keyOf(other) !== '' && moment.isReached(other.life.hereFrom),
  )
  return groupElement('Relations', [
    ...knownContacts(moment, person, 4).map((contact) =>
      relation(contact.relationship, keyOf(contact.person), {
        given: write(contact.given),
        family: write(contact.family),
        phone: contact.phone,
        hasResponsibility: contact.relationship === 'Mother' || contact.relationship === 'Father',
      }),
    ),
    ...siblings.map((sibling) =>
      relation(sibling.mother === person.mother ? 'Sibling' : 'Half-sibling', keyOf(sibling), {
        given: sibling.isUnborn ? 'Unborn' : write(sibling.forename),
        family: write(sibling.surname),
        phone: '',
        hasResponsibility: false,
      }),
    ),
  ])
}

function relation(
  type: string,
  key: string,
  of: { given: string; family: string; phone: string; hasResponsibility: boolean },
): XmlElement {
  return {
    name: 'Relation',
    attributes: [['type', type]],
    content: [
      ...textElement('PersonId', key || '-1'),
      ...textElement('Forename', of.given),
      ...textElement('Surname', of.family),
      ...textElement('Phone', of.phone),
      ...textElement('ParentalResponsibility', of.hasResponsibility ? 'Y' : 'N'),
    ],
  }
}
