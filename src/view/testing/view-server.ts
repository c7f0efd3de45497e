import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Database } from '#platform/db'
import { type AccessEntry, createWebServer } from '#platform/web'
import { viewModule } from '../view.module.ts'
import { viewPermissions } from '../view.permissions.ts'
import { today } from './child-record.factory.ts'

/** The module's pages on a server, as a practitioner who is signed in sees them. */
export interface ViewServer {
  readonly app: FastifyInstance
  /** The access log. */
  readonly log: AccessEntry[]
  get(url: string): Promise<LightMyRequestResponse>
  search(fields: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
}

/**
 * Serves the module's pages from a database.
 *
 * @param permissions what the reader may do; all that the module knows unless given
 */
export async function viewServer(
  database: Database,
  permissions: readonly string[] = Object.keys(viewPermissions),
): Promise<ViewServer> {
  const log: AccessEntry[] = []
  const origin = 'http://localhost:3000'
  const app = await createWebServer({
    config: { baseUrl: origin, today },
    database,
    pages: viewModule.pages,
    navigation: viewModule.navigation,
    templates: [viewModule.templatesDir],
    stylesheets: viewModule.stylesheets,
    readerOf: async () => ({
      accountId: 'account',
      displayName: 'Demo Practitioner',
      organisation: 'Thornlea Council',
      role: 'practitioner',
      permissions: new Set(permissions),
    }),
    recordAccess: async (_db, entry) => {
      log.push(entry)
    },
  })
  return {
    app,
    log,
    get: (url) => app.inject({ url }),
    search: (fields) =>
      app.inject({
        method: 'POST',
        url: '/children/search',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
  }
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
