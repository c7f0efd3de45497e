import type { Locator, Page } from 'playwright-core'
import { PortalPage } from './portal-page.ts'
import { SignedOutPage } from './signed-out-page.ts'

/** One tab of a child's page. */
abstract class ChildPage extends PortalPage {
  get heading(): Locator {
    return this.tab.getByRole('heading', { level: 1 })
  }

  async signOut(): Promise<SignedOutPage> {
    await this.leave(() => this.tab.getByRole('button', { name: 'Sign out' }).click())
    return SignedOutPage.opened(this.tab)
  }

  /** Every value, list entry and table row that states something about the person. */
  get statements(): Locator {
    return this.tab.locator(
      'main .govuk-summary-list__value, main .govuk-list li, main .kith-plain-list li, main tbody tr',
    )
  }

  /** Of these, what has neither a source with its date nor a reason for being empty. */
  async unexplained(): Promise<string[]> {
    const source = '.kith-source-note time[datetime]'
    const reason = '.kith-sourced-value--blank, td[colspan]'
    const ownDate = 'td[data-label="As of"]'
    const explained = this.tab.locator(`${source}, ${reason}, ${ownDate}`)
    return this.statements.filter({ hasNot: explained }).allInnerTexts()
  }

  /** What the page states and does not show: of what is folded away, there is a copy for paper. */
  async hiddenWords(): Promise<string[]> {
    const words = 'main dt, main dd, main th, main td, main li, main p, .kith-source-note'
    const furniture = 'details *, nav *, .govuk-visually-hidden, .kith-no-print'
    const unfolded = this.tab.locator(`:is(${words}):not(${furniture})`)
    return unfolded.filter({ visible: false }).allTextContents()
  }

  protected tabLink(name: string): Locator {
    return this.tab.getByLabel('Sections of this record').getByRole('link', { name })
  }
}

/** The tab "Child details". */
export class ChildDetailsPage extends ChildPage {
  protected readonly title = /: (Child|Personal) details – /

  static async visit(tab: Page, reference: string): Promise<ChildDetailsPage> {
    await tab.goto(`/children/${reference}`)
    await sayWhyIfAsked(tab)
    return ChildDetailsPage.opened(tab)
  }

  /** One labelled value with its source, or why it is empty. */
  value(label: string): Locator {
    return this.tab
      .locator('.govuk-summary-list__row')
      .filter({ has: this.tab.locator('dt').getByText(label, { exact: true }) })
      .locator('dd.govuk-summary-list__value')
  }

  async services(): Promise<ServiceProvisionPage> {
    await this.leave(() => this.tabLink('Service provision').click())
    return ServiceProvisionPage.opened(this.tab)
  }
}

/** The tab "Service provision". */
export class ServiceProvisionPage extends ChildPage {
  protected readonly title = /: Service provision – /

  async details(): Promise<ChildDetailsPage> {
    await this.leave(() => this.tabLink('details').click())
    return ChildDetailsPage.opened(this.tab)
  }
}

/** Why somebody looks at a record: asked once a day for each child. */
export class SayPurposePage extends PortalPage {
  protected readonly title = /^Why are you looking at this record\? – /

  /** Says the first reason of the list. */
  async sayFirst(): Promise<void> {
    await this.tab.getByRole('radio').first().check()
    await this.leave(() => this.tab.getByRole('button', { name: 'Continue' }).click())
  }
}

/** Says why, where it is asked: a visitor of the same account may have said it today. */
export async function sayWhyIfAsked(tab: Page): Promise<void> {
  if (new URL(tab.url()).pathname.endsWith('/purpose')) {
    await (await SayPurposePage.opened(tab)).sayFirst()
  }
}

/** The tab "Household and family". */
export class HouseholdPage extends ChildPage {
  protected readonly title: RegExp = /: Household and family – /

  async chronology(): Promise<ChronologyPage> {
    await this.leave(() => this.tabLink('Chronology').click())
    return ChronologyPage.opened(this.tab)
  }
}

/** The tab "Chronology". */
export class ChronologyPage extends ChildPage {
  protected readonly title: RegExp = /: Chronology – /

  /** Shows one kind alone. */
  async show(kind: string): Promise<ChronologyPage> {
    await this.tab.getByLabel('Show', { exact: true }).selectOption(kind)
    await this.leave(() => this.tab.getByRole('button', { name: 'Show' }).click())
    return ChronologyPage.opened(this.tab)
  }
}

/** The same as they were on a day. */
export class PastHouseholdPage extends HouseholdPage {
  protected override readonly title = /: Household and family, as it was on [^–]+ – /
}
export class PastChronologyPage extends ChronologyPage {
  protected override readonly title = /: Chronology, as it was on [^–]+ – /
}

/** The form that asks as which day to see a record. */
export class ChooseDayPage extends PortalPage {
  protected readonly title: RegExp = /^See a record as it was: /

  /** Sends a day, `YYYY-MM-DD`, by the keyboard. */
  async choose(date: string): Promise<void> {
    const [year = '', month = '', day = ''] = date.split('-')
    await this.tab.getByLabel('Day', { exact: true }).fill(day)
    await this.tab.getByLabel('Month', { exact: true }).fill(month)
    await this.tab.getByLabel('Year', { exact: true }).fill(year)
    await this.leave(() => this.tab.keyboard.press('Enter'))
  }
}

/** The same form with what was wrong. */
export class RefusedDayPage extends ChooseDayPage {
  protected override readonly title = /^Error: See a record as it was: /
  protected override readonly status = 400
}

/** A child's details as they were on a day. */
export class PastDetailsPage extends ChildPage {
  protected readonly title = /: (Child|Personal) details, as it was on [^–]+ – /

  async services(): Promise<PastServicesPage> {
    await this.leave(() => this.tabLink('Service provision').click())
    return PastServicesPage.opened(this.tab)
  }
}

/** A child's services as they were on a day. */
export class PastServicesPage extends ChildPage {
  protected readonly title = /: Service provision, as it was on [^–]+ – /
}

/** What stands where nothing was held under a reference on a day. */
export class NotThenPage extends PortalPage {
  protected readonly title = /^Nothing held on /
}

/** What stands where there is nothing that the reader may see. */
export class NotFoundPage extends PortalPage {
  protected readonly title = /^Page not found – /
  protected override readonly status = 404

  static async visit(tab: Page, path: string): Promise<NotFoundPage> {
    await tab.goto(path)
    return NotFoundPage.opened(tab)
  }
}
