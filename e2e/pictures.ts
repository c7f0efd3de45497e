import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { pictureLinkageReport } from './picture-linkage-report.ts'
import { launchChromium } from './set-up/chromium.ts'
import { type KnownChild, knownChild, misspelt } from './set-up/known-people.ts'
import { openPortal, type RunningPortal } from './set-up/portal.ts'

/**
 * Makes the pictures of the README from an invented borough: `node e2e/pictures.ts`. Run it again
 * when the pages have changed, and look at them before they are committed.
 */
async function makePictures(): Promise<void> {
  const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const browser = await launchChromium()
  const portal = await openPortal({ children: 1000, seed: 1 })
  try {
    const child = await knownChild(portal.database, isWellKnown)
    const page = await browser.newPage({
      baseURL: portal.baseUrl,
      viewport: { width: 1280, height: 1100 },
    })
    await signIn(page, portal)
    await search(page, misspelt(child.family))
    await page.screenshot({ path: `${folder}search.png`, fullPage: true })
    await page.goto(`/children/${child.reference}`)
    await page.getByText('Other sources differ').first().click()
    // The pointer and the focus are the photographer's own.
    await page.mouse.move(0, 0)
    await page.evaluate('document.activeElement.blur()')
    await page.screenshot({ path: `${folder}child.png`, clip: top(1100) })
    await pictureLinkageReport(browser, folder)
  } finally {
    await browser.close()
    await portal.close()
  }
}

/** Someone whose page shows what Kith does: several sources, which do not agree on everything. */
function isWellKnown({ record, given, family }: KnownChild): boolean {
  const sources = record.sources.filter(({ holdsRecord }) => holdsRecord)
  const hasEthnicity =
    'value' in record.ethnicity && !/not|refu|unknown/i.test(record.ethnicity.value)
  const isCapitals = (name: string) => name === name.toUpperCase()
  const fromAddress = 'value' in record.address ? record.address.value.lines[0] : undefined
  return (
    sources.length >= 4 &&
    sources.some(({ feed }) => feed === 'social-care') &&
    hasEthnicity &&
    !isCapitals(given + family) &&
    fromAddress !== undefined &&
    !isCapitals(fromAddress) &&
    record.relationships.length >= 2 &&
    family.length >= 6 &&
    record.otherNames.some((name) => name.type === 'legal' && name.given !== undefined)
  )
}

async function signIn(page: Page, { accounts }: RunningPortal): Promise<void> {
  const account = accounts.find(({ role }) => role === 'practitioner')
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(account?.email ?? '')
  await page.getByLabel('Password', { exact: true }).fill(account?.password ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const code = (await page.locator('[data-demo-code]').innerText()).trim()
  await page.getByLabel('Six-digit code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/children')
}

async function search(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('heading', { name: 'Search results' }).waitFor()
}

function top(height: number) {
  return { x: 0, y: 0, width: 1280, height }
}

await makePictures()
