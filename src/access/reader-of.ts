import { fromNodeHeaders } from 'better-auth/node'
import type { Database } from '#platform/db'
import type { Reader, ReaderOf, ReaderSession } from '#platform/web'
import { permissionsOf } from './access.permissions.ts'
import { type AccessSettings, sessionLimitsOf } from './access-settings.ts'
import { signInOn } from './authentication.ts'
import { type AccountRow, hasAccepted, openAccountById } from './data/account.queries.ts'
import { touchSession } from './data/session.queries.ts'
import { isOver, type SessionTimes, timesLeft } from './rules/session-end.ts'
import type { Asking } from './sign-in-steps.ts'

/** A session as better-auth hands it over, over or not. */
interface Found extends SessionTimes {
  readonly id: string
  readonly userId: string
}

/** How often a session's use is written down, in milliseconds. */
const touchEvery = 30_000

/** Answers who sent a request, by its session cookie. Without one the database is not asked. */
export function makeReaderOf(database: Database, settings: AccessSettings): ReaderOf {
  const find = makeFindSession(database, settings)
  return async (request) => {
    const session = await find(request)
    const now = new Date()
    if (session === undefined || isOver(session, sessionLimitsOf(settings), now)) return undefined
    const account = await openAccountById(database.db, session.userId)
    if (account === undefined) return undefined
    const isStale = now.getTime() - session.lastSeenAt.getTime() > touchEvery
    if (isStale) await touchSession(database.db, session.id, account.id)
    const left = timesLeft(session, sessionLimitsOf(settings), now)
    return readerFor(account, { sessionId: session.id, ...left }, await firstFor(account))
  }

  async function firstFor({ id }: AccountRow): Promise<`/${string}` | undefined> {
    const { agreement } = settings
    if (agreement === undefined) return undefined
    return (await hasAccepted(database.db, id, agreement.version)) ? undefined : '/agreement'
  }
}

function readerFor(
  account: AccountRow,
  session: ReaderSession,
  mustFirst: `/${string}` | undefined,
): Reader {
  return {
    accountId: account.id,
    displayName: account.name,
    organisation: account.organisation,
    organisationName: account.organisationName,
    role: account.role,
    permissions: permissionsOf(account),
    session,
    mustFirst,
  }
}

/** Whose session a request comes with, over or not; undefined for none. */
export function makeFindSession(
  database: Database,
  settings: AccessSettings,
): (request: Asking) => Promise<Found | undefined> {
  const { api } = signInOn(database.db, settings)
  return async ({ headers }) => {
    if (headers.cookie === undefined) return undefined
    const found = await api.getSession({ headers: fromNodeHeaders({ cookie: headers.cookie }) })
    if (found === null) return undefined
    const { id, userId, createdAt, lastSeenAt, confirmedAt } = found.session
    return {
      id,
      userId,
      createdAt,
      lastSeenAt: lastSeenAt ?? createdAt,
      confirmedAt: confirmedAt ?? createdAt,
    }
  }
}
