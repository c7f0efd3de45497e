import { hashPassword } from 'better-auth/crypto'
import type { Handle } from '#platform/db'
import { type AccountRow, putPassword } from '../data/account.queries.ts'
import { endSessions } from '../data/session.queries.ts'
import { knownPasswords } from '../known-passwords.ts'
import { passwordFault } from '../rules/password-rule.ts'

/** What is wrong with a new password for this account; undefined for nothing. */
export function faultOfPassword(account: AccountRow, password: string): string | undefined {
  const { name, email, organisation, organisationName } = account
  const own = [
    name,
    ...name.split(/\s+/),
    ...email.split(/[@.]/),
    email.split('@', 1)[0] ?? '',
    organisation,
    organisationName,
  ]
  return passwordFault(password, knownPasswords, own)
}

/** Takes a new password and ends the account's sessions, but the one that is named. */
export async function takePassword(
  db: Handle,
  accountId: string,
  password: string,
  keptSession?: string,
): Promise<void> {
  await putPassword(db, accountId, await hashPassword(password))
  await endSessions(db, accountId, keptSession === undefined ? {} : { except: keptSession })
}
