import type { FieldError } from './sign-in.form.ts'

/** What the sign-in page shows. */
export interface SignInModel {
  readonly email: string
  readonly next: string
  /** For the error summary, each with a link to its field. */
  readonly errors: readonly { readonly text: string; readonly href: string }[]
  readonly emailError: string | undefined
  readonly passwordError: string | undefined
  /** Whose account this was about, for the access log; never shown. */
  readonly account?: string | undefined
}

/** One text for an account that does not exist and for a password that is wrong. */
export const wrongCredentials = 'The email address or the password is not right'

/** The page's model from what was typed and what was wrong with it. */
export function signInModel(
  email: string,
  next: string,
  errors: readonly FieldError[] = [],
): SignInModel {
  const messageFor = (field: FieldError['field']) =>
    errors.find((error) => error.field === field)?.message
  return {
    email,
    next,
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    emailError: messageFor('email'),
    passwordError: messageFor('password'),
  }
}
