import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db'
import type { Page, ReaderOf, RecordAccess } from '#platform/web'
import type { SignInSettings } from './authentication.ts'
import { recordAccess } from './data/access-log.queries.ts'
import { signInPages } from './pages/sign-in/sign-in.route.ts'
import { signOutPages } from './pages/sign-out/sign-out.route.ts'
import { makeReaderOf } from './reader-of.ts'

/** What access gives the web server. */
export interface AccessModule {
  readonly pages: readonly Page[]
  /** The folder that holds the pages' templates. */
  readonly templates: string
  readonly readerOf: ReaderOf
  readonly recordAccess: RecordAccess
}

/** Sign-in on a database: its pages, who a request comes from, and the access log. */
export function createAccess(database: Database, settings: SignInSettings): AccessModule {
  return {
    pages: [...signInPages(database, settings), ...signOutPages(settings)],
    templates: fileURLToPath(new URL('./pages', import.meta.url)),
    readerOf: makeReaderOf(database, settings),
    recordAccess,
  }
}
