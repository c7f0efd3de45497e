import type { Handle } from '#platform/db'
import type { RestrictedPeople } from './restricted-people.ts'
import type { Grants } from './rules/grants.ts'
import type { SignInProvider } from './sign-in-providers.ts'
import type { Viewed } from './viewing.ts'

/** What access needs to know of the settings. */
export interface AccessSettings {
  /** The address that browsers use; cookies are `Secure` when it is https. */
  readonly baseUrl: string
  /** Signs the session cookie and encrypts what must be read again: keys, kept forms. */
  readonly secret: string
  readonly sessions?: SessionLimits
  /** The demo accounts are there, and their codes are shown to whoever tries Kith. Never in production. */
  readonly isDemonstration?: boolean
  /** The joint confidentiality agreement in force; without one nobody is asked to accept it. */
  readonly agreement?: ConfidentialityAgreement | undefined
  /** Organisations' own directories that people sign in with (OpenID Connect). */
  readonly providers?: readonly SignInProvider[]
  /** Whether a reader may know that there is such a person; the store knows. */
  readonly isShownTo?: IsShownTo
  /** Whom pages about a person are about; the store knows. */
  readonly people?: PeopleOfIndex
  /** Who is restricted; the store knows. Without it there is nobody to shield. */
  readonly restrictedPeople?: RestrictedPeople
  readonly breakGlass?: BreakGlassRule
}

/** How the glass is broken here. */
export interface BreakGlassRule {
  /** For how long it opens one record. */
  readonly hours: number
  /** Somebody else must agree before anything opens. */
  readonly needsSecondPerson: boolean
}

/** The rule set, or four hours without a second person. */
export function breakGlassRuleOf({
  breakGlass,
}: Pick<AccessSettings, 'breakGlass'>): BreakGlassRule {
  return breakGlass ?? { hours: 4, needsSecondPerson: false }
}

/** Whether a page about the person with this reference may be opened at all. */
export type IsShownTo = (db: Handle, reference: string) => Promise<boolean>

/** What access must know of the people of the index. */
export interface PeopleOfIndex {
  /** Whom a reference leads to; undefined for nobody, and for whoever is hidden. */
  find(db: Handle, reference: string): Promise<Viewed | undefined>
  /** Whether the grants open anything that the index has of them. */
  shows(db: Handle, grants: Grants, viewed: Viewed): Promise<boolean>
}

/** How long a session lasts. */
export interface SessionLimits {
  /** However busy it is. */
  readonly hours: number
  /** Without a page being asked for. */
  readonly idleMinutes: number
}

/** What everybody who uses Kith has agreed to, in the words of the partners. */
export interface ConfidentialityAgreement {
  /** A new version is asked for again. */
  readonly version: string
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** The limits set, or a working day and half an hour. */
export function sessionLimitsOf({ sessions }: Pick<AccessSettings, 'sessions'>): SessionLimits {
  return sessions ?? { hours: 8, idleMinutes: 30 }
}
