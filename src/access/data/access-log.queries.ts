import { type Handle, only } from '#platform/db'
import type { AccessEntry } from '#platform/web'
import type { AccessTables } from './tables.ts'

/** Adds one row to the access log, within the handle's transaction. Throws when it cannot be written. */
export async function recordAccess(db: Handle, entry: AccessEntry): Promise<void> {
  await only<AccessTables>(db)
    .insertInto('access.access_log')
    .values({
      event: entry.event,
      account: entry.account ?? null,
      organisation: entry.organisation ?? null,
      role: entry.role ?? null,
      people: [...entry.people],
      criteria: JSON.stringify(entry.criteria),
      outcome: entry.outcome,
      request_id: entry.requestId,
      address: entry.address,
    })
    .execute()
}
