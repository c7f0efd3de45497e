import { fileURLToPath } from 'node:url'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Database } from '#platform/db'
import { createWebServer, definePage, type Page } from '#platform/web'
import { createAccess } from '../access.module.ts'
import type { AccessSettings } from '../access-settings.ts'
import { codeOf, stepAt } from '../one-time-codes.ts'
import { type DemoAccount, seedDemoAccounts } from '../seed-demo-accounts.ts'

export const origin = 'http://localhost:3000'
export const secret = 'a secret for tests, forty letters long!'

/** What a test of this module works with. */
export interface AccessFixture {
  readonly app: FastifyInstance
  readonly password: string
  readonly accounts: readonly DemoAccount[]
}

/** A server with sign-in, the demo accounts, one page that a practitioner may see and two forms. */
export async function accessFixture(
  database: Database,
  settings: Partial<AccessSettings> = {},
): Promise<AccessFixture> {
  const accounts = await seedDemoAccounts(database, { isProduction: false, secret })
  const all = { baseUrl: origin, secret, ...settings }
  const access = createAccess(database, all)
  const app = await createWebServer({
    config: { baseUrl: all.baseUrl, today: '2026-11-21' },
    database,
    pages: [...access.pages, ...testPages()],
    navigation: access.navigation,
    templates: [access.templates, fileURLToPath(new URL('.', import.meta.url))],
    readerOf: access.readerOf,
    recordAccess: access.recordAccess,
    keepForm: access.keepForm,
    scripts: access.scripts,
  })
  return { app, accounts, password: accounts[0]?.password ?? '' }
}

function testPages(): Page[] {
  return [
    definePage({
      method: 'GET',
      path: '/child',
      permission: 'view.child.read',
      audit: { event: 'view.child.read', people: () => ['RSV0123456789'] },
      handle: async () => ({ template: 'child.njk', model: { name: 'Ada Example' } }),
    }),
    definePage({
      method: 'POST',
      path: '/note',
      permission: 'view.child.read',
      audit: { event: 'test.note.written', people: () => [] },
      handle: async () => ({ redirect: '/child', model: {} }),
    }),
    definePage({
      method: 'POST',
      path: '/grave',
      permission: 'view.child.read',
      isGrave: true,
      audit: { event: 'test.grave.done', people: () => [] },
      handle: async () => ({ redirect: '/child', model: {} }),
    }),
  ]
}

/** What a request may bring along. */
export interface Sent {
  readonly remoteAddress?: string
  readonly origin?: string
  readonly cookie?: string
}

/** Sends a form as a browser would. */
export async function sendForm(
  app: FastifyInstance,
  url: string,
  form: Record<string, string>,
  sent: Sent = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url,
    remoteAddress: sent.remoteAddress ?? '127.0.0.1',
    headers: {
      origin: sent.origin ?? origin,
      'content-type': 'application/x-www-form-urlencoded',
      ...(sent.cookie !== undefined && { cookie: sent.cookie }),
    },
    payload: new URLSearchParams(form).toString(),
  })
}

/** Sends the first page of sign-in. */
export async function sendPassword(
  app: FastifyInstance,
  form: Record<string, string>,
  sent: Sent = {},
): Promise<LightMyRequestResponse> {
  return sendForm(app, '/sign-in', form, sent)
}

/**
 * Signs in with both factors. The account's spent codes are forgotten first, since tests sign in more
 * often than every thirty seconds.
 */
export async function signIn(
  { app, accounts }: AccessFixture,
  database: Database,
  email: string,
  sent: Sent & { next?: string } = {},
): Promise<LightMyRequestResponse> {
  const account = accounts.find((one) => one.email === email)
  if (account === undefined) throw new Error(`There is no demo account ${email}.`)
  const { password } = account
  const next = sent.next ?? '/'
  const first = await sendPassword(app, { email, password, next }, sent)
  await forgetSpentCodes(database)
  const cookie = cookieFrom(first)
  const code = await codeNow(account)
  return sendForm(app, '/sign-in/code', { code }, { ...sent, cookie })
}

/** As if no code had been used yet. */
export async function forgetSpentCodes(database: Database): Promise<void> {
  await database.pool.query('update access.authenticator set last_step = 0')
}

/** What a demo account's app shows now. */
export async function codeNow({ email }: Pick<DemoAccount, 'email'>, steps = 0): Promise<string> {
  return codeOf(`kith demonstration, ${email.split('.', 1)[0]}`, stepAt(Date.now()) + steps)
}

/** The Cookie header that a browser would send after this answer. */
export function cookieFrom(response: LightMyRequestResponse): string {
  return response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
}

/** The last mail to somebody, and the path of the link in it. */
export async function lastMail(
  database: Database,
  to: string,
): Promise<{ subject: string; text: string; link: string }> {
  const { rows } = await database.pool.query<{ subject: string; text: string }>(
    'select subject, text from platform.mail where recipient = $1 order by mail_id desc limit 1',
    [to],
  )
  const mail = rows[0]
  if (!mail) throw new Error(`There is no mail to ${to}.`)
  const address = /^http\S+$/m.exec(mail.text)?.[0]
  const url = address === undefined ? undefined : new URL(address)
  return { ...mail, link: url ? url.pathname + url.search : '' }
}

/** The token of a link in a mail. */
export function tokenOf(link: string): string {
  return new URL(link, origin).searchParams.get('token') ?? ''
}

/** Signs in a demo account by role, and answers its cookie. */
export async function cookieOf(
  fixture: AccessFixture,
  database: Database,
  role: DemoAccount['role'],
): Promise<string> {
  const account = fixture.accounts.find((one) => one.role === role)
  return cookieFrom(await signIn(fixture, database, account?.email ?? ''))
}
