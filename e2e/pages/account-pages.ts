import { PortalPage } from './portal-page.ts'
import { SignedOutPage } from './signed-out-page.ts'

/** A page with one form in its middle. */
abstract class FormPage extends PortalPage {
  /** Fills fields by their labels, and sends the form. */
  async fill(fields: Readonly<Record<string, string>>, button: string): Promise<void> {
    for (const [label, text] of Object.entries(fields)) {
      await this.tab.getByLabel(label, { exact: true }).fill(text)
    }
    await this.press(button)
  }

  async signOut(): Promise<SignedOutPage> {
    await this.press('Sign out')
    return SignedOutPage.opened(this.tab)
  }

  async press(button: string): Promise<void> {
    await this.leave(() => this.tab.getByRole('button', { name: button, exact: true }).click())
  }
}

export class RegisterPage extends FormPage {
  protected readonly title = /^Ask for an account – /
}

export class CheckEmailPage extends PortalPage {
  protected readonly title = /^Check your email – /
}

export class VerifyPage extends FormPage {
  protected readonly title = /^Confirm your email address – /
}

export class WaitingPage extends PortalPage {
  protected readonly title = /^Waiting for approval – /
}

export class AccountsPage extends PortalPage {
  protected readonly title = /^Accounts – /

  async open(name: string): Promise<DecidePage> {
    await this.leave(() => this.tab.getByRole('link', { name }).click())
    return DecidePage.opened(this.tab)
  }
}

export class DecidePage extends FormPage {
  protected readonly title = /^Decide on an account – /

  async approveAs(role: string): Promise<AccountsPage> {
    await this.tab.getByLabel(role, { exact: true }).check()
    await this.tab.getByLabel('Approve', { exact: true }).check()
    await this.press('Save the decision')
    return AccountsPage.opened(this.tab)
  }
}

export class ChoosePasswordPage extends FormPage {
  protected readonly title = /^Choose a password – /
}

/** The key of an app as a picture and as text. */
export class SetUpAppPage extends FormPage {
  protected readonly title = /^Set up your second factor – /

  async key(): Promise<string> {
    return (await this.tab.locator('[data-key]').innerText()).replaceAll(' ', '')
  }
}

export class RecoveryCodesPage extends PortalPage {
  protected readonly title = /^Keep your recovery codes – /

  codes(): Promise<string[]> {
    return this.tab.locator('code').allInnerTexts()
  }

  async goOn(): Promise<void> {
    await this.leave(() => this.tab.getByRole('button', { name: /continue/ }).click())
  }
}

export class AgreementPage extends FormPage {
  protected readonly title = /^Joint confidentiality agreement – /

  async accept(): Promise<void> {
    await this.tab.getByLabel('I have read this and accept it').check()
    await this.press('Continue')
  }
}

export class RecoveryPage extends FormPage {
  protected readonly title = /^Enter a recovery code – /
}

export class MyAccountPage extends FormPage {
  protected readonly title = /^My account – /
}

export class AddPasskeyPage extends FormPage {
  protected readonly title = /^Add a passkey – /
}

export class PasskeyPage extends FormPage {
  protected readonly title = /^Sign in with a passkey – /
}

export class DemonstrationPage extends PortalPage {
  protected readonly title = /^Accounts to try Kith with – /
}

export class ForgottenPage extends FormPage {
  protected readonly title = /^I have forgotten my password – /
}

export class OrganisationsPage extends PortalPage {
  protected readonly title = /^Organisations – /
}

export class AddOrganisationPage extends FormPage {
  protected readonly title = /^Add an organisation – /
}

export class MailPage extends PortalPage {
  protected readonly title = /^Mail – /
}

export class AccessLogPage extends FormPage {
  protected readonly title = /^Access log – /
}

export class ChildReadersPage extends PortalPage {
  protected readonly title = /^Who has looked at this child – /
}

export class KeptFormPage extends FormPage {
  protected readonly title = /^Go on where you were – /
}

export class ChangePasswordPage extends FormPage {
  protected readonly title: RegExp = /^Change my password – /
}

export class RefusedChangePasswordPage extends ChangePasswordPage {
  protected override readonly title = /^Error: Change my password – /
  protected override readonly status = 400
}

/** The key of another app, which takes the old one's place. */
export class ReplaceAppPage extends FormPage {
  protected readonly title: RegExp = /^Set up another authenticator app – /
}

export class RefusedReplaceAppPage extends ReplaceAppPage {
  protected override readonly title = /^Error: Set up another authenticator app – /
  protected override readonly status = 400
}

/** The log with what was wrong in the filter. */
export class RefusedAccessLogPage extends FormPage {
  protected readonly title = /^Error: Access log – /
  protected override readonly status = 400
}
