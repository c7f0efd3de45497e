import type { Handle } from '#platform/db'
import type { AccessSettings } from './access-settings.ts'
import { openAccountById } from './data/account.queries.ts'
import { authenticatorOf } from './data/second-factor.queries.ts'
import { unspentCode } from './one-time-codes.ts'
import { unseal } from './sealing.ts'

/**
 * The code that a demo account can sign in with now, shown to whoever tries Kith without an app. Only
 * in a demonstration and only for accounts made for one; everybody else's code is never computed.
 */
export async function demoCodeOf(
  db: Handle,
  settings: AccessSettings,
  accountId: string,
): Promise<{ readonly code: string | undefined } | undefined> {
  if (settings.isDemonstration !== true) return undefined
  const account = await openAccountById(db, accountId)
  const authenticator = account?.isDemo && (await authenticatorOf(db, accountId))
  if (!authenticator) return undefined
  const key = await unseal<string>(authenticator.key, settings.secret)
  return { code: await unspentCode(key, authenticator.lastStep, Date.now()) }
}
