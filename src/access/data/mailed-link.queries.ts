import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** What a mailed link is about. */
export interface MailedLink {
  readonly accountId: string | null
  readonly registrationId: string | null
}

export async function putLink(
  db: Handle,
  link: MailedLink & {
    tokenDigest: string
    purpose: 'verify-address' | 'choose-password'
    hours: number
  },
): Promise<void> {
  const tables = only<AccessTables>(db)
  // A new link to choose a password makes those before it useless.
  await tables
    .deleteFrom('access.mailed_link')
    .where('user_id', '=', link.accountId)
    .where('purpose', '=', link.purpose)
    .execute()
  await tables
    .insertInto('access.mailed_link')
    .values({
      token_digest: link.tokenDigest,
      purpose: link.purpose,
      user_id: link.accountId,
      registration_id: link.registrationId,
      expires_at: sql<Date>`now() + make_interval(hours => ${link.hours})`,
    })
    .execute()
}

/** What a link leads to; undefined where it is over, used or was never sent. */
export async function readLink(
  db: Handle,
  tokenDigest: string,
  purpose: 'verify-address' | 'choose-password',
): Promise<MailedLink | undefined> {
  return only<AccessTables>(db)
    .selectFrom('access.mailed_link')
    .select(['user_id as accountId', 'registration_id as registrationId'])
    .where('token_digest', '=', tokenDigest)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', new Date())
    .executeTakeFirst()
}

/** Uses a link up. False where somebody else was first. */
export async function takeLink(db: Handle, tokenDigest: string): Promise<boolean> {
  const taken = await only<AccessTables>(db)
    .deleteFrom('access.mailed_link')
    .where('token_digest', '=', tokenDigest)
    .returning('token_digest')
    .executeTakeFirst()
  return taken !== undefined
}
