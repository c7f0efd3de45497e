import { expect, test } from 'vitest'
import { PortalPage } from '../pages/portal-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()

test('a wrong password and an unknown account get the same answer, which keeps the address typed', async () => {
  const known = account('administrator').email
  const unknown = 'administrator.other@kith.example'
  const answers = []
  for (const email of [known, unknown]) {
    const page = await tab()
    const refused = await (await SignInPage.visit(page)).refused(email, 'not the password')
    expect(await refused.text()).toContain('The email address or the password is not right')
    expect(await page.getByLabel('Email address').inputValue()).toBe(email)
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
    expect(await refused.hasFocus(refused.summary)).toBe(true)
    answers.push((await page.content()).replaceAll(email, 'the address typed'))
    expect(await page.context().cookies()).toEqual([])
  }
  expect(answers[0]).toBe(answers[1])
})

test('nothing typed is asked for, field by field', async () => {
  const page = await tab()
  const refused = await (await SignInPage.visit(page)).refused('', '')
  const links = refused.summary.getByRole('link')
  expect(await links.allInnerTexts()).toEqual(['Enter your email address', 'Enter your password'])
  await links.last().click()
  expect(await refused.hasFocus(page.getByLabel('Password', { exact: true }))).toBe(true)
})

test('too many tries are refused, right password or not, and say when to come back', async () => {
  const email = 'guessed@kith.example'
  const page = await tab()
  await SignInPage.visit(page)
  for (let attempt = 1; attempt <= 10; attempt++) {
    await new SignInPage(page).enterPassword(email, `guess ${attempt}`)
  }
  expect(await page.title()).toContain('Error: Sign in')
  await new SignInPage(page).enterPassword(email, 'one more')
  const refused = await TooManyAttemptsPage.opened(page)
  expect(await refused.text()).toContain('You can try again in 15 minutes')
})

test('a page asked for before signing in is opened after it; a foreign address is not', async () => {
  const page = await tab()
  const { email, password } = account('practitioner')
  await page.goto('/children/RSV1234567897/services')
  await (await SignInPage.opened(page)).signIn(email, password)
  expect(new URL(page.url()).pathname).toBe('/children/RSV1234567897/services')

  const other = await tab()
  await other.goto('/sign-in?next=https%3A%2F%2Fevil.example%2F')
  await (await SignInPage.opened(other)).signIn(email, password)
  expect(new URL(other.url()).pathname).toBe('/children')
})

test('the right password once clears the account’s count, and every try is in the access log', async () => {
  const { email, password } = account('administrator')
  const page = await tab()
  await (await SignInPage.visit(page)).refused(email, 'not the password')
  await new SignInPage(page).signIn(email, password)
  expect(new URL(page.url()).pathname).toBe('/data-quality')
  const { rows } = await database.pool.query<{ outcome: string }>(
    `select outcome from access.access_log where event = 'access.password.given'
     order by access_log_id desc limit 2`,
  )
  expect(rows.map(({ outcome }) => outcome)).toEqual(['allowed', 'refused'])
})

/** What is said when there have been too many tries. */
class TooManyAttemptsPage extends PortalPage {
  protected readonly title = /^Too many attempts – /
  protected override readonly status = 429
}
