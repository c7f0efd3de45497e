import { createHmac } from 'node:crypto'
import type { Handle } from '#platform/db'
import { TooManyAttempts } from '#platform/web'
import { addAttempt, countAttempts, dropOldAttempts } from '../data/sign-in-attempt.queries.ts'
import { isTooMany, signInLimit } from '../rules/sign-in-limit.ts'

/**
 * Counts a try to sign in, and refuses one too many. Run it outside any transaction: the count must
 * stand whatever becomes of the try. The account need not exist, so nothing is learnt from it.
 *
 * @throws TooManyAttempts
 */
export async function admitSignIn(
  db: Handle,
  accountDigest: string,
  address: string,
): Promise<void> {
  const attempt = { accountDigest, address }
  await dropOldAttempts(db, signInLimit.minutes)
  await addAttempt(db, attempt)
  if (isTooMany(await countAttempts(db, attempt, signInLimit.minutes))) {
    throw new TooManyAttempts(
      `There have been too many attempts to sign in. You can try again in ${signInLimit.minutes} minutes.`,
      signInLimit.minutes * 60,
    )
  }
}

/** What stands for an account in the table of tries. */
export function accountDigest(email: string, secret: string): string {
  return createHmac('sha256', secret).update(email.trim().toLowerCase()).digest('base64url')
}
