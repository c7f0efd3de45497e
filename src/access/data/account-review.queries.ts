import { sql } from 'kysely'
import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** An account that a nightly look at all accounts comes upon. */
export interface DueAccount {
  readonly id: string
  readonly email: string
  readonly organisation: string
}

/** Open accounts of real people; those of a demonstration stay. */
function openAccounts(db: Handle) {
  return only<AccessTables>(db)
    .selectFrom('access.user')
    .select(['id', 'email', 'organisation'])
    .where('closed_at', 'is', null)
    .where('is_demo', '=', false)
}

const lastUsed = sql<string>`coalesce(last_active_on, created_at::date)`

/** Not used since this day, and not warned yet. */
export async function accountsToWarn(db: Handle, since: string): Promise<DueAccount[]> {
  return openAccounts(db).where(lastUsed, '<=', since).where('warned_on', 'is', null).execute()
}

/** Not used since this day, and warned by that one. */
export async function unusedAccounts(
  db: Handle,
  since: string,
  warnedBy: string,
): Promise<DueAccount[]> {
  return openAccounts(db).where(lastUsed, '<=', since).where('warned_on', '<=', warnedBy).execute()
}

/** To be reviewed by this day, and the leads not told yet. */
export async function accountsToReview(db: Handle, by: string): Promise<DueAccount[]> {
  return openAccounts(db)
    .where('review_on', '<=', by)
    .where('review_warned_on', 'is', null)
    .execute()
}

/** Not reviewed by their day, though the leads were told by that one. */
export async function unreviewedAccounts(
  db: Handle,
  today: string,
  toldBy: string,
): Promise<DueAccount[]> {
  return openAccounts(db)
    .where('review_on', '<=', today)
    .where('review_warned_on', '<=', toldBy)
    .execute()
}

export async function noteWarned(
  db: Handle,
  ids: readonly string[],
  what: 'warned_on' | 'review_warned_on',
  today: string,
): Promise<void> {
  if (ids.length === 0) return
  await only<AccessTables>(db)
    .updateTable('access.user')
    .set({ [what]: today })
    .where('id', 'in', [...ids])
    .execute()
}
