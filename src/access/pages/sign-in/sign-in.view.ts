import { type FieldError, type ShownErrors, shownErrors } from '../access-parts/form.ts'

/** What the sign-in page shows. */
export interface SignInModel extends ShownErrors {
  readonly email: string
  readonly next: string
  /** Organisations' own directories, each a link. */
  readonly providers: readonly { readonly text: string; readonly href: string }[]
  readonly isDemonstration: boolean
  /** Whose account this was about, for the access log; never shown. */
  readonly account?: string | undefined
}

/** One text for an account that does not exist, one that is closed and a password that is wrong. */
export const wrongCredentials = 'The email address or the password is not right'

interface Offered {
  readonly providers?: readonly { readonly key: string; readonly name: string }[]
  readonly isDemonstration?: boolean
}

/** The page's model from what was typed and what was wrong with it. */
export function signInModel(
  offered: Offered,
  email: string,
  next: string,
  errors: readonly FieldError[] = [],
): SignInModel {
  return {
    email,
    next,
    providers: (offered.providers ?? []).map(({ key, name }) => ({
      text: `Sign in with ${name}`,
      href: `/sign-in/with/${key}?next=${encodeURIComponent(next)}`,
    })),
    isDemonstration: offered.isDemonstration === true,
    ...shownErrors(errors),
  }
}
