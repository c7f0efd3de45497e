import { hashPassword } from 'better-auth/crypto'
import { NotAllowed } from '#kernel'
import { type Database, inTransaction } from '#platform/db'
import { type Role, roles } from './access.permissions.ts'
import { accountIdOf, addAccount, addOrganisation } from './data/account.queries.ts'

/** An account for showing Kith with made-up data; `npm start` prints them. */
export interface DemoAccount {
  readonly email: string
  readonly password: string
  readonly displayName: string
  readonly organisation: string
  readonly role: Role
}

/** The same for everyone and known to everyone: for synthetic data only. */
const password = 'three-made-up-words'

const people: readonly Omit<DemoAccount, 'password'>[] = [
  demo('practitioner', 'Demo Practitioner', 'social-care'),
  demo('data-steward', 'Demo Steward', 'social-care'),
  demo('administrator', 'Demo Administrator', 'council'),
  demo('information-governance', 'Demo Governance', 'council'),
]

const organisations = { council: 'The council', 'social-care': 'Children’s social care' } as const

function demo(role: Role, displayName: string, organisation: keyof typeof organisations) {
  const word = role === 'information-governance' ? 'governance' : role.split('-').at(-1)
  return { email: `${word}.demo@kith.example`, displayName, organisation, role }
}

/**
 * Makes the demo accounts that are missing, and answers all of them with their password.
 *
 * @throws NotAllowed in production, where a password that everyone knows would open everything.
 */
export async function seedDemoAccounts(
  database: Database,
  config: { readonly isProduction: boolean },
): Promise<DemoAccount[]> {
  if (config.isProduction) {
    throw new NotAllowed('Demo accounts are not made in production.', {
      fix: 'Start without NODE_ENV=production to try Kith with made-up data.',
    })
  }
  await inTransaction(database.db, async (trx) => {
    for (const [key, name] of Object.entries(organisations)) await addOrganisation(trx, key, name)
    for (const person of people) {
      if ((await accountIdOf(trx, person.email)) !== undefined) continue
      await addAccount(trx, { ...person, passwordHash: await hashPassword(password) })
    }
  })
  return people.map((person) => ({ ...person, password }))
}

/** `Practitioner`, for the list that `npm start` prints. */
export function roleName(role: Role): string {
  return roles[role].name
}
