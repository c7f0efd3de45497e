import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** What is needed to make an account. Without a password its owner chooses one by a mailed link. */
export interface NewAccount {
  readonly email: string
  readonly displayName: string
  readonly organisation: string
  readonly role: string
  readonly passwordHash?: string
  readonly jobTitle?: string
  readonly isLead?: boolean
  readonly isDemo?: boolean
  readonly reviewOn?: string
  readonly approvedBy?: string
}

/** An account with its organisation, as sign-in and the pages about accounts need it. */
export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly organisation: string
  readonly organisationName: string
  readonly organisationRoles: readonly string[]
  readonly role: string
  readonly jobTitle: string | null
  readonly isLead: boolean
  readonly isDemo: boolean
  readonly reviewOn: string | null
  readonly lastActiveOn: string | null
  readonly closedAt: Date | null
  readonly closedBecause: string | null
}

function accounts(db: Handle) {
  return only<AccessTables>(db)
    .selectFrom('access.user as u')
    .innerJoin('access.organisation as o', 'o.organisation', 'u.organisation')
    .select([
      'u.id',
      'u.name',
      'u.email',
      'u.organisation',
      'o.name as organisationName',
      'o.roles as organisationRoles',
      'u.role',
      'u.job_title as jobTitle',
      'u.is_lead as isLead',
      'u.is_demo as isDemo',
      'u.review_on as reviewOn',
      'u.last_active_on as lastActiveOn',
      'u.closed_at as closedAt',
      'u.closed_because as closedBecause',
    ])
}

/** The id of the account with this e-mail address, whatever the case of its letters. */
export async function accountIdOf(db: Handle, email: string): Promise<string | undefined> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.user')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row?.id
}

export async function accountById(db: Handle, id: string): Promise<AccountRow | undefined> {
  return accounts(db).where('u.id', '=', id).executeTakeFirst()
}

/** The account that may sign in with this address: open, of an organisation that is open. */
export async function openAccountByEmail(
  db: Handle,
  email: string,
): Promise<AccountRow | undefined> {
  return accounts(db)
    .where('u.email', '=', email.toLowerCase())
    .where('u.closed_at', 'is', null)
    .where('o.closed_at', 'is', null)
    .executeTakeFirst()
}

/** The same by id. */
export async function openAccountById(db: Handle, id: string): Promise<AccountRow | undefined> {
  return accounts(db)
    .where('u.id', '=', id)
    .where('u.closed_at', 'is', null)
    .where('o.closed_at', 'is', null)
    .executeTakeFirst()
}

/** Accounts for a list, open ones first, by name. Without an organisation: everybody's. */
export async function listAccounts(db: Handle, organisation?: string): Promise<AccountRow[]> {
  let query = accounts(db)
  if (organisation !== undefined) query = query.where('u.organisation', '=', organisation)
  return query.orderBy(sql`u.closed_at is not null`).orderBy('u.name').limit(500).execute()
}

/** Makes an account, in the shape that better-auth reads. Answers its id. */
export async function addAccount(db: Handle, account: NewAccount): Promise<string> {
  const { id } = await only<AccessTables>(db)
    .insertInto('access.user')
    .values({
      name: account.displayName,
      email: account.email.toLowerCase(),
      email_verified: true,
      organisation: account.organisation,
      role: account.role,
      job_title: account.jobTitle ?? null,
      is_lead: account.isLead ?? false,
      is_demo: account.isDemo ?? false,
      review_on: account.reviewOn ?? null,
      approved_by: account.approvedBy ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (account.passwordHash !== undefined) await putPassword(db, id, account.passwordHash)
  return id
}

/** What may be changed of an account; what is left out stays. */
export interface AccountChange {
  readonly role?: string
  readonly jobTitle?: string
  readonly isLead?: boolean
  readonly reviewOn?: string
  readonly closedBecause?: string | null
}

/** Changes an account; closing it (`closedBecause`) or opening it again (null) is a change too. */
export async function changeAccount(db: Handle, id: string, change: AccountChange): Promise<void> {
  await only<AccessTables>(db)
    .updateTable('access.user')
    .set({
      updated_at: new Date(),
      ...(change.role !== undefined && { role: change.role }),
      ...(change.jobTitle !== undefined && { job_title: change.jobTitle }),
      ...(change.isLead !== undefined && { is_lead: change.isLead }),
      ...(change.reviewOn !== undefined && { review_on: change.reviewOn, review_warned_on: null }),
      ...(change.closedBecause !== undefined && {
        closed_because: change.closedBecause,
        closed_at: change.closedBecause === null ? null : new Date(),
      }),
      // Opened again, it is not at once unused.
      ...(change.closedBecause === null && {
        last_active_on: sql<string>`current_date`,
        warned_on: null,
      }),
    })
    .where('id', '=', id)
    .execute()
}

/** The scrypt hash of the account's password; undefined where it has none. */
export async function passwordHashOf(db: Handle, id: string): Promise<string | undefined> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.account')
    .select('password')
    .where('user_id', '=', id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

export async function putPassword(db: Handle, id: string, passwordHash: string): Promise<void> {
  const tables = only<AccessTables>(db)
  await tables
    .deleteFrom('access.account')
    .where('user_id', '=', id)
    .where('provider_id', '=', 'credential')
    .execute()
  await addSignInMethod(db, { userId: id, provider: 'credential', subject: id, passwordHash })
}

/** A way of signing in: a password, or who the account's owner is to another provider. */
export async function addSignInMethod(
  db: Handle,
  method: { userId: string; provider: string; subject: string; passwordHash?: string },
): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.account')
    .values({
      account_id: method.subject,
      provider_id: method.provider,
      user_id: method.userId,
      password: method.passwordHash ?? null,
      updated_at: new Date(),
    })
    .execute()
}

/** Whose account somebody is whom another provider knows by this subject. */
export async function accountIdAt(
  db: Handle,
  provider: string,
  subject: string,
): Promise<string | undefined> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.account')
    .select('user_id as id')
    .where('provider_id', '=', provider)
    .where('account_id', '=', subject)
    .executeTakeFirst()
  return row?.id
}

/** Whether the account has signed in with this provider before, as whomever. */
export async function hasSubjectAt(db: Handle, id: string, provider: string): Promise<boolean> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.account')
    .select('id')
    .where('provider_id', '=', provider)
    .where('user_id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** The addresses of an organisation's leads; where it has none, of the administrators. */
export async function leadAddresses(db: Handle, organisation: string): Promise<string[]> {
  const rows = await only<AccessTables>(db)
    .selectFrom('access.user')
    .select(['email', 'organisation', 'is_lead as isLead'])
    .where('closed_at', 'is', null)
    .where(({ and, eb, or }) =>
      or([
        and([eb('organisation', '=', organisation), eb('is_lead', '=', true)]),
        eb('role', '=', 'administrator'),
      ]),
    )
    .execute()
  const leads = rows.filter((one) => one.isLead && one.organisation === organisation)
  return (leads.length > 0 ? leads : rows).map(({ email }) => email)
}

/** Which version of the agreement the account accepted last; undefined for none. */
export async function hasAccepted(db: Handle, id: string, version: string): Promise<boolean> {
  const row = await only<AccessTables>(db)
    .selectFrom('access.agreement_acceptance')
    .select('version')
    .where('user_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row !== undefined
}

export async function addAcceptance(db: Handle, id: string, version: string): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.agreement_acceptance')
    .values({ user_id: id, version })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
