import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { loadAgreements, seedDemoAccounts } from '#access'
import { readAgreement, readSharingAgreements } from '../access-settings.ts'
import type { Home } from '../open-home.ts'
import { createPortal, secretOf } from '../server.ts'

/** Somebody who is signed in with a demo account. */
export interface DemoVisitor {
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, form: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>
}

/** The whole portal, with the demo accounts and the agreements of the demonstration. */
export async function demoPortal(home: Home): Promise<{
  readonly app: FastifyInstance
  /** Signs in with a demo account, by the word before its `.demo`. */
  visitor(word: string): Promise<DemoVisitor>
}> {
  const { config, database } = home
  const accounts = await seedDemoAccounts(database, {
    isProduction: false,
    secret: secretOf(config),
    agreementVersion: readAgreement(config.confidentialityFile).version,
  })
  await loadAgreements(database.db, readSharingAgreements(config.sharingFile), {
    reason: 'For a test',
    onlyNew: true,
  })
  const app = await createPortal(home)
  return {
    app,
    visitor: async (word) => {
      const account = accounts.find(({ email }) => email.startsWith(`${word}.`))
      if (account === undefined) throw new Error(`There is no demo account ${word}.`)
      await database.pool.query('update access.authenticator set last_step = 0')
      const { email, password } = account
      const asked = await send(app, config.baseUrl, '/sign-in', { email, password, next: '/' }, '')
      const step = cookieFrom(asked)
      const page = await app.inject({ url: '/sign-in/code', headers: { cookie: step } })
      const code = /\b\d{3} ?\d{3}\b/.exec(textOf(page.body))?.[0] ?? ''
      const done = await send(app, config.baseUrl, '/sign-in/code', { code }, step)
      const cookie = cookieFrom(done)
      if (cookie === '') throw new Error(`Signing in as ${word} failed.`)
      return {
        get: async (url) => app.inject({ url, headers: { cookie } }),
        post: async (url, form) => send(app, config.baseUrl, url, form, cookie),
      }
    },
  }
}

async function send(
  app: FastifyInstance,
  origin: string,
  url: string,
  form: Readonly<Record<string, string>>,
  cookie: string,
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url,
    headers: { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
}

function cookieFrom(response: LightMyRequestResponse): string {
  return response.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')
}

/** A page's text as it is read. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ')
}
