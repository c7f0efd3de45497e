import { fromNodeHeaders } from 'better-auth/node'
import type { Handle } from '#platform/db'
import type { AccessSettings } from '../access-settings.ts'
import { signInOn } from '../authentication.ts'
import { type Asking, noStepCookie } from '../sign-in-steps.ts'

/**
 * Opens a session for somebody who has shown both factors, and ends the one that the browser had.
 * Answers the cookies. The token is new: none that was known before sign-in is of use after it.
 */
export async function openSession(
  db: Handle,
  settings: AccessSettings,
  request: Asking,
  who: { readonly accountId: string; readonly method: string },
): Promise<string[]> {
  const { api } = signInOn(db, settings)
  const { cookie, 'user-agent': userAgent } = request.headers
  if (cookie !== undefined) await api.signOut({ headers: fromNodeHeaders({ cookie }) })
  const { headers } = await api.openSession({
    body: { userId: who.accountId, method: who.method },
    headers: fromNodeHeaders({ 'user-agent': userAgent?.slice(0, 300) }),
    returnHeaders: true,
  })
  return [...headers.getSetCookie(), noStepCookie(settings)]
}
