import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  AccessLogPage,
  AccountsPage,
  AddOrganisationPage,
  AddPasskeyPage,
  AgreementPage,
  CheckEmailPage,
  ChildReadersPage,
  ChoosePasswordPage,
  DemonstrationPage,
  ForgottenPage,
  KeptFormPage,
  MailPage,
  MyAccountPage,
  OrganisationsPage,
  PasskeyPage,
  RecoveryCodesPage,
  RecoveryPage,
  RegisterPage,
  SetUpAppPage,
  VerifyPage,
  WaitingPage,
} from '../pages/account-pages.ts'
import { ChildDetailsPage } from '../pages/child-pages.ts'
import { FindChildPage } from '../pages/find-child-page.ts'
import { CodePage, SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database)
const password = 'seven-wet-umbrellas'

const ways: [string, string, BrowserContextOptions][] = [
  ['at a desk', 'nia', { viewport: { width: 1280, height: 800 } }],
  ['on a screen 320 pixels wide', 'sol', { viewport: { width: 320, height: 640 } }],
  ['without JavaScript', 'kit', { javaScriptEnabled: false }],
]

describe.each(ways)('somebody new %s', (_, name, options) => {
  const email = `${name}.newcomer@social-care.kith.example`

  test('asks for an account, is approved, sets up an app, accepts the agreement, and recovers when the app is lost', async () => {
    const page = await tab(options)
    await page.goto('/register')
    const asked = {
      'Full name': `${name} Newcomer`,
      'Work email address': email,
      'Job title': 'Teacher',
    }
    await (await RegisterPage.opened(page)).fill(asked, 'Ask for an account')
    await CheckEmailPage.opened(page)
    await page.goto(await mailedLink(email))
    await (await VerifyPage.opened(page)).press('Confirm')
    await WaitingPage.opened(page)

    const lead = await tab(options)
    await signedIn(lead, 'team-manager')
    await lead.goto('/accounts')
    await (await (await AccountsPage.opened(lead)).open(`${name} Newcomer`)).approveAs(
      'Practitioner',
    )

    await page.goto(await mailedLink(email))
    await (await ChoosePasswordPage.opened(page)).fill({ 'New password': password }, 'Save')
    await (await SignInPage.opened(page)).enterPassword(email, password)
    const setUp = await SetUpAppPage.opened(page)
    await setUp.fill({ 'Six-digit code': await codeOf(await setUp.key()) }, 'Continue')
    const kept = await RecoveryCodesPage.opened(page)
    const [code = ''] = await kept.codes()
    await kept.goOn()
    await (await AgreementPage.opened(page)).accept()
    await FindChildPage.opened(page)
    await page.goto('/my-account')
    await (await MyAccountPage.opened(page)).signOut()

    await (await SignInPage.visit(page)).enterPassword(email, password)
    await page.getByRole('link', { name: /recovery code/ }).click()
    await (await RecoveryPage.opened(page)).fill({ 'Recovery code': code }, 'Continue')
    await FindChildPage.opened(page)
  })
})

test('a passkey is added and then signs in by itself', async () => {
  const page = await tab()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signedIn(page, 'social-worker')
  await page.goto('/my-account/passkeys/add')
  await (await AddPasskeyPage.opened(page)).fill({ Name: 'Work telephone' }, 'Add a passkey')
  const mine = await MyAccountPage.opened(page)
  expect(await mine.text()).toContain('Work telephone')
  await mine.signOut()
  await page.goto('/sign-in/passkey?next=/my-account')
  await (await PasskeyPage.opened(page)).press('Use my passkey')
  expect(await (await MyAccountPage.opened(page)).text()).toContain('by passkey')
})

test('without JavaScript the page for passkeys says so, and where else to go', async () => {
  const page = await tab({ javaScriptEnabled: false })
  await page.goto('/sign-in/passkey')
  expect(await (await PasskeyPage.opened(page)).text()).toContain('needs JavaScript')
})

