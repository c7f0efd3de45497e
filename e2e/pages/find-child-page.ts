import type { Locator } from 'playwright-core'
import { ChildDetailsPage, sayWhyIfAsked } from './child-pages.ts'
import { PortalPage } from './portal-page.ts'

/** What a search form takes, as it is typed. A date is day, month, year. */
export interface Typed {
  readonly name?: string
  readonly born?: readonly [string, string, string]
  readonly postcode?: string
  readonly nhsNumber?: string
  readonly upn?: string
}

const upnLabel = 'Unique pupil number (UPN)'

/** The search form. */
export class FindChildPage extends PortalPage {
  protected readonly title: RegExp = /^Find a child – /

  async fill(typed: Typed): Promise<void> {
    const [day, month, year] = typed.born ?? ['', '', '']
    await this.field('Name').fill(typed.name ?? '')
    await this.field('Day').fill(day)
    await this.field('Month').fill(month)
    await this.field('Year').fill(year)
    await this.field('Postcode').fill(typed.postcode ?? '')
    await this.field('NHS number').fill(typed.nhsNumber ?? '')
    await this.field(upnLabel).fill(typed.upn ?? '')
  }

  async search(typed: Typed): Promise<SearchResultsPage> {
    await this.submit(typed)
    return SearchResultsPage.opened(this.tab)
  }

  /** Searches where both finding somebody and finding nobody would be right. */
  async ask(typed: Typed): Promise<AnswerPage> {
    await this.submit(typed)
    return AnswerPage.opened(this.tab)
  }

  async searchInVain(typed: Typed): Promise<NothingFoundPage> {
    await this.submit(typed)
    return NothingFoundPage.opened(this.tab)
  }

  async refused(typed: Typed): Promise<RefusedSearchPage> {
    await this.submit(typed)
    return RefusedSearchPage.opened(this.tab)
  }

  /** What stands in each field. */
  async typed(): Promise<Record<string, string>> {
    const labels = ['Name', 'Day', 'Month', 'Year', 'Postcode', 'NHS number', upnLabel]
    const values = await Promise.all(labels.map((label) => this.field(label).inputValue()))
    return Object.fromEntries(labels.map((label, at) => [label, values[at] ?? '']))
  }

  field(label: string): Locator {
    return this.tab.getByRole('textbox', { name: label, exact: true })
  }

  /** Above results the form is folded away. */
  async openForm(): Promise<void> {
    const isFolded = !(await this.field('Name').isVisible())
    if (isFolded) await this.tab.getByText('Change this search').click()
  }

  private async submit(typed: Typed): Promise<void> {
    await this.openForm()
    await this.fill(typed)
    await this.leave(() => this.tab.getByRole('button', { name: 'Search' }).click())
  }
}

/** The form again, with what must be put right. */
export class RefusedSearchPage extends FindChildPage {
  protected override readonly title = /^Error: Find a child – /
  protected override readonly status = 400

  /** The box at the top that lists what is wrong. */
  get summary(): Locator {
    return this.tab.locator('.govuk-error-summary')
  }
}

/** The people whom a search found. */
export class SearchResultsPage extends FindChildPage {
  protected override readonly title: RegExp = /^Search results: Find a child – /

  get rows(): Locator {
    return this.tab.locator('main tbody tr')
  }

  /** The references of everybody shown, in their order. */
  async references(): Promise<string[]> {
    const texts = await this.rows.allInnerTexts()
    return texts.map((text) => text.match(/RSV\d{10}/)?.[0] ?? '')
  }

  row(reference: string): Locator {
    return this.rows.filter({ hasText: reference })
  }

  async open(reference: string): Promise<ChildDetailsPage> {
    await this.leave(() => this.row(reference).getByRole('link').click())
    await sayWhyIfAsked(this.tab)
    return ChildDetailsPage.opened(this.tab)
  }
}

/** What a search answers, whether it found somebody or nobody. */
export class AnswerPage extends FindChildPage {
  protected override readonly title = /^(Search results|Nothing found): Find a child – /
}

/** A search that found nobody. */
export class NothingFoundPage extends FindChildPage {
  protected override readonly title = /^Nothing found: Find a child – /
}
