import { type Handle, only } from '#platform/db'
import type { AccessTables } from './tables.ts'

/** What the people of these accounts are called, by account; one that is gone is left out. */
export async function accountNames(
  db: Handle,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accounts.length === 0) return new Map()
  const rows = await only<AccessTables>(db)
    .selectFrom('access.user')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(accounts)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
