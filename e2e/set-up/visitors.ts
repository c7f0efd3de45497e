import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import type { DemoAccount, Role } from '#access'
import { type Database, openDatabase } from '#platform/db'
import { watch } from '../pages/checks.ts'
import { launchChromium } from './chromium.ts'

/** How people use the portal: a journey that many take is walked in each of these ways. */
export const ways: readonly [string, BrowserContextOptions][] = [
  ['at a desk', { viewport: { width: 1280, height: 800 } }],
  ['on a screen 320 pixels wide', { viewport: { width: 320, height: 640 } }],
  ['without JavaScript', { javaScriptEnabled: false }],
]

/** What a file of journeys works with. */
export interface Visitors {
  /** A tab of a browser that has never been here, watched from the start. */
  tab(options?: BrowserContextOptions): Promise<Page>
  account(role: Role): DemoAccount
  /** The portal's database, to choose people from and to see what was written. */
  readonly database: Database
}

/** Opens a browser for a file of journeys. Call it at the top of the file. */
export function visitors(): Visitors {
  const { baseUrl, accounts, databaseUrl } = inject('portal')
  const database = openDatabase(databaseUrl)
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await launchChromium()
    // Why somebody looks at a child is asked once a day: in every file of journeys as if never yet.
    await database.pool.query('delete from access.said_purpose')
  })
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
  })
  afterAll(async () => {
    await browser?.close()
    await database.close()
  })
  return {
    database,
    async tab(options = {}) {
      if (!browser) throw new Error('The browser has not been started yet.')
      // Journeys sign in more often than a code comes: as if none had been used yet.
      await database.pool.query('update access.authenticator set last_step = 0')
      const context = await browser.newContext({ baseURL: baseUrl, ...options })
      context.setDefaultTimeout(10_000)
      const page = await context.newPage()
      watch(page)
      return page
    },
    account(role) {
      const account = accounts.find((one) => one.role === role)
      if (!account) throw new Error(`There is no demo account for the role ${role}.`)
      return account
    },
  }
}
