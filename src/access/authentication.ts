import { betterAuth } from 'better-auth'
import type { Handle } from '#platform/db'
import { signInDatabase } from './data/sign-in-database.ts'

/** What sign-in needs to know of the settings. */
export interface SignInSettings {
  /** The address that browsers use; cookies are `Secure` when it is https. */
  readonly baseUrl: string
  /** Signs the session cookie. */
  readonly secret: string
}

/** A working day: after it one signs in again, however busy the session was. */
const sessionSeconds = 8 * 60 * 60

/**
 * better-auth on a handle: given a transaction, a session is made or ended with the rest of the page's
 * work, or not at all. It serves no routes; our pages call it, with their own limits and origin check.
 */
export function signInOn(db: Handle, settings: SignInSettings) {
  return betterAuth({
    baseURL: settings.baseUrl,
    secret: settings.secret,
    database: { db: signInDatabase(db), type: 'postgres', transaction: false },
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    user: {
      additionalFields: {
        organisation: { type: 'string', input: false, required: true },
        role: { type: 'string', input: false, required: true },
      },
    },
    advanced: {
      cookiePrefix: 'kith',
      database: { generateId: 'uuid' },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
    // Its messages may name accounts; our own log says what is needed.
    logger: { disabled: true },
    telemetry: { enabled: false },
  })
}
