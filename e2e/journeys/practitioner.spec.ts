import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { formatDate, formatPostcode } from '#kernel'
import type { Provenance, Sourced } from '#store'
import type { ChildDetailsPage, ServiceProvisionPage } from '../pages/child-pages.ts'
import { SearchResultsPage } from '../pages/find-child-page.ts'
import { inOneLine } from '../pages/portal-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { knownChild, misspelt } from '../set-up/known-people.ts'
import { visitors } from '../set-up/visitors.ts'

const { tab, account, database } = visitors()
const child = await knownChild(database, ({ family }) => family.length >= 6)
const typedName = `${child.given} ${misspelt(child.family)}`

const ways: [string, BrowserContextOptions][] = [
  ['at a desk', { viewport: { width: 1280, height: 800 } }],
  ['on a screen 320 pixels wide', { viewport: { width: 320, height: 640 } }],
  ['without JavaScript', { javaScriptEnabled: false }],
]

describe.each(ways)('a practitioner %s', (_, options) => {
  test('finds a child by a misspelt name, sees both tabs, and leaves nothing open', async () => {
    const page = await tab(options)
    const signIn = await SignInPage.visit(page)
    const find = await signIn.asPractitioner(account('practitioner'))

    const results = await find.search({ name: typedName })
    expect(typedName).not.toContain(child.family)
    expect(await results.row(child.reference).innerText()).toContain(child.family)

    await results.open(child.reference)
    await page.goBack()
    // The first time the question why lies between.
    if (page.url().includes('/purpose')) await page.goBack()
    const sameResults = await SearchResultsPage.opened(page)
    const details = await sameResults.open(child.reference)
    await expectDetails(details)
    const services = await details.services()
    await expectServices(services)
    await (await services.details()).signOut()

    await page.goBack()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await page.content()).not.toContain(child.family)
    await page.goto(`/children/${child.reference}`)
    await SignInPage.opened(page)
    expect(await page.content()).not.toContain(child.family)
  })
})

async function expectDetails(details: ChildDetailsPage): Promise<void> {
  expect(await details.heading.innerText()).toContain(`${child.given} ${child.family}`)
  for (const [label, text, { sourceName, asOf }] of shownValues()) {
    const shown = inOneLine(await details.value(label).innerText())
    expect(shown, label).toContain(`${text} ${sourceName}, as of ${formatDate(asOf)}`)
  }
  // Sources write the same name with capitals or without; the page takes one of them.
  const text = (await details.text()).toLowerCase()
  for (const { family, from } of child.record.relationships) {
    expect(text).toContain((family ?? `None recorded by ${from.sourceName}`).toLowerCase())
  }
  for (const { sourceName } of child.record.sources) {
    expect(text).toContain(sourceName.toLowerCase())
  }
  expect(await details.statements.count()).toBeGreaterThan(15)
  expect(await details.unexplained()).toEqual([])
}

function shownValues(): [string, string, Provenance][] {
  const { family, given, bornOn, address, upn } = child.record
  const rows: [string, string | undefined, Sourced<unknown>][] = [
    ['Family name', child.family, family],
    ['First name', child.given, given],
    ['Date of birth', formatDate(child.bornOn), bornOn],
    ['Address line 1', 'value' in address ? address.value.lines[0] : undefined, address],
    ['Postcode', formatPostcode(child.postcode), address],
    ['Unique pupil number (UPN)', child.upn, upn],
  ]
  return rows.map(([label, text, sourced]) => {
    if (text === undefined || 'blank' in sourced) throw new Error(`The child has no ${label}.`)
    return [label, text, sourced.from]
  })
}

async function expectServices(services: ServiceProvisionPage): Promise<void> {
  const text = await services.text()
  for (const { organisation, from } of child.record.involvements) {
    expect(text).toContain(organisation)
    expect(text).toContain(`${from.sourceName}, as of ${formatDate(from.asOf)}`)
  }
  expect(text).toContain('Common Assessment Framework (CAF)')
  expect(text).toContain('Strengthening Families')
  expect(await services.statements.count()).toBeGreaterThanOrEqual(
    child.record.involvements.length + 2,
  )
  expect(await services.unexplained()).toEqual([])
}
