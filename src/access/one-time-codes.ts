import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { generateRandomString } from 'better-auth/crypto'

/** Seconds for which an authenticator app shows a code (RFC 6238). */
const period = 30
/** A clock may be wrong by this many steps, either way. */
const drift = 1

/** A new key for an authenticator app. */
export function newKey(): string {
  return generateRandomString(32)
}

/** The number of the step that a moment (milliseconds) is in. */
export function stepAt(now: number): number {
  return Math.floor(now / 1000 / period)
}

/** The code of a step, six digits. */
export async function codeOf(key: string, step: number): Promise<string> {
  return createOTP(key, { digits: 6, period }).hotp(step)
}

/** Which step near now a code is of; undefined for a wrong one. Every step is computed, right or wrong. */
export async function stepOfCode(
  key: string,
  code: string,
  now: number,
): Promise<number | undefined> {
  let found: number | undefined
  for (let step = stepAt(now) - drift; step <= stepAt(now) + drift; step += 1) {
    if (isSame(await codeOf(key, step), code)) found = step
  }
  return found
}

/** The first code from now on that works and is not spent; undefined where one must be waited for. */
export async function unspentCode(
  key: string,
  lastStep: number,
  now: number,
): Promise<string | undefined> {
  const step = Math.max(lastStep + 1, stepAt(now))
  return step <= stepAt(now) + drift ? codeOf(key, step) : undefined
}

/** The key as an app takes it: typed, in groups of four letters, and as the address in a QR code. */
export function forApp(key: string, email: string): { text: string; address: string } {
  const letters = base32.encode(key, { padding: false })
  return {
    text: letters.replaceAll(/(.{4})(?=.)/g, '$1 '),
    address: createOTP(key, { digits: 6, period }).url('Kith', email),
  }
}

// Without letters that are taken for another: 0 and O, 1, I and L.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Ten codes for the day on which the app is lost: 50 bits each, shown once, stored as digests. */
export function newRecoveryCodes(): string[] {
  const letter = () => alphabet[randomInt(alphabet.length)] ?? ''
  const group = () => Array.from({ length: 5 }, letter).join('')
  return Array.from({ length: 10 }, () => `${group()}-${group()}`)
}

/** What is stored of a recovery code, however it was typed. */
export function recoveryDigest(code: string, accountId: string, secret: string): string {
  const letters = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return createHmac('sha256', secret).update(`${accountId} ${letters}`).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
