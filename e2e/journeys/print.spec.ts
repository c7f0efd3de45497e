import { expect, test } from 'vitest'
import { ChildDetailsPage } from '../pages/child-pages.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database, ({ record, family }) =>
  record.otherNames.some(
    (name) =>
      name.type === 'legal' && (name.family ?? family).toLowerCase() !== family.toLowerCase(),
  ),
)

test('a child’s page prints whole: every value, source and disagreement, without the furniture', async () => {
  const page = await tab({ viewport: { width: 794, height: 1123 } })
  await (await SignInPage.visit(page)).asPractitioner(account('practitioner'))
  const details = await ChildDetailsPage.visit(page, child.reference)
  const disputed = await page.locator('details .govuk-details__text').allTextContents()
  expect(disputed.length).toBeGreaterThan(0)

  await page.emulateMedia({ media: 'print' })
  expect(await details.hiddenWords()).toEqual([])
  const printed = await details.text()
  for (const text of disputed) expect(printed).toContain(text.replace(/\s+/g, ' ').trim())
  expect(printed).toContain(child.reference)
  expect(printed).toMatch(/Printed by Demo Practitioner, \d+ \w+ \d{4} at \d\d:\d\d/)
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)

  await page.emulateMedia({ media: 'screen' })
  const services = await details.services()
  await page.emulateMedia({ media: 'print' })
  expect(await services.hiddenWords()).toEqual([])
  expect((await page.pdf()).byteLength).toBeGreaterThan(10_000)
})
