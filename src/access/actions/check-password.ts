import { verifyPassword } from 'better-auth/crypto'
import type { Handle } from '#platform/db'
import {
  type AccountRow,
  accountIdOf,
  openAccountByEmail,
  passwordHashOf,
} from '../data/account.queries.ts'

// A password that nobody has or ever had, so that an unknown account takes the same work.
const nobodysHash =
  '69b367c6f66c3c4af195c5665f444381:3139a77d92e2d2f369bde2e1825d5e5d00972d613b333093ded10939b79dd1880a8eb3a7bf61dc967b1d5647752caedeca3a595fe388ce996a990dc6dd6733a8'
const nobody = '00000000-0000-0000-0000-000000000000'

/** Whether e-mail address and password belong together. */
export type PasswordCheck =
  | { readonly isRight: true; readonly account: AccountRow }
  /** `accountId` is for the access log alone. */
  | { readonly isRight: false; readonly accountId: string | undefined }

/** Checks a password. Unknown, closed or without a password: the same queries and one hash as for a wrong one. */
export async function checkPassword(
  db: Handle,
  email: string,
  password: string,
): Promise<PasswordCheck> {
  const accountId = await accountIdOf(db, email)
  const account = await openAccountByEmail(db, email)
  const hash = await passwordHashOf(db, account?.id ?? nobody)
  const isMatch = await verifyPassword({ hash: hash ?? nobodysHash, password })
  if (account === undefined || hash === undefined || !isMatch) return { isRight: false, accountId }
  return { isRight: true, account }
}
