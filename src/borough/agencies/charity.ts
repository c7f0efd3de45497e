import { addDays } from '#kernel'
import { knownToCharity } from '../coverage.ts'
import { daysBefore } from '../formats/dates.ts'
import { textElement, type XmlElement, xmlText } from '../formats/xml.ts'
import { relationshipTo, type TruePerson } from '../people/person.ts'
import { addressLines } from '../places/address.ts'
import type { KnownPerson } from '../slips/known-person.ts'
import { type AgencyContext, type AgencyExtract, createKeys, makeEntries } from './agency.ts'
import { fullName } from './person-fields.ts'

/** The charity's name, as its file and the index show it. */
export const charityName = 'Lantern Family Trust'

/**
 * The client list of a family support charity: children and parents, with the service, the key
 * worker and Strengthening Families; XML, UTF-8, dates `yyyy-MM-dd`. Empty elements are left out.
 */
export function extractCharity(context: AgencyContext): AgencyExtract {
  const { random, population, asOf } = context
  const entries = makeEntries(context, {
    agency: 'charity',
    people: knownToCharity(random.fork('coverage'), population),
    keeps: { nhsNumber: false, upn: false, ethnicity: false, refuge: false },
    key: createKeys(random.fork('keys'), 'LFT-', 6),
    row: (person, known, key): XmlElement => ({
      name: 'Client',
      attributes: [['id', key]],
      content: [...identity(context, person, known), ...services(context)],
    }),
  })
  return {
    agency: 'charity',
    extension: 'xml',
    text: xmlText({
      name: 'Clients',
      attributes: [
        ['organisation', charityName],
        ['extracted', asOf],
      ],
      content: entries.map((entry) => entry.row),
    }),
    records: entries.map((entry) => entry.truth),
  }
}

function identity(context: AgencyContext, person: TruePerson, known: KnownPerson): XmlElement[] {
  const { random } = context
  const [line1, line2, line3, line4] = addressLines(known.address)
  const carer = person.kind === 'child' ? person.household.adults[0] : undefined
  const calledOtherwise = person.callName !== known.forename && random.chance(0.4)
  return [
    {
      name: 'Name',
      content: [
        ...textElement('Given', known.forename),
        ...textElement('Family', known.surname),
        ...textElement('KnownAs', calledOtherwise ? person.callName : ''),
      ],
    },
    ...textElement('BirthDate', known.bornOn),
    ...textElement('Sex', { M: 'Male', F: 'Female', U: 'Unknown' }[known.sex]),
    {
      name: 'Address',
      content: [
        ...textElement('Line1', line1),
        ...textElement('Line2', line2),
        ...textElement('Line3', line3),
        ...textElement('Line4', line4),
        ...textElement('Postcode', known.address.postcode),
      ],
    },
    ...textElement('Phone', person.household.phone),
    ...(carer === undefined
      ? []
      : [
          {
            name: 'Carer',
            attributes: [['relationship', relationshipTo(person, carer)]] as const,
            content: fullName(carer),
          },
        ]),
  ]
}

function services(context: AgencyContext): XmlElement[] {
  const { random, ledger, institutions, asOf } = context
  const start = daysBefore(random, asOf, 5, 900)
  const later = addDays(start, random.between(30, 300))
  const end = random.chance(0.45) ? (later > asOf ? asOf : later) : ''
  const wrong = end !== '' && ledger.roll('end-before-start')
  const team = random.pick(institutions.charity)
  const worker = random.pick(team.staff)
  const strengthened = random.chance(0.3) ? daysBefore(random, asOf, 5, 500) : ''
  const finished = strengthened !== '' && random.chance(0.4) ? addDays(strengthened, 98) : ''
  return [
    {
      name: 'Service',
      content: [
        ...textElement(
          'Name',
          random.pick(['Family support', 'Family support', 'Parenting course', 'Young carers']),
        ),
        ...textElement('Start', start),
        ...textElement('End', wrong ? addDays(start, -random.between(1, 60)) : end),
      ],
    },
    {
      name: 'KeyWorker',
      content: [
        ...textElement('Name', worker.name),
        ...textElement('Role', worker.role),
        ...textElement('Phone', worker.phone),
        ...textElement('Email', worker.email),
      ],
    },
    ...(strengthened === ''
      ? []
      : [
          {
            name: 'StrengtheningFamilies',
            content: [
              ...textElement('Start', strengthened),
              ...textElement('End', finished > asOf ? '' : finished),
            ],
          },
        ]),
  ]
}
