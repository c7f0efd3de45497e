import { fromNodeHeaders } from 'better-auth/node'
import { definePage, type Page } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import { signInOn } from '../../authentication.ts'

/** Ends the session, and says so. Open to anyone: whoever has no session any more is out already. */
export function signOutPages(settings: AccessSettings): Page[] {
  return [
    definePage({
      method: 'POST',
      path: '/sign-out',
      permission: 'public',
      audit: { event: 'access.account.signed-out', people: () => [] },
      async handle({ database, request }) {
        const { headers } = await signInOn(database.db, settings).api.signOut({
          headers: fromNodeHeaders(request.headers),
          returnHeaders: true,
        })
        return { redirect: '/signed-out', cookies: headers.getSetCookie(), model: {} }
      },
    }),
    definePage({
      method: 'GET',
      path: '/signed-out',
      permission: 'public',
      audit: { event: 'access.signed-out.opened', people: () => [] },
      handle: async () => ({ template: 'sign-out/signed-out.njk', model: {} }),
    }),
  ]
}
