import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatReference } from '#kernel'
import { NotFoundPage } from '../pages/child-pages.ts'
import type { FindChildPage, Typed } from '../pages/find-child-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { hiddenPeople } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const hidden = await hiddenPeople(database)

test('nobody finds a child whom a source restricts, whatever is typed', async () => {
  expect(hidden.length).toBeGreaterThan(0)
  let find: FindChildPage = await signedIn()
  for (const { reference, given, family, bornOn, nhsNumber } of hidden.slice(0, 2)) {
    const [year = '', month = '', day = ''] = bornOn.split('-')
    const searches: Typed[] = [
      { name: `${given} ${family}` },
      { name: family, born: [day, month, year] },
      ...(nhsNumber ? [{ nhsNumber }] : []),
    ]
    for (const typed of searches) {
      find = await find.ask(typed)
      expect(await find.text()).not.toContain(reference)
    }
  }
})

test('nobody opens one by reference: it is the page of a reference that was never given', async () => {
  const page = await tab()
  await signedIn(page)
  const neverGiven = formatReference('RSV', '123456789')
  const { rows } = await database.pool.query('select from match.person where reference = $1', [
    neverGiven,
  ])
  expect(rows).toEqual([])
  for (const tail of ['', '/services']) {
    await NotFoundPage.visit(page, `/children/${neverGiven}${tail}`)
    const unknown = await page.content()
    for (const { reference } of hidden) {
      await page.goto(`/children/${reference}${tail}`)
      expect(await page.content()).toBe(unknown)
    }
  }
  await NotFoundPage.visit(page, `/children/${hidden[0]?.reference}`)
})

async function signedIn(page?: Page): Promise<FindChildPage> {
  const signIn = await SignInPage.visit(page ?? (await tab()))
  return signIn.asPractitioner(account('practitioner'))
}
