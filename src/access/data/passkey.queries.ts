import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** A passkey of an account. */
export interface Passkey {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly publicKey: Buffer
  readonly counter: number
  readonly transports: readonly string[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

function passkeys(db: Handle) {
  return only<AccessTables>(db)
    .selectFrom('access.passkey')
    .select([
      'credential_id as id',
      'user_id as accountId',
      'name',
      'public_key as publicKey',
      'counter',
      'transports',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ])
}

export async function passkeysOf(db: Handle, accountId: string): Promise<Passkey[]> {
  return passkeys(db).where('user_id', '=', accountId).orderBy('created_at').execute()
}

export async function passkeyById(db: Handle, id: string): Promise<Passkey | undefined> {
  return passkeys(db).where('credential_id', '=', id).executeTakeFirst()
}

export async function addPasskey(
  db: Handle,
  passkey: Omit<Passkey, 'createdAt' | 'lastUsedAt'>,
): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.passkey')
    .values({
      credential_id: passkey.id,
      user_id: passkey.accountId,
      name: passkey.name,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      last_used_at: null,
    })
    .execute()
}

/** Notes that a passkey was used, with the count that it gave, which a copy of it would repeat. */
export async function notePasskeyUse(db: Handle, id: string, counter: number): Promise<void> {
  await only<AccessTables>(db)
    .updateTable('access.passkey')
    .set({ counter, last_used_at: sql<Date>`now()` })
    .where('credential_id', '=', id)
    .execute()
}

/** Takes a passkey of this account out. False where it has no such one. */
export async function removePasskey(db: Handle, accountId: string, id: string): Promise<boolean> {
  const removed = await only<AccessTables>(db)
    .deleteFrom('access.passkey')
    .where('credential_id', '=', id)
    .where('user_id', '=', accountId)
    .returning('credential_id')
    .executeTakeFirst()
  return removed !== undefined
}
