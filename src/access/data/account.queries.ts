import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** What is needed to make an account that signs in with a password. */
export interface NewAccount {
  readonly email: string
  readonly displayName: string
  readonly organisation: string
  readonly role: string
  readonly passwordHash: string
}

/** Adds an organisation; one that is there already stays as it is. */
export async function addOrganisation(db: Handle, organisation: string, name: string) {
  await only<AccessTables>(db)
    .insertInto('access.organisation')
    .values({ organisation, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
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

/** Makes an account with a password, in the shape that better-auth reads. */
export async function addAccount(db: Handle, account: NewAccount): Promise<void> {
  const tables = only<AccessTables>(db)
  const { id } = await tables
    .insertInto('access.user')
    .values({
      name: account.displayName,
      email: account.email,
      email_verified: true,
      organisation: account.organisation,
      role: account.role,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tables
    .insertInto('access.account')
    .values({
      account_id: id,
      provider_id: 'credential',
      user_id: id,
      password: account.passwordHash,
      updated_at: new Date(),
    })
    .execute()
}
