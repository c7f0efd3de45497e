import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Grants, Openings, PurposeKey } from '#access'
import type { Database } from '#platform/db'
import { type AccessEntry, createWebServer } from '#platform/web'
import { allShared } from '#testing'
import { createView } from '../view.module.ts'
import { viewPermissions } from '../view.permissions.ts'
import { today as factoryToday } from './child-record.factory.ts'

/** The module's pages on a server, as a practitioner who is signed in sees them. */
export interface ViewServer {
  readonly app: FastifyInstance
  /** The access log. */
  readonly log: AccessEntry[]
  get(url: string): Promise<LightMyRequestResponse>
  /** Sends the form, and answers with the address of the results. */
  ask(fields: Readonly<Record<string, string>>): Promise<string>
  /** Sends the form and follows to the results. */
  search(fields: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
}

/** Who asks, and when. */
export interface ViewReader {
  /** What the reader may do; all that the module knows unless given. */
  readonly permissions?: readonly string[]
  readonly accountId?: string
  /** In milliseconds. */
  readonly now?: () => number
  /** The portal's day, `YYYY-MM-DD`. */
  readonly today?: string
  /** What the agreements open to the reader; everything unless given. */
  readonly grants?: Grants
  /** What the reader has said that they look for; none where null. */
  readonly purpose?: PurposeKey | null
}

/** Serves the module's pages from a database. */
export async function viewServer(
  database: Database,
  {
    permissions = Object.keys(viewPermissions),
    accountId = 'account',
    now,
    today = factoryToday,
    grants = allShared,
    purpose = 'direct-work',
  }: ViewReader = {},
): Promise<ViewServer> {
  const log: AccessEntry[] = []
  const origin = 'http://localhost:3000'
  const secret = 'the secret of the tests, and of nothing else'
  const opens: Openings = {
    finding: async () => grants,
    viewing: async () => ({ purpose: purpose ?? undefined, grants }),
  }
  const viewModule = createView({ secret, opens, ...(now && { now }) })
  const app = await createWebServer({
    config: { baseUrl: origin, today },
    database,
    pages: viewModule.pages,
    navigation: viewModule.navigation,
    templates: [viewModule.templatesDir],
    stylesheets: viewModule.stylesheets,
    readerOf: async () => ({
      accountId,
      displayName: 'Demo Practitioner',
      organisation: 'Thornlea Council',
      role: 'practitioner',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
  const get = (url: string) => app.inject({ url })
  const ask = async (fields: Readonly<Record<string, string>>) => {
    const { headers } = await app.inject({
      method: 'POST',
      url: '/children/search',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })
    return headers.location ?? ''
  }
  return { app, log, get, ask, search: async (fields) => get(await ask(fields)) }
}

/** A page's text as it is read: without tags, entities turned back, white space as single spaces. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\s+/g, ' ')
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
}
