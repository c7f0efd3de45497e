import { readFile } from 'node:fs/promises'
import { follow, PortalPage } from './portal-page.ts'

/** The sources with what waits in each. */
export class ReportListPage extends PortalPage {
  protected readonly title = /^Data quality – /

  /** The addresses of the sources that can be opened. */
  sources(): Promise<string[]> {
    return this.tab
      .locator('main tbody th a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  }

  async open(href: string): Promise<SourceReportPage> {
    await this.leave(() => this.tab.locator(`main a[href="${href}"]`).click())
    return SourceReportPage.opened(this.tab)
  }

  async checkValues(): Promise<CheckValuesPage> {
    await follow(this.tab.getByRole('link', { name: 'Check a value before you type it' }))
    return CheckValuesPage.opened(this.tab)
  }
}

/** What is wrong in one source, by how it likely got in. */
export class SourceReportPage extends PortalPage {
  protected readonly title = /^[^:]+ – /

  async list(): Promise<ExceptionListPage> {
    await follow(this.tab.getByRole('link', { name: 'All exceptions of this source' }))
    return ExceptionListPage.opened(this.tab)
  }

  async mail(every: string): Promise<SourceReportPage> {
    await this.tab.getByLabel(every).check()
    await this.leave(() => this.tab.getByRole('button', { name: 'Save' }).click())
    return SourceReportPage.opened(this.tab)
  }
}

/** A source's exceptions. */
export class ExceptionListPage extends PortalPage {
  protected readonly title = /: exceptions – /

  /** The keys of the records shown, in their order. */
  async keys(): Promise<string[]> {
    const links = await this.tab.locator('main tbody th a').all()
    return Promise.all(
      links.map((link) => link.evaluate((one) => one.firstChild?.textContent?.trim() ?? '')),
    )
  }

  async narrow(what: string): Promise<ExceptionListPage> {
    await this.tab.getByLabel('What is wrong').selectOption({ label: what })
    await this.leave(() => this.tab.getByRole('button', { name: 'Show' }).click())
    return ExceptionListPage.opened(this.tab)
  }

  /** The list as a file: its name and its text. */
  async download(): Promise<{ name: string; text: string }> {
    const coming = this.tab.waitForEvent('download')
    await this.tab.getByRole('link', { name: 'Download' }).click()
    const download = await coming
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    }
  }

  async openFirst(): Promise<ExceptionPage> {
    await follow(this.tab.locator('main tbody th a').first())
    return ExceptionPage.opened(this.tab)
  }
}

/** One exception. */
export class ExceptionPage extends PortalPage {
  protected readonly title: RegExp = / – /

  /** Gives an answer; the page that comes is for the caller to open. */
  async answer(answer: string | undefined, reason: string): Promise<void> {
    if (answer) await this.tab.getByLabel(answer).check()
    await this.tab.getByLabel('Why').fill(reason)
    await this.leave(() => this.tab.getByRole('button', { name: 'Save answer' }).click())
  }

  async takeBack(): Promise<ExceptionPage> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Take the answer back' }).click())
    return ExceptionPage.opened(this.tab)
  }
}

/** The same page with what is to put right in the form. */
export class RefusedAnswerPage extends ExceptionPage {
  protected override readonly title: RegExp = /^Error: /
  protected override readonly status = 400
}

/** The checks, for whoever is about to type. */
export class CheckValuesPage extends PortalPage {
  protected readonly title = /Check a value before you type it – /

  async check(label: string, value: string): Promise<CheckValuesPage> {
    await this.tab.getByLabel(label).fill(value)
    await this.leave(() => this.tab.getByRole('button', { name: 'Check' }).click())
    return CheckValuesPage.opened(this.tab)
  }
}

/** The form for a value on a child's page that is wrong. */
export class ReportWrongDataPage extends PortalPage {
  protected readonly title = /^Report wrong data – /

  async send(note: string): Promise<MyReportsPage> {
    await this.tab.getByLabel('What you know').fill(note)
    await this.leave(() => this.tab.getByRole('button', { name: 'Report' }).click())
    return MyReportsPage.opened(this.tab)
  }
}

/** What somebody has reported, and what became of it. */
export class MyReportsPage extends PortalPage {
  protected readonly title = /^What I have reported – /
}
