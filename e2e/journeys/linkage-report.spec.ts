import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { linkFiles, parseModel } from '#linkage'
import { launchChromium } from '../set-up/chromium.ts'

/** The report of `kith link --report`, opened as a file by somebody who was sent it. */
describe('the report of a linkage', () => {
  let browser: Browser
  let folder: string
  let url: string
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    folder = await mkdtemp(join(tmpdir(), 'kith-report-'))
    await writeFile(join(folder, 'people.csv'), peopleAsCsv())
    const file = join(folder, 'report.html')
    await linkFiles({
      files: [join(folder, 'people.csv')],
      model,
      truth: 'truth',
      report: { file },
    })
    url = pathToFileURL(file).href
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    complaints.length = 0
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (request.url() !== url) complaints.push(`asked for ${request.url()}`)
    })
    await page.goto(url)
    return page
  }

  it.each([1280, 320])(
    'is accessible with everything open, %i wide',
    async (width) => {
      const page = await open({ viewport: { width, height: 900 } })
      await openAll(page)
      expect(await overflow(page)).toBe(0)
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations } = await new AxeBuilder({ page })
        .withTags(tags)
        .setLegacyMode(true)
        .analyze()
      expect(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`)).toEqual(
        [],
      )
      expect(complaints).toEqual([])
    },
    180_000,
  )

  it('is whole without scripts, and asks nothing of the network', async () => {
    const page = await open({ javaScriptEnabled: false, offline: true })
    const html = await readFile(new URL(url), 'utf8')
    expect(html).not.toContain('<script')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Linkage report: people')
    const sections = page.locator('main section')
    expect(await sections.count()).toBe(12)
    expect(await sections.locator('> .lead').count()).toBe(12)
    await page.getByRole('link', { name: 'Blocking: which pairs were compared' }).click()
    expect(new URL(page.url()).hash).toBe('#blocking')
    expect(complaints).toEqual([])
  })

  it('shows a pair side by side with its reasons, by keyboard alone', async () => {
    const page = await open({ viewport: { width: 1280, height: 900 } })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#main')
    const pattern = page.locator('#pairs details').first()
    await pattern.locator('> summary').focus()
    await page.keyboard.press('Enter')
    const pair = pattern.locator('.pair').first()
    expect(await pair.getByRole('table').first().innerText()).toMatch(
      /Column\s+Record .+\s+Record /,
    )
    expect(await pair.locator('dt', { hasText: 'For' }).count()).toBe(1)
    const waterfall = pair.getByRole('img')
    expect(await waterfall.getAttribute('aria-labelledby')).toMatch(/-title .+-desc$/)
    await pair.getByText('The waterfall as a table').press('Enter')
    expect(await pair.getByRole('table').last().innerText()).toContain('Before looking (prior)')
  })

  it('shows what a hostile record holds as text, and runs none of it', async () => {
    const page = await open()
    await openAll(page)
    const text = await page.locator('body').innerText()
    expect(text).toContain('<img src=x onerror=')
    expect(await page.locator('body img, body script, body iframe').count()).toBe(0)
    expect(await page.evaluate('globalThis.attacked')).toBeUndefined()
    expect(complaints).toEqual([])
  })

  it('prints on paper with its figures', async () => {
    const page = await open()
    const pdf = await page.pdf({ format: 'A4', printBackground: true })
    expect(pdf.length).toBeGreaterThan(50_000)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 680, height: 960 })
    expect(await overflow(page)).toBe(0)
  })
})

const openAll = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const one of all) (one as unknown as { open: boolean }).open = true
  })

const overflow = (page: Page) =>
  page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )

const model = parseModel({
  name: 'people',
  columns: { given: 'given', family: 'family', born: 'date(born)', place: 'place' },
  blocking: [
    ['family', 'born'],
    ['given', 'born'],
    ['given', 'family'],
    ['place', 'given'],
  ],
  comparisons: [
    { kind: 'either_way', columns: ['given', 'family'], term_frequency: true },
    { kind: 'date', column: 'born', words: 'date of birth' },
    { kind: 'text', column: 'place', term_frequency: true },
  ],
})

/** Invented people, each up to four times with slips; some hold what should do no harm. */
function peopleAsCsv(): string {
  const hostile = [
    '<img src=x onerror=globalThis.attacked=1>',
    '\u202egnp.exe',
    '👩‍👩‍👧‍👦',
    'x'.repeat(5000),
  ]
  const given = ['Amara', 'Bilal', 'Carys', 'Dylan', 'Elin', 'Farah', 'Gwen', 'Hasan']
  const family = ['Adeyemi', 'Brown', 'Cohen', 'Davies', 'Evans', 'Farrell', 'Green']
  const lines = ['id,given,family,born,place,truth']
  for (let i = 0; i < 120; i++) {
    const name = `${family[(i * 3) % family.length]}${'abcdefghij'[i % 10]}${'klmnopqrst'[(i * 7) % 10]}`
    const born = `${2006 + (i % 12)}-${String(1 + (i % 9)).padStart(2, '0')}-${String(10 + (i % 18))}`
    const place = i < 40 ? (hostile[i % hostile.length] as string) : `Town ${i % 30}`
    for (let copy = 0; copy < 1 + (i % 4); copy++) {
      const slip = copy === 2 ? `${name.slice(0, 3)}${name.slice(4)}` : name
      const first = given[i % given.length] as string
      const [one, two] = copy === 3 ? [slip, first] : [first, slip]
      lines.push(`${i}-${copy},${one},${two},${copy === 1 ? '' : born},"${place}",${i}`)
    }
  }
  return lines.join('\n')
}
