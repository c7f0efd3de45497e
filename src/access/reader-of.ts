import { fromNodeHeaders } from 'better-auth/node'
import type { Database } from '#platform/db'
import type { ReaderOf } from '#platform/web'
import { permissionsOf } from './access.permissions.ts'
import { type SignInSettings, signInOn } from './authentication.ts'

/** Answers who sent a request, by its session cookie. Without one the database is not asked. */
export function makeReaderOf(database: Database, settings: SignInSettings): ReaderOf {
  const { api } = signInOn(database.db, settings)
  return async ({ headers }) => {
    if (headers.cookie === undefined) return undefined
    const session = await api.getSession({ headers: fromNodeHeaders(headers) })
    if (session === null) return undefined
    const { id, name, organisation, role } = session.user
    return {
      accountId: id,
      displayName: name,
      organisation,
      role,
      permissions: permissionsOf(role),
    }
  }
}
