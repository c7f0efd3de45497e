import { createHmac } from 'node:crypto'
import type { Handle } from '#platform/db'
import { TooManyAttempts } from '#platform/web'
import { addAttempt, countAttempts, dropOldAttempts } from '../data/sign-in-attempt.queries.ts'
import { isTooMany, signInLimit } from '../rules/sign-in-limit.ts'

/** What is tried: each is counted by itself. */
export type Tried = 'password' | 'code' | 'mail' | 'passkey' | 'provider'

/**
 * Counts a try, and refuses one too many. Run it outside any transaction: the count must stand
 * whatever becomes of the try. The account need not exist, so nothing is learnt from it.
 *
 * @throws TooManyAttempts
 */
export async function admitTry(db: Handle, tryDigest: string, address: string): Promise<void> {
  const attempt = { accountDigest: tryDigest, address }
  await dropOldAttempts(db, signInLimit.minutes)
  await addAttempt(db, attempt)
  if (isTooMany(await countAttempts(db, attempt, signInLimit.minutes))) {
    throw new TooManyAttempts(
      `There have been too many attempts. You can try again in ${signInLimit.minutes} minutes.`,
      signInLimit.minutes * 60,
    )
  }
}

/** What stands for a try on somebody in the table of tries: an address or an account, as a keyed digest. */
export function tryDigest(tried: Tried, who: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`${tried} ${who.trim().toLowerCase()}`)
    .digest('base64url')
}
