import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { Reader } from '#platform/web'

/**
 * Tells the database who reads, until the transaction ends: which grants are theirs, and whether they
 * look after restricted records. Whoever is not announced passes no shield.
 */
export async function announceReader(db: Handle, reader: Reader): Promise<void> {
  const passes = reader.permissions.has('access.shield.pass') ? 'on' : 'off'
  await sql`select set_config('kith.account', ${reader.accountId}, true),
                   set_config('kith.passes_shields', ${passes}, true)`.execute(db)
}