test('who tries Kith finds its accounts, and the pages of an administrator', async () => {
  const page = await tab()
  await page.goto('/demonstration')
  expect(await (await DemonstrationPage.opened(page)).text()).toContain(
    'practitioner.demo@kith.example',
  )
  await page.goto('/password/forgotten')
  const email = account('analyst').email
  await (await ForgottenPage.opened(page)).fill({ 'Email address': email }, 'Send the link')
  await CheckEmailPage.opened(page)
  await signedIn(page, 'administrator')
  await page.goto('/organisations')
  await OrganisationsPage.opened(page)
  await page.goto('/organisations/new')
  const added = { Name: 'A school', 'Email domains': 'school.kith.example' }
  await (await AddOrganisationPage.opened(page)).fill(added, 'Save')
  expect(await (await OrganisationsPage.opened(page)).text()).toContain('school.kith.example')
  await page.goto('/mail')
  expect(await (await MailPage.opened(page)).text()).toContain('choose a new password')
  await page.goto('/accounts')
  await AccountsPage.opened(page)
})

test('a team manager sees who has looked at a child, and information governance the whole log', async () => {
  const looking = await tab()
  await signedIn(looking, 'practitioner')
  await ChildDetailsPage.visit(looking, child.reference)
  const manager = await tab()
  await signedIn(manager, 'team-manager')
  await ChildDetailsPage.visit(manager, child.reference)
  await manager.getByRole('link', { name: 'Who has looked at this child' }).click()
  const readers = await (await ChildReadersPage.opened(manager)).text()
  expect(readers).toContain('Demo Practitioner')
  expect(readers).toContain('Opened a child’s details')

  const governance = await tab()
  await signedIn(governance, 'information-governance')
  await governance.goto('/access-log')
  const log = await AccessLogPage.opened(governance)
  await log.fill({ 'Child ID': child.reference }, 'Show')
  expect(await (await AccessLogPage.opened(governance)).text()).toContain(
    'Looked at who had looked at a child',
  )
})

test.each([
  ['with JavaScript', {}],
  ['without JavaScript', { javaScriptEnabled: false }],
])(
  'a search sent after the session has ended is kept and sent after sign-in, %s',
  async (_, options) => {
    const page = await tab(options)
    await signedIn(page, 'practitioner')
    await page.getByLabel('Name').fill(child.family)
    await database.pool.query(`update access.session set last_seen_at = now() - interval '1 hour'`)
    await page.getByRole('button', { name: 'Search' }).click()
    const { email, password: word } = account('practitioner')
    await database.pool.query('update access.authenticator set last_step = 0')
    await (await SignInPage.opened(page)).signIn(email, word)
    await (await KeptFormPage.opened(page)).press('Send it now')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('Search results')
  },
)

test('before the session ends there is a warning, staying puts it off, and what was typed comes back', async () => {
  const page = await tab()
  await page.clock.install()
  await signedIn(page, 'practitioner')
  await page.getByLabel('Name').fill('Half a name')
  const dialog = page.getByRole('dialog', { name: 'You are about to be signed out' })
  await page.clock.runFor('29:00')
  await dialog.waitFor()
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.clock.runFor('31:00')
  await dialog.getByText('Your session has ended').waitFor()
  await database.pool.query(`update access.session set last_seen_at = now() - interval '1 hour'`)
  await dialog.getByRole('link', { name: 'Sign in again' }).click()
  const { email, password: word } = account('practitioner')
  await database.pool.query('update access.authenticator set last_step = 0')
  await (await SignInPage.opened(page)).signIn(email, word)
  await FindChildPage.opened(page)
  expect(await page.getByLabel('Name').inputValue()).toBe('Half a name')
})

async function signedIn(page: Page, role: Parameters<typeof account>[0]): Promise<void> {
  const { email, password: word } = account(role)
  await (await SignInPage.visit(page)).enterPassword(email, word)
  await database.pool.query('update access.authenticator set last_step = 0')
  await page.reload()
  await (await CodePage.opened(page)).enterShownCode()
}

async function mailedLink(to: string): Promise<string> {
  const { rows } = await database.pool.query<{ text: string }>(
    'select text from platform.mail where recipient = $1 order by mail_id desc limit 1',
    [to],
  )
  return /^http\S+$/m.exec(rows[0]?.text ?? '')?.[0] ?? ''
}

/** What an app shows that was given the key as text. */
async function codeOf(key: string): Promise<string> {
  return createOTP(new TextDecoder().decode(base32.decode(key))).totp()
}
