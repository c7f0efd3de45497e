import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { Grants } from '../rules/grants.ts'

/**
 * Tells the database what the reader may see, until the transaction ends: row-level security goes by
 * it, whatever a query asks for. Outside a transaction it tells it nothing.
 */
export async function setReaderGrants(db: Handle, { keys, limited }: Grants): Promise<void> {
  await sql`select set_config('kith.grants', ${keys.join(',')}, true),
    set_config('kith.limited_grants', ${limited.length === 0 ? '' : JSON.stringify(limited)}, true)`.execute(
    db,
  )
}
