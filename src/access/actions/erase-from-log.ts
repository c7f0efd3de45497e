import { type Database, inTransaction } from '#platform/db'
import { eraseCriteria, recordAccess } from '../data/access-log.queries.ts'

/**
 * Erases what was searched for in rows of the access log, and notes in the log that this was done and
 * why. Answers in how many rows there was something.
 */
export async function eraseFromLog(
  database: Database,
  rows: readonly number[],
  reason: string,
): Promise<number> {
  return inTransaction(database.db, async (trx) => {
    const erased = await eraseCriteria(trx, rows)
    await recordAccess(trx, {
      event: 'access.criteria.erased',
      account: undefined,
      organisation: undefined,
      role: undefined,
      people: [],
      criteria: { rows: rows.join(' '), reason },
      outcome: 'allowed',
      requestId: 'command line',
      address: 'this machine',
    })
    return erased
  })
}
