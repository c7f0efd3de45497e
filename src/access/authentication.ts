import { type BetterAuthPlugin, betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Handle } from '#platform/db'
import { type AccessSettings, sessionLimitsOf } from './access-settings.ts'
import { sessionTokensHashed } from './session-tokens.ts'

const dayInSeconds = 24 * 60 * 60

/**
 * better-auth on a handle: given a transaction, a session is made or ended with the rest of the page's
 * work, or not at all. It serves no routes; our pages call it, with their own limits and origin check,
 * and `openSession` only after both factors.
 */
export function signInOn(db: Handle, settings: AccessSettings) {
  return betterAuth({
    baseURL: settings.baseUrl,
    secret: settings.secret,
    database: sessionTokensHashed(db),
    session: {
      // Kept a day beyond its end, so that a form sent too late can be kept for its owner.
      expiresIn: sessionLimitsOf(settings).hours * 60 * 60 + dayInSeconds,
      disableSessionRefresh: true,
      additionalFields: {
        method: { type: 'string', input: false, required: true },
        lastSeenAt: { type: 'date', input: false, required: false },
        confirmedAt: { type: 'date', input: false, required: false },
      },
    },
    plugins: [openingSessions],
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

/** Makes a session for an account that has shown who it is, with a token that is new each time. */
const openingSessions = {
  id: 'kith-opening-sessions',
  endpoints: {
    openSession: createAuthEndpoint(
      '/kith/open-session',
      { method: 'POST', body: z.object({ userId: z.string(), method: z.string() }) },
      async (context) => {
        const { internalAdapter } = context.context
        const { userId, method } = context.body
        const user = await internalAdapter.findUserById(userId)
        if (user === null) throw new Error('There is no account to open a session for.')
        const session = await internalAdapter.createSession(userId, false, { method })
        await setSessionCookie(context, { session, user })
        return context.json({ sessionId: session.id })
      },
    ),
  },
} satisfies BetterAuthPlugin
