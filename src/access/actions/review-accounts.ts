import { addDays } from '#kernel'
import { type Database, type Handle, inTransaction } from '#platform/db'
import { queueMail } from '#platform/mail'
import { recordAccess } from '../data/access-log.queries.ts'
import { changeAccount, leadAddresses } from '../data/account.queries.ts'
import {
  accountsToReview,
  accountsToWarn,
  type DueAccount,
  noteWarned,
  unreviewedAccounts,
  unusedAccounts,
} from '../data/account-review.queries.ts'
import { endSessions, sweepEnded } from '../data/session.queries.ts'
import { closingSoonMail, reviewDueMail } from '../mails.ts'

/** What one look at all accounts did. */
export interface AccountReview {
  readonly warned: number
  readonly closedUnused: number
  readonly closedUnreviewed: number
}

/** Between a warning and what it warns of. */
const warningDays = 14

/**
 * The nightly look at all accounts: whoever has not been here for long is warned and then closed, leads
 * are told of reviews that are due, and what nobody reviewed is closed. Nobody is closed unwarned,
 * however long no look was taken. What has ended is swept.
 *
 * @param unusedDays after so many days without a page an account is closed
 */
export async function reviewAccounts(
  database: Database,
  settings: { readonly today: string; readonly unusedDays: number; readonly baseUrl: string },
): Promise<AccountReview> {
  const { today, unusedDays, baseUrl } = settings
  const before = addDays(today, -warningDays)
  return inTransaction(database.db, async (trx) => {
    await sweepEnded(trx)
    const unused = await unusedAccounts(trx, addDays(today, -unusedDays), before)
    await closeAll(trx, unused, `Not used for ${unusedDays} days`)
    const unreviewed = await unreviewedAccounts(trx, today, before)
    await closeAll(trx, unreviewed, 'Not reviewed by its date')
    const warned = await accountsToWarn(trx, addDays(today, warningDays - unusedDays))
    for (const { email } of warned)
      await queueMail(trx, closingSoonMail(email, warningDays, baseUrl))
    await noteWarned(trx, idsOf(warned), 'warned_on', today)
    await tellLeads(trx, await accountsToReview(trx, addDays(today, warningDays)), settings)
    // Last: from here on the log's lock is held.
    await recordClosed(trx, unused, 'not used')
    await recordClosed(trx, unreviewed, 'not reviewed')
    return {
      warned: warned.length,
      closedUnused: unused.length,
      closedUnreviewed: unreviewed.length,
    }
  })
}

async function closeAll(db: Handle, accounts: readonly DueAccount[], why: string): Promise<void> {
  for (const { id } of accounts) {
    await changeAccount(db, id, { closedBecause: why })
    await endSessions(db, id)
  }
}

async function tellLeads(
  db: Handle,
  due: readonly DueAccount[],
  { baseUrl, today }: { readonly baseUrl: string; readonly today: string },
): Promise<void> {
  const byOrganisation = Map.groupBy(due, ({ organisation }) => organisation)
  for (const [organisation, accounts] of byOrganisation) {
    for (const lead of await leadAddresses(db, organisation)) {
      await queueMail(db, reviewDueMail(lead, accounts.length, baseUrl))
    }
  }
  await noteWarned(db, idsOf(due), 'review_warned_on', today)
}

async function recordClosed(db: Handle, accounts: readonly DueAccount[], why: string) {
  for (const { id } of accounts) {
    await recordAccess(db, {
      event: 'access.account.closed',
      account: undefined,
      organisation: undefined,
      role: undefined,
      people: [],
      criteria: { id, why },
      outcome: 'allowed',
      requestId: 'nightly run',
      address: 'this machine',
    })
  }
}

function idsOf(accounts: readonly DueAccount[]): string[] {
  return accounts.map(({ id }) => id)
}
