import type { Locator, Page } from 'playwright-core'
import { checkPage } from './checks.ts'

/**
 * A page of the portal as somebody sees it. Every page that a journey comes to is made by `opened`,
 * which checks it: accessible (axe, WCAG 2.2 AA), quiet console, one heading of the first level, no
 * empty cell, nothing wider than the screen.
 */
export abstract class PortalPage {
  protected readonly tab: Page
  /** What the browser's tab must say. */
  protected abstract readonly title: RegExp
  /** The status with which the server answers. */
  protected readonly status: number = 200

  constructor(tab: Page) {
    this.tab = tab
  }

  /** This page, checked. The tab must have loaded it. */
  static async opened<Kind extends PortalPage>(
    this: new (
      tab: Page,
    ) => Kind,
    tab: Page,
  ): Promise<Kind> {
    const page = new this(tab)
    await checkPage(tab, { status: page.status, title: page.title })
    return page
  }

  /** Does what leads to another page, and waits until that has loaded. */
  protected async leave(step: () => Promise<unknown>): Promise<void> {
    const loaded = this.tab.waitForEvent('load')
    await step()
    await loaded
  }

  /** The path that the browser shows. */
  get address(): string {
    const { pathname, search } = new URL(this.tab.url())
    return pathname + search
  }

  hasFocus(element: Locator): Promise<boolean> {
    return element.evaluate((one: { matches(selector: string): boolean }) => one.matches(':focus'))
  }

  /** All that can be read in the page's main part, spaces made one. */
  async text(): Promise<string> {
    return inOneLine(await this.tab.locator('main').innerText())
  }
}

/** A text as it is read, its lines and gaps made single spaces. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Follows a link by the keyboard, and waits until what it leads to has loaded. */
export async function follow(link: Locator): Promise<void> {
  const loaded = link.page().waitForEvent('load')
  await link.press('Enter')
  await loaded
}
