import { PortalPage } from './portal-page.ts'

/** What is said to somebody who has signed out. */
export class SignedOutPage extends PortalPage {
  protected readonly title = /^You have signed out – /
}
