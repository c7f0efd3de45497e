import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What a tab has complained of, and what the server answered when it went somewhere. */
interface Watched {
  readonly complaints: { readonly text: string; readonly url: string }[]
  readonly answers: { readonly status: number; readonly url: string }[]
}

const watched = new WeakMap<Page, Watched>()

/** Listens from the start to what a tab complains of: scripts, styles, resources, policy. */
export function watch(page: Page): void {
  const { complaints, answers } = watchedOf(page)
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    complaints.push({ text: message.text(), url: message.location().url })
  })
  page.on('pageerror', (error) => complaints.push({ text: String(error), url: page.url() }))
  page.on('response', (response) => {
    if (!response.request().isNavigationRequest()) return
    answers.push({ status: response.status(), url: response.url() })
  })
}

function watchedOf(page: Page): Watched {
  const known = watched.get(page) ?? { complaints: [], answers: [] }
  watched.set(page, known)
  return known
}

/** What must hold on every page, whoever visits it and however. */
export async function checkPage(page: Page, expected: { status: number; title: RegExp }) {
  expect(await page.title()).toMatch(expected.title)
  expect(await page.title()).toMatch(/^(Error: )?[^–]+ – Kith$/)
  expect(watchedOf(page).answers.at(-1)?.status).toBe(expected.status)
  expect(complaintsOf(page)).toEqual([])
  expect(await page.locator('h1').allInnerTexts()).toEqual([expect.stringMatching(/\S/)])
  expect(await emptyCells(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
    await page.evaluate<number>('document.documentElement.clientWidth'),
  )
  expect(await violations(page)).toEqual([])
}

/** What went wrong unseen. A page that was refused is itself reported as a resource that failed. */
function complaintsOf(page: Page): string[] {
  const { complaints, answers } = watchedOf(page)
  const isRefusal = ({ text, url }: { text: string; url: string }) =>
    answers.some(
      (answer) =>
        answer.url === url &&
        answer.status >= 400 &&
        text.startsWith(
          `Failed to load resource: the server responded with a status of ${answer.status}`,
        ),
    )
  return complaints
    .filter((complaint) => !isRefusal(complaint))
    .map(({ text, url }) => `${text} (${url})`)
}

/** Table cells and descriptions without a word: rule 2, no bare blank. */
async function emptyCells(page: Page): Promise<string[]> {
  const cells = page.locator('td, th, dd, dt')
  const texts = await cells.allTextContents()
  const empty = texts.flatMap((text, at) => (text.trim() === '' ? [at] : []))
  return Promise.all(
    empty.map((at) => cells.nth(at).evaluate((cell: { outerHTML: string }) => cell.outerHTML)),
  )
}

/** Pages that axe has found nothing in. The same page at the same width need not be judged twice. */
const flawless = new Set<string>()

/** What axe finds, in words enough to mend it. */
async function violations(page: Page): Promise<string[]> {
  const judged = `${page.viewportSize()?.width} ${await page.content()}`
  if (flawless.has(judged)) return []
  const hasScript = await page.locator('body.js-enabled').count()
  const { found, close } = hasScript
    ? { found: page, close: async () => {} }
    : await sameWithScript(page)
  try {
    // Its older way of running needs no second tab; the newer one is for pages with frames.
    const axe = new AxeBuilder({ page: found }).withTags(tags).setLegacyMode(true)
    const { violations } = await axe.analyze()
    if (violations.length === 0) flawless.add(judged)
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  } finally {
    await close()
  }
}

/**
 * axe is a script itself and cannot run where scripts are off: this is the page as it stands there,
 * its own scripts taken out, in a tab in which axe can run.
 */
async function sameWithScript(page: Page): Promise<{ found: Page; close(): Promise<void> }> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The tab has no browser.')
  const context = await browser.newContext({ viewport: page.viewportSize() })
  const copy = await context.newPage()
  const body = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '')
  const isThePage = (url: URL) => url.href === page.url()
  await copy.route(isThePage, (route) => route.fulfill({ body, contentType: 'text/html' }))
  await copy.goto(page.url())
  return { found: copy, close: () => context.close() }
}
