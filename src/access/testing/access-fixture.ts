import { fileURLToPath } from 'node:url'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Database } from '#platform/db'
import { createWebServer, definePage } from '#platform/web'
import { createAccess } from '../access.module.ts'
import { seedDemoAccounts } from '../seed-demo-accounts.ts'

export const origin = 'http://localhost:3000'

/** A server with sign-in, the demo accounts and one page that a practitioner may see. */
export async function accessFixture(
  database: Database,
  baseUrl = origin,
): Promise<{ app: FastifyInstance; password: string }> {
  const accounts = await seedDemoAccounts(database, { isProduction: false })
  const access = createAccess(database, {
    baseUrl,
    secret: 'a secret for tests, forty letters long!',
  })
  const child = definePage({
    method: 'GET',
    path: '/child',
    permission: 'view.child.read',
    audit: { event: 'view.child.read', people: () => ['RSV0123456789'] },
    handle: async () => ({ template: 'child.njk', model: { name: 'Ada Example' } }),
  })
  const app = await createWebServer({
    config: { baseUrl, today: '2026-11-21' },
    database,
    pages: [...access.pages, child],
    templates: [access.templates, fileURLToPath(new URL('.', import.meta.url))],
    readerOf: access.readerOf,
    recordAccess: access.recordAccess,
  })
  return { app, password: accounts[0]?.password ?? '' }
}

/** Sends the sign-in form as a browser would. */
export async function sendSignIn(
  app: FastifyInstance,
  form: Record<string, string>,
  request: { remoteAddress?: string; origin?: string } = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/sign-in',
    remoteAddress: request.remoteAddress ?? '127.0.0.1',
    headers: {
      origin: request.origin ?? origin,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(form).toString(),
  })
}

/** The Cookie header that a browser would send after this answer. */
export function cookieFrom(response: LightMyRequestResponse): string {
  return response.cookies
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
}
