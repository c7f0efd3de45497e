import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** One of an account's sessions, for its owner to recognise. */
export interface SessionRow {
  readonly id: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly userAgent: string | null
  readonly method: string
}

/** Notes that a session was used, and its account with it. */
export async function touchSession(db: Handle, id: string, accountId: string): Promise<void> {
  const tables = only<AccessTables>(db)
  await tables
    .updateTable('access.session')
    .set({ last_seen_at: new Date() })
    .where('id', '=', id)
    .execute()
  await tables
    .updateTable('access.user')
    .set({ last_active_on: sql<string>`current_date`, warned_on: null })
    .where('id', '=', accountId)
    .where(({ eb, or }) =>
      or([
        eb('last_active_on', 'is', null),
        eb('last_active_on', '<', sql<string>`current_date`),
        eb('warned_on', 'is not', null),
      ]),
    )
    .execute()
}

/** Notes that a session's owner has shown who they are again. */
export async function confirmSession(db: Handle, id: string): Promise<void> {
  await only<AccessTables>(db)
    .updateTable('access.session')
    .set({ confirmed_at: new Date() })
    .where('id', '=', id)
    .execute()
}

export async function sessionsOf(db: Handle, accountId: string): Promise<SessionRow[]> {
  return only<AccessTables>(db)
    .selectFrom('access.session')
    .select([
      'id',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'user_agent as userAgent',
      'method',
    ])
    .where('user_id', '=', accountId)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

/** Ends sessions of an account: one, all, or all but one. Answers how many. */
export async function endSessions(
  db: Handle,
  accountId: string,
  which: { only?: string; except?: string } = {},
): Promise<number> {
  let query = only<AccessTables>(db).deleteFrom('access.session').where('user_id', '=', accountId)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '!=', which.except)
  const { numDeletedRows } = await query.executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** Ends all sessions of everybody in an organisation. */
export async function endSessionsOfOrganisation(db: Handle, organisation: string): Promise<void> {
  await only<AccessTables>(db)
    .deleteFrom('access.session')
    .where('user_id', 'in', (is) =>
      is.selectFrom('access.user').select('id').where('organisation', '=', organisation),
    )
    .execute()
}

/** Takes out what has ended: sessions, steps of sign-in, links, kept forms. */
export async function sweepEnded(db: Handle): Promise<void> {
  const tables = only<AccessTables>(db)
  const now = new Date()
  await tables.deleteFrom('access.session').where('expires_at', '<', now).execute()
  await tables.deleteFrom('access.sign_in_step').where('expires_at', '<', now).execute()
  await tables.deleteFrom('access.mailed_link').where('expires_at', '<', now).execute()
  await tables
    .deleteFrom('access.kept_form')
    .where('kept_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute()
  await tables
    .deleteFrom('access.registration')
    .where('state', '=', 'unverified')
    .where('asked_at', '<', sql<Date>`now() - interval '7 days'`)
    .execute()
}
