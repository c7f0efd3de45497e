import { expect, test } from 'vitest'
import { ChildDetailsPage, SayPurposePage, ServiceProvisionPage } from '../pages/child-pages.ts'
import { FindChildPage, SearchResultsPage } from '../pages/find-child-page.ts'
import { type Focused, pressTab, tabTo } from '../pages/keyboard.ts'
import { CodePage, SignInPage } from '../pages/sign-in-page.ts'
import { SignedOutPage } from '../pages/signed-out-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database)

test('the whole journey by keyboard: each stop in its order, each seen, forms sent with Enter', async () => {
  const page = await tab()
  const { keyboard } = page
  const { email, password, displayName } = account('practitioner')
  const myAccount = `Signed in as ${displayName}`

  await SignInPage.visit(page)
  expectSeen(await tabTo(page, 'Email address'), [
    skip,
    'Kith',
    'Accounts to try it with',
    'Email address',
  ])
  await keyboard.type(email)
  expectSeen([await pressTab(page)], ['Password'])
  await keyboard.type(password)
  await enter()

  await CodePage.opened(page)
  const code = await page.locator('[data-demo-code]').innerText()
  await page.getByLabel('Six-digit code').focus()
  await keyboard.type(code)
  await enter()

  await FindChildPage.opened(page)
  const way = [
    skip,
    'Kith',
    'Find a child',
    'What I have reported',
    myAccount,
    'Sign out',
    'Name',
    'Day',
    'Month',
    'Year',
    'Postcode',
  ]
  expectSeen(await tabTo(page, 'Postcode'), way)
  expectSeen(await tabTo(page, 'Search'), ['NHS number', 'Unique pupil number (UPN)', 'Search'])
  await page.getByLabel('Unique pupil number (UPN)').focus()
  await keyboard.type(child.upn)
  await enter()

  const results = await SearchResultsPage.opened(page)
  const found = await results.row(child.reference).getByRole('link').innerText()
  expectSeen(await tabTo(page, found), [
    skip,
    'Kith',
    'Find a child',
    'What I have reported',
    myAccount,
    'Sign out',
    changeSearch,
    found,
  ])
  await enter()

  await SayPurposePage.opened(page)
  await tabTo(page, (await page.locator('label').first().innerText()).trim())
  await keyboard.press('Space')
  await tabTo(page, 'Continue')
  await enter()

  await ChildDetailsPage.opened(page)
  expectSeen(await tabTo(page, 'Service provision'), [
    skip,
    'Kith',
    'Find a child',
    'What I have reported',
    myAccount,
    'Sign out',
    'Child details',
    'Service provision',
  ])
  await enter()

  await ServiceProvisionPage.opened(page)
  expect(await page.getByText(`Signed in as ${displayName}`).isVisible()).toBe(true)
  await tabTo(page, 'Sign out')
  await enter()
  await SignedOutPage.opened(page)

  async function enter(): Promise<void> {
    const loaded = page.waitForEvent('load')
    await keyboard.press('Enter')
    await loaded
  }
})

test('the skip link leads past the header to what the page is about', async () => {
  const page = await tab()
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  await pressTab(page)
  await page.keyboard.press('Enter')
  expect(await page.locator('#main-content').evaluate(isFocused)).toBe(true)
  expect((await pressTab(page)).name).toBe('Name')
})

test('what sources disagree on opens and closes by keyboard, and says so', async () => {
  const page = await tab()
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  await ChildDetailsPage.visit(page, (await someoneInDispute()).reference)
  const summary = page.locator('main summary').first()
  await tabTo(page, (await summary.innerText()).replace(/\s+/g, ' ').trim())
  const inside = page.locator('main details').first().locator('.govuk-details__text')
  expect(await inside.isVisible()).toBe(false)
  await page.keyboard.press('Enter')
  expect(await inside.isVisible()).toBe(true)
  await page.keyboard.press('Space')
  expect(await inside.isVisible()).toBe(false)
})

const skip = 'Skip to main content'
const changeSearch = 'Change this search'

function expectSeen(way: readonly Focused[], names: readonly string[]): void {
  expect(way).toEqual(names.map((name) => ({ name, isSeen: true })))
}

function isFocused(element: { matches(selector: string): boolean }): boolean {
  return element.matches(':focus')
}

function someoneInDispute() {
  return knownChild(database, ({ record, family }) =>
    record.otherNames.some(
      (name) =>
        name.type === 'legal' && (name.family ?? family).toLowerCase() !== family.toLowerCase(),
    ),
  )
}
