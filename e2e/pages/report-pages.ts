import { readFile } from 'node:fs/promises'
import { PortalPage } from './portal-page.ts'

/** The list of data-quality reports. */
export class ReportListPage extends PortalPage {
  protected readonly title = /^Data quality – /

  /** The paths of the reports that have something open. */
  async openReports(): Promise<string[]> {
    const rows = this.tab.locator('main tbody tr').filter({ has: this.tab.getByRole('link') })
    const reports = await Promise.all(
      (await rows.all()).map(async (row) => ({
        href: await row.getByRole('link').getAttribute('href'),
        open: Number(await row.locator('td').innerText()),
      })),
    )
    return reports.flatMap(({ href, open }) => (href !== null && open > 0 ? [href] : []))
  }

  async open(href: string): Promise<ReportPage> {
    await this.leave(() => this.tab.locator(`main a[href="${href}"]`).click())
    return ReportPage.opened(this.tab)
  }
}

/** One report: what one rule finds in one source. */
export class ReportPage extends PortalPage {
  protected readonly title = /^[^:]+: [^:]+ – /

  /** The keys of the records shown, in their order. */
  keys(): Promise<string[]> {
    return this.tab.locator('main tbody th').allInnerTexts()
  }

  /** The report as a file: its name and its text. */
  async download(): Promise<{ name: string; text: string }> {
    const coming = this.tab.waitForEvent('download')
    await this.tab.getByRole('link', { name: 'Download' }).click()
    const download = await coming
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    }
  }
}
