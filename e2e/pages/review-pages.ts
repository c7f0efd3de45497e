import { PortalPage } from './portal-page.ts'

/** The reviewers' front page: what waits. */
export class QueuePage extends PortalPage {
  protected readonly title = /^Review – /

  /** How many questions wait in the selection; 0 where nothing does. */
  async waiting(): Promise<number> {
    return Number(/(\d+) questions? waits?/.exec(await this.text())?.[1] ?? 0)
  }

  async narrowTo(kind: string): Promise<QueuePage> {
    await this.tab.getByLabel('Kind').selectOption({ label: kind })
    await this.leave(() => this.tab.getByRole('button', { name: 'Show' }).click())
    return QueuePage.opened(this.tab)
  }

  async takeNext(): Promise<PairPage> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Review the most useful' }).click())
    return PairPage.opened(this.tab)
  }

  async decided(): Promise<DecidedPage> {
    await this.leave(() => this.tab.getByRole('link', { name: 'What has been decided' }).click())
    return DecidedPage.opened(this.tab)
  }

  async quality(): Promise<QualityPage> {
    await this.leave(() => this.tab.getByRole('link', { name: 'How well matching works' }).click())
    return QualityPage.opened(this.tab)
  }
}

/** One pair to a screen. */
export class PairPage extends PortalPage {
  protected readonly title = /^(Error: )?Are these the same child\? [^–]+ – /

  async answer(words: string, why: string): Promise<void> {
    await this.tab.getByLabel(words, { exact: true }).check()
    await this.tab.getByLabel('Why').selectOption({ label: why })
    await this.leave(() => this.tab.getByRole('button', { name: 'Keep and go on' }).click())
  }

  async undo(): Promise<PairPage> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Undo it' }).click())
    return PairPage.opened(this.tab)
  }

  /** How each compared line stands: `Same`, `Different`. */
  marks(): Promise<string[]> {
    return this.tab.locator('main tbody .govuk-tag').allInnerTexts()
  }
}

/** A pair with what was wrong with the answer. */
export class RefusedPairPage extends PairPage {
  protected override readonly title = /^Error: Are these the same child\? [^–]+ – /
  protected override readonly status = 400
}

/** What reviewers have decided. */
export class DecidedPage extends PortalPage {
  protected readonly title = /^What has been decided – /
}

/** Precision, recall and what review costs. */
export class QualityPage extends PortalPage {
  protected readonly title = /^How well matching works – /

  async drawSample(): Promise<QualityPage> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Draw a new sample' }).click())
    return QualityPage.opened(this.tab)
  }
}

/** "These are not the same child". */
export class DoubtPage extends PortalPage {
  protected readonly title = /^(Error: )?These are not the same child – /
}

/** The assessments of breaches. */
export class BreachListPage extends PortalPage {
  protected readonly title = /^Breaches – /
}

/** What reports may rely on. */
export class ReportingPage extends PortalPage {
  protected readonly title = /^Data for reports – /
}
