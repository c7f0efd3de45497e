import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** A try to sign in: whose account, as a digest, and from where. */
export interface SignInAttempt {
  readonly accountDigest: string
  readonly address: string
}

/** Notes a try. Commit it before counting, so that tries at the same moment see each other. */
export async function addAttempt(db: Handle, attempt: SignInAttempt): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.sign_in_attempt')
    .values({ account_digest: attempt.accountDigest, address: attempt.address })
    .execute()
}

/** How many tries there were in the last minutes, on this account and from this address. */
export async function countAttempts(
  db: Handle,
  attempt: SignInAttempt,
  minutes: number,
): Promise<{ onAccount: number; fromAddress: number }> {
  const since = sql<Date>`clock_timestamp() - make_interval(mins => ${minutes})`
  const counts = await only<AccessTables>(db)
    .selectFrom('access.sign_in_attempt')
    .select(({ fn }) => [
      fn
        .countAll<number>()
        .filterWhere('account_digest', '=', attempt.accountDigest)
        .as('onAccount'),
      fn.countAll<number>().filterWhere('address', '=', attempt.address).as('fromAddress'),
    ])
    .where((is) =>
      is.or([
        is('account_digest', '=', attempt.accountDigest),
        is('address', '=', attempt.address),
      ]),
    )
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return counts
}

/** After a sign-in that went well: the account starts afresh, and so does nobody else. */
export async function forgetAttempts(db: Handle, accountDigest: string): Promise<void> {
  await only<AccessTables>(db)
    .deleteFrom('access.sign_in_attempt')
    .where('account_digest', '=', accountDigest)
    .execute()
}

/** Tries of long ago say nothing any more. */
export async function dropOldAttempts(db: Handle, minutes: number): Promise<void> {
  await only<AccessTables>(db)
    .deleteFrom('access.sign_in_attempt')
    .where('at', '<', sql<Date>`clock_timestamp() - make_interval(mins => ${minutes})`)
    .execute()
}
