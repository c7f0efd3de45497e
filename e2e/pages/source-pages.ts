import { PortalPage } from './portal-page.ts'

/** The list of sources. */
export class SourcesPage extends PortalPage {
  protected readonly title = /^Sources – /

  /** Opens the form for the one source of the reader's own organisation. */
  async sendInAFile(): Promise<SendInPage> {
    await this.leave(() => this.tab.getByRole('link', { name: /^Send in a file/ }).click())
    return SendInPage.opened(this.tab)
  }
}

/** The form to send in a file. */
export class SendInPage extends PortalPage {
  protected readonly title: RegExp = /^Send in a file – /

  /** Sends a file of this name and text; without one, the form as it is. */
  async send(file?: { name: string; text: string }): Promise<void> {
    if (file) {
      const buffer = Buffer.from(file.text)
      const { name } = file
      await this.tab
        .getByLabel('File', { exact: true })
        .setInputFiles({ name, mimeType: 'text/xml', buffer })
    }
    await this.leave(() => this.tab.getByRole('button', { name: 'Send in' }).click())
  }
}

/** The form with what was wrong. */
export class RefusedSendInPage extends SendInPage {
  protected override readonly title = /^Error: Send in a file – /
  protected override readonly status = 400
}

/** How fresh and how full each source is. */
export class CoveragePage extends PortalPage {
  protected readonly title = /^Coverage and freshness – /
}

/** A file that a check has stopped. */
export class StoppedFilePage extends PortalPage {
  protected readonly title: RegExp = /^A file that a check has stopped – /

  /** Lets it through for this reason. */
  async letThrough(reason: string): Promise<void> {
    await this.tab.getByLabel('Why is the file right?').fill(reason)
    await this.leave(() => this.tab.getByRole('button', { name: /^Let this file through/ }).click())
  }

  async withdraw(): Promise<void> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Do not let it through' }).click())
  }
}

/** The same with what was wrong. */
export class RefusedStoppedFilePage extends StoppedFilePage {
  protected override readonly title = /^Error: A file that a check has stopped – /
  protected override readonly status = 400
}

/** Who is gone from a source. */
export class GonePeoplePage extends PortalPage {
  protected readonly title = /^Gone from the extract – /
}
