import { hashPassword } from 'better-auth/crypto'
import { NotAllowed } from '#kernel'
import { type Database, type Handle, inTransaction } from '#platform/db'
import { type Role, roleKeys } from './access.permissions.ts'
import { accountIdOf, addAcceptance, addAccount } from './data/account.queries.ts'
import { addOrganisation, type Organisation } from './data/organisation.queries.ts'
import { authenticatorOf, putAuthenticator } from './data/second-factor.queries.ts'
import { forApp } from './one-time-codes.ts'
import { seal, unseal } from './sealing.ts'

/** An account for showing Kith with made-up data; `npm start` prints them. */
export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly displayName: string
  readonly organisation: string
  readonly role: Role
  readonly isLead: boolean
  /** What the agreements of the demonstration open to them, in a sentence; nothing where they open nothing. */
  readonly sees: string
  /** What an authenticator app takes, in groups of four letters. */
  readonly key: string
}

/** The same for everyone and known to everyone: for synthetic data only. */
const password = 'three-made-up-words'

type Person = Omit<DemoAccount, 'password' | 'key' | 'sees'>

const people: readonly Person[] = [
  demo('practitioner', 'practitioner', 'Demo Practitioner', 'social-care'),
  demo('screening', 'screening-officer', 'Demo Screening Officer', 'social-care'),
  demo('social-worker', 'social-worker', 'Demo Social Worker', 'social-care'),
  demo('manager', 'team-manager', 'Demo Team Manager', 'social-care', true),
  demo('reviewer', 'matching-reviewer', 'Demo Matching Reviewer', 'council'),
  demo('steward', 'data-steward', 'Demo Steward', 'social-care'),
  demo(
    'restricted',
    'restricted-records-officer',
    'Demo Restricted Records Officer',
    'social-care',
  ),
  demo('teacher', 'practitioner', 'Demo Teacher', 'schools'),
  demo('police', 'practitioner', 'Demo Police Officer', 'police'),
  demo('health-visitor', 'practitioner', 'Demo Health Visitor', 'community-health'),
  demo('governance', 'information-governance', 'Demo Governance', 'council'),
  demo('analyst', 'analyst', 'Demo Analyst', 'council'),
  demo('administrator', 'administrator', 'Demo Administrator', 'council'),
]

const organisations: readonly Omit<Organisation, 'closedAt'>[] = [
  {
    organisation: 'council',
    name: 'The council',
    kind: 'council',
    emailDomains: ['council.kith.example'],
    roles: roleKeys,
  },
  {
    organisation: 'social-care',
    // As the feed of social care names it: its steward may send in that feed's files.
    name: "Rosevale Borough Council, Children's Services",
    kind: 'council',
    emailDomains: ['social-care.kith.example'],
    roles: [
      'practitioner',
      'screening-officer',
      'social-worker',
      'team-manager',
      'restricted-records-officer',
      'data-steward',
    ],
  },
  {
    organisation: 'schools',
    name: 'Rosevale schools',
    kind: 'school',
    emailDomains: ['schools.kith.example'],
    roles: ['practitioner'],
  },
  {
    organisation: 'police',
    name: 'Rosevale Police',
    kind: 'police',
    emailDomains: ['police.kith.example'],
    roles: ['practitioner', 'team-manager'],
  },
  {
    organisation: 'community-health',
    name: 'Rosevale Community Health',
    kind: 'health',
    emailDomains: ['health.kith.example'],
    roles: ['practitioner', 'team-manager'],
  },
]

function demo(
  word: string,
  role: Role,
  displayName: string,
  organisation: string,
  isLead = false,
): Person {
  return { email: `${word}.demo@kith.example`, displayName, organisation, role, isLead }
}

/**
 * Makes the demo accounts that are missing, and answers all of them with their password and the key of
 * their authenticator: both are known to everybody.
 *
 * @throws NotAllowed in production, where a password that everyone knows would open everything.
 */
export async function seedDemoAccounts(
  database: Database,
  config: {
    readonly isProduction: boolean
    readonly secret: string
    /** The confidentiality agreement in force, which these invented people have accepted. */
    readonly agreementVersion?: string
  },
): Promise<DemoAccount[]> {
  if (config.isProduction) {
    throw new NotAllowed('Demo accounts are not made in production.', {
      fix: 'Start without NODE_ENV=production to try Kith with made-up data.',
    })
  }
  await inTransaction(database.db, async (trx) => {
    for (const organisation of organisations) await addOrganisation(trx, organisation)
    for (const person of people) {
      const id = await addDemoAccount(trx, person, config.secret)
      if (config.agreementVersion) await addAcceptance(trx, id, config.agreementVersion)
    }
  })
  return demoAccounts()
}

/** All demo accounts, with what everybody knows of them. */
export function demoAccounts(): DemoAccount[] {
  return people.map((person) => {
    const key = forApp(keyOf(person), person.email).text
    return { ...person, password, key, sees: seesOf(person) }
  })
}

async function addDemoAccount(db: Handle, person: Person, secret: string): Promise<string> {
  const known = await accountIdOf(db, person.email)
  const id =
    known ??
    (await addAccount(db, { ...person, isDemo: true, passwordHash: await hashPassword(password) }))
  if (await canRead(await authenticatorOf(db, id), secret)) return id
  await putAuthenticator(db, id, await seal(keyOf(person), secret), 0)
  return id
}

/** Whether there is a key that this portal's secret opens: a new secret means a new seal. */
async function canRead(found: { key: string } | undefined, secret: string): Promise<boolean> {
  if (found === undefined) return false
  return unseal(found.key, secret).then(
    () => true,
    () => false,
  )
}

/** A key that never changes, so that an app set up once goes on working. */
function keyOf({ email }: Person): string {
  return `kith demonstration, ${email.split('.', 1)[0]}`
}

const children: readonly Role[] = [
  'practitioner',
  'screening-officer',
  'social-worker',
  'team-manager',
  'restricted-records-officer',
]

/** What agreements/rosevale-sharing.yaml opens, for whoever tries Kith. */
function seesOf({ role, organisation }: Person): string {
  if (!children.includes(role)) return 'No agreement opens any child’s data to this account.'
  const tier =
    'Of every child: who they are, school, GP, parents and carers, services and whom to ring'
  return organisation === 'social-care'
    ? `${tier}, addresses, ethnicity, and plans. Events only against a live concern.`
    : `${tier}. Addresses and plans for early help or against a live concern, events only against one.`
}
