import { addDays, type IsoDate } from '#kernel'
import { knownToSocialCare } from '../coverage.ts'
import { withoutAccents } from '../formats/case.ts'
import { csvText } from '../formats/csv.ts'
import { daysBefore } from '../formats/dates.ts'
import { relationshipTo, type TruePerson } from '../people/person.ts'
import { addressLines } from '../places/address.ts'
import type { Team } from '../places/institutions.ts'
import type { Staff } from '../places/staff.ts'
import type { KnownPerson } from '../slips/known-person.ts'
import { type AgencyContext, type AgencyExtract, createKeys, makeEntries } from './agency.ts'
import { fullName, inTurn } from './person-fields.ts'

/** The columns of the social care extract, in order. Dates are `yyyy-MM-dd`. */
export const socialCareColumns = [
  'person_id',
  'surname',
  'forename',
  'middle_names',
  'former_surname',
  'also_known_as',
  'dob',
  'expected_dob',
  'sex',
  'ethnicity',
  'nhs_number',
  'upn',
  'address_1',
  'address_2',
  'address_3',
  'address_4',
  'postcode',
  'address_from',
  'restricted',
  'parent_1_name',
  'parent_1_relationship',
  'parent_2_name',
  'parent_2_relationship',
  'referral_id',
  'referral_date',
  'closure_date',
  'worker_name',
  'worker_role',
  'worker_email',
  'team',
  'team_phone',
  'caf_start',
  'caf_end',
  'caf_lead',
  'caf_lead_role',
  'caf_phone',
  'cp_start',
  'cp_end',
  'cp_category',
] as const

/** The case management system's extract of children, the unborn included; CSV, LF, UTF-8. */
export function extractSocialCare(context: AgencyContext): AgencyExtract {
  const { random, population, institutions } = context
  const referralKey = createKeys(random.fork('referrals'), 'R', 7)
  const entries = makeEntries(context, {
    agency: 'social-care',
    people: knownToSocialCare(random.fork('coverage'), population),
    keeps: { nhsNumber: true, upn: true, ethnicity: true, refuge: true },
    key: createKeys(random.fork('keys'), '', 7),
    row(person, known, key) {
      // Brothers and sisters have one social worker.
      const turn = Number(person.household.id.slice(1))
      const team = inTurn(institutions.socialWork, turn)
      const worker = inTurn(team.staff, Math.floor(turn / 7))
      return [
        key,
        ...identityFields(context, person, known),
        referralKey(),
        ...involvementFields(context, person, worker, team),
      ]
    },
  })
  return {
    agency: 'social-care',
    extension: 'csv',
    text: csvText(
      socialCareColumns,
      entries.map((entry) => entry.row),
      { lineEnd: '\n', quotesAll: false },
    ),
    records: entries.map((entry) => entry.truth),
  }
}

function identityFields(context: AgencyContext, person: TruePerson, known: KnownPerson): string[] {
  const { random } = context
  const keepsAccents = random.chance(0.5)
  const write = (text: string) => (keepsAccents ? text : withoutAccents(text))
  const [first, second] = person.household.adults
  // An adopted child's earlier name would undo the adoption's protection.
  const former = person.restriction === 'adoption' ? '' : person.formerSurname
  return [
    write(known.surname),
    write(known.forename),
    write(known.middleNames.join(' ')),
    known.surname === former ? '' : write(former),
    person.callName === known.forename || known.forename === 'Unborn' ? '' : write(person.callName),
    known.bornOn,
    known.expectedOn,
    known.sex,
    known.ethnicity,
    known.nhsNumber,
    known.upn,
    ...addressLines(known.address),
    known.address.postcode.replace(' ', ''),
    known.addressFrom,
    person.restriction === '' ? 'N' : 'Y',
    first === undefined ? '' : write(fullName(first)),
    first === undefined ? '' : relationshipTo(person, first),
    second === undefined ? '' : write(fullName(second)),
    second === undefined ? '' : relationshipTo(person, second),
  ]
}

function involvementFields(
  context: AgencyContext,
  person: TruePerson,
  worker: Staff,
  team: Team,
): string[] {
  const { random, ledger, institutions, asOf } = context
  const earliest = person.isUnborn ? daysBefore(random, asOf, 60, 60) : person.bornOn
  const start = dayBetween(context, earliest, asOf)
  const isClosed = !person.isUnborn && random.chance(0.4)
  const end = isClosed ? laterDay(context, start) : ''
  const closure =
    end !== '' && ledger.roll('end-before-start') ? addDays(start, -random.between(1, 60)) : end
  const hasCaf = random.chance(0.25)
  const cafStart = hasCaf ? daysBefore(random, start, 30, 400) : ''
  const cafEnd = hasCaf && random.chance(0.6) ? laterDay(context, cafStart) : ''
  const lead = random.pick(random.pick(institutions.earlyHelp).staff)
  const hasPlan = random.chance(0.14)
  const planStart = hasPlan ? laterDay(context, start) : ''
  return [
    start,
    closure,
    worker.name,
    worker.role,
    worker.email,
    team.name,
    team.phone,
    cafStart,
    cafEnd,
    hasCaf ? lead.name : '',
    hasCaf ? lead.role : '',
    hasCaf ? lead.phone : '',
    planStart,
    hasPlan && (end !== '' || random.chance(0.3)) ? laterDay(context, planStart) : '',
    hasPlan ? random.pick(['NEG', 'NEG', 'EMO', 'EMO', 'PHY', 'SAB', 'MUL']) : '',
  ]
}

function dayBetween(context: AgencyContext, from: IsoDate, to: IsoDate): IsoDate {
  const earliest = addDays(to, -1500) > from ? addDays(to, -1500) : from
  const day = daysBefore(context.random, to, 1, 1500)
  return day < earliest ? earliest : day
}

function laterDay(context: AgencyContext, from: IsoDate): IsoDate {
  const day = addDays(from, context.random.between(14, 400))
  return day > context.asOf ? context.asOf : day
}
