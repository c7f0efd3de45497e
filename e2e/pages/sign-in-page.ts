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

  /** Both factors of a demo account, whose code the second page shows. */
  async signIn(email: string, password: string): Promise<void> {
    await this.enterPassword(email, password)
    await (await CodePage.opened(this.tab)).enterShownCode()
  }

  async enterPassword(email: string, password: string): Promise<void> {
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
    await this.enterPassword(email, password)
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

/** The second page of sign-in: a code from the app. */
export class CodePage extends PortalPage {
  protected readonly title: RegExp = /^Enter the code from your app – /

  /** Enters the code that the page shows for a demo account. */
  async enterShownCode(): Promise<void> {
    await this.enter((await this.tab.locator('[data-demo-code]').innerText()).trim())
  }

  async enter(code: string): Promise<void> {
    await this.tab.getByLabel('Six-digit code').fill(code)
    await this.leave(() => this.tab.getByRole('button', { name: 'Continue' }).click())
  }
}
