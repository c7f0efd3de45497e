import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/db'
import type {
  AnnounceReader,
  KeepForm,
  NavigationItem,
  Page,
  ReaderOf,
  RecordAccess,
  Script,
} from '#platform/web'
import type { AccessSettings } from './access-settings.ts'
import { recordAccess } from './data/access-log.queries.ts'
import { announceReader } from './data/announce-reader.ts'
import { makeKeepForm } from './keep-form.ts'
import { acceptAgreementPages } from './pages/accept-agreement/accept-agreement.route.ts'
import { agreementPages } from './pages/agreements/agreements.route.ts'
import { breakGlassPages } from './pages/break-glass/break-glass.route.ts'
import { reviewGlassPages } from './pages/break-glass/review-glass.route.ts'
import { secondPersonPages } from './pages/break-glass/second-person.route.ts'
import { confirmIdentityPages } from './pages/confirm-identity/confirm-identity.route.ts'
import { demonstrationPages } from './pages/demonstration/demonstration.route.ts'
import { keepFormPages } from './pages/keep-form/keep-form.route.ts'
import { accountPages } from './pages/manage-accounts/account.route.ts'
import { accountListPage } from './pages/manage-accounts/account-list.route.ts'
import { decideRegistrationPages } from './pages/manage-accounts/decide-registration.route.ts'
import { organisationPages } from './pages/manage-organisations/organisations.route.ts'
import { myAccountPages } from './pages/my-account/my-account.route.ts'
import { putOffEndPage } from './pages/my-account/session.route.ts'
import { onRecordPages } from './pages/on-record/on-record.route.ts'
import { passkeyPages } from './pages/passkey/passkey.route.ts'
import { passwordPages } from './pages/password/password.route.ts'
import { providerPages } from './pages/provider/provider.route.ts'
import { childReadersPages, readLogPage } from './pages/read-log/read-log.route.ts'
import { readMailPages } from './pages/read-mail/read-mail.route.ts'
import { registerPages } from './pages/register/register.route.ts'
import { sayPurposePages } from './pages/say-purpose/say-purpose.route.ts'
import { enterCodePages } from './pages/second-factor/enter-code.route.ts'
import { setUpAppPages } from './pages/second-factor/set-up-app.route.ts'
import { raiseShieldPages } from './pages/shield/raise-shield.route.ts'
import { restrictedRecordPages } from './pages/shield/restricted-records.route.ts'
import { signInPages } from './pages/sign-in/sign-in.route.ts'
import { signOutPages } from './pages/sign-out/sign-out.route.ts'
import { makeReaderOf } from './reader-of.ts'
import { demoAccounts } from './seed-demo-accounts.ts'

/** What access gives the web server. */
export interface AccessModule {
  readonly pages: readonly Page[]
  /** The folder that holds the pages' templates. */
  readonly templates: string
  readonly navigation: readonly NavigationItem[]
  readonly scripts: readonly Script[]
  readonly readerOf: ReaderOf
  readonly recordAccess: RecordAccess
  readonly keepForm: KeepForm
  readonly announceReader: AnnounceReader
}

/** Accounts, sign-in and the access log on a database: their pages, and who a request comes from. */
export function createAccess(database: Database, settings: AccessSettings): AccessModule {
  return {
    pages: [
      ...signInPages(database, settings),
      ...enterCodePages(database, settings),
      ...setUpAppPages(database, settings),
      ...signOutPages(settings),
      ...keepFormPages(settings),
      ...acceptAgreementPages(settings),
      ...confirmIdentityPages(database, settings),
      ...demonstrationPages(settings, demoAccounts()),
      ...registerPages(database, settings),
      ...passwordPages(database, settings),
      ...myAccountPages(settings),
      putOffEndPage,
      accountListPage,
      ...accountPages,
      ...decideRegistrationPages(settings),
      ...organisationPages,
      ...readMailPages(settings),
      ...passkeyPages(database, settings),
      ...providerPages(database, settings),
      readLogPage,
      ...childReadersPages(settings),
      ...raiseShieldPages(settings),
      ...restrictedRecordPages(settings),
      ...breakGlassPages(settings),
      ...secondPersonPages(settings),
      ...reviewGlassPages,
      ...sayPurposePages(settings),
      ...onRecordPages(settings),
      ...agreementPages,
    ],
    templates: pathOf('./pages'),
    navigation: [
      { text: 'Accounts', href: '/accounts', permission: 'access.account.manage' },
      { text: 'Organisations', href: '/organisations', permission: 'access.organisation.manage' },
      {
        text: 'Restricted records',
        href: '/restricted-records',
        permission: 'access.shield.manage',
      },
      { text: 'Second person', href: '/break-glass/waiting', permission: 'access.glass.agree' },
      { text: 'Broken glass', href: '/break-glass/uses', permission: 'access.glass.review' },
      { text: 'Sharing agreements', href: '/agreements', permission: 'access.agreement.read' },
      { text: 'Access log', href: '/access-log', permission: 'access.log.read' },
      { text: 'Mail', href: '/mail', permission: 'access.mail.read' },
    ],
    scripts: [
      { name: 'passkey.js', file: pathOf('./pages/passkey/passkey.js') },
      { name: 'simplewebauthn.js', file: webAuthnScript() },
    ],
    readerOf: makeReaderOf(database, settings),
    recordAccess,
    keepForm: makeKeepForm(database, settings),
    announceReader,
  }
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

/** SimpleWebAuthn's script for browsers, as its package brings it. */
function webAuthnScript(): string {
  const { resolve } = createRequire(import.meta.url)
  const folder = dirname(dirname(resolve('@simplewebauthn/browser')))
  return join(folder, 'dist/bundle/index.umd.min.js')
}
