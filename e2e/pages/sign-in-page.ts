import type { Locator, Page } from 'playwright-core'
import type { DemoAccount } from '#access'
import { FindChildPage } from './find-child-page.ts'
import { PortalPage } from './portal-page.ts'
import { ReportListPage } from './report-pages.ts'

/** The sign-in form, empty. */
export class SignInPage extends PortalPage {
  protected readonly title: RegExp = /^Sign in – /

  static async visit(tab: Page): Promise<SignInPage> {
    await tab.goto('/sign-in')
    return SignInPage.opened(tab)
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.tab.getByLabel('Email address').fill(email)
    await this.tab.getByLabel('Password', { exact: true }).fill(password)
    await this.leave(() => this.tab.getByRole('button', { name: 'Sign in' }).click())
  }

  async asPractitioner({ email, password }: DemoAccount): Promise<FindChildPage> {
    await this.signIn(email, password)
    return FindChildPage.opened(this.tab)
  }

  async asSteward({ email, password }: DemoAccount): Promise<ReportListPage> {
    await this.signIn(email, password)
    return ReportListPage.opened(this.tab)
  }

  async refused(email: string, password: string): Promise<RefusedSignInPage> {
    await this.signIn(email, password)
    return RefusedSignInPage.opened(this.tab)
  }
}

/** The sign-in form with what was wrong. */
export class RefusedSignInPage extends SignInPage {
  protected override readonly title = /^Error: Sign in – /
  protected override readonly status = 400

  /** The box at the top that lists what is wrong. */
  get summary(): Locator {
    return this.tab.locator('.govuk-error-summary')
  }
}
