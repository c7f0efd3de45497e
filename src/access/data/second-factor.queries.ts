import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** The key of an account's authenticator app, encrypted, and the last step whose code was used. */
export async function authenticatorOf(
  db: Handle,
  accountId: string,
): Promise<{ key: string; lastStep: number } | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.authenticator')
    .select(['key', 'last_step as lastStep'])
    .where('user_id', '=', accountId)
    .executeTakeFirst()
}

/** Puts a key in place of the one before. */
export async function putAuthenticator(
  db: Handle,
  accountId: string,
  key: string,
  lastStep: number,
): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.authenticator')
    .values({ user_id: accountId, key, last_step: lastStep })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ key, last_step: lastStep }))
    .execute()
}

/** Spends the codes up to a step, once: of two who use a code at the same moment one gets false. */
export async function spendStep(db: Handle, accountId: string, step: number): Promise<boolean> {
  const spent = await only<AccessTables>(db)
    .updateTable('access.authenticator')
    .set({ last_step: step })
    .where('user_id', '=', accountId)
    .where('last_step', '<', step)
    .returning('user_id')
    .executeTakeFirst()
  return spent !== undefined
}

/** Takes away every second factor, so that its owner sets one up at the next sign-in. */
export async function removeSecondFactors(db: Handle, accountId: string): Promise<void> {
  const tables = only<AccessTables>(db)
  await tables.deleteFrom('access.authenticator').where('user_id', '=', accountId).execute()
  await tables.deleteFrom('access.recovery_code').where('user_id', '=', accountId).execute()
  await tables.deleteFrom('access.passkey').where('user_id', '=', accountId).execute()
}

/** Puts new recovery codes, as digests, in place of all before. */
export async function putRecoveryCodes(
  db: Handle,
  accountId: string,
  digests: readonly string[],
): Promise<void> {
  const tables = only<AccessTables>(db)
  await tables.deleteFrom('access.recovery_code').where('user_id', '=', accountId).execute()
  await tables
    .insertInto('access.recovery_code')
    .values(digests.map((digest) => ({ user_id: accountId, digest, used_at: null })))
    .execute()
}

/** Uses a recovery code up. Answers whether it was there and unused. */
export async function useRecoveryCode(
  db: Handle,
  accountId: string,
  digest: string,
): Promise<boolean> {
  const used = await only<AccessTables>(db)
    .updateTable('access.recovery_code')
    .set({ used_at: new Date() })
    .where('user_id', '=', accountId)
    .where('digest', '=', digest)
    .where('used_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst()
  return used !== undefined
}

export async function countRecoveryCodes(db: Handle, accountId: string): Promise<number> {
  const { left } = await only<AccessTables>(db)
    .selectFrom('access.recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('user_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
