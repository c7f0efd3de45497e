import { z } from 'zod'

const typed = z.object({
  email: z.string().trim().min(1, 'Enter your email address').max(254, 'Enter your email address'),
  password: z.string().min(1, 'Enter your password').max(1000, 'Enter your password'),
})

const next = z.object({ next: z.string().max(2000) }).partial()

/** What was typed, checked: good enough to try, or what to put right, in the order of the form. */
export type SignInForm =
  | { readonly isComplete: true; readonly email: string; readonly password: string }
  | { readonly isComplete: false; readonly errors: readonly FieldError[] }

export interface FieldError {
  readonly field: 'email' | 'password'
  readonly message: string
}

/** Reads the form's body. */
export function readSignInForm(body: unknown): SignInForm {
  const parsed = typed.safeParse(withBlanks(body))
  if (parsed.success) return { isComplete: true, ...parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => ({
    field: path[0] === 'email' ? ('email' as const) : ('password' as const),
    message,
  }))
  return { isComplete: false, errors }
}

/** The e-mail address as it was typed, to show it again; empty where there is none. */
export function typedEmail(body: unknown): string {
  const { email } = withBlanks(body)
  return typeof email === 'string' ? email.trim().slice(0, 254) : ''
}

/** Where to go afterwards, from a form or a link, not yet known to be safe. */
export function askedNext(from: unknown): string | undefined {
  return next.safeParse(from).data?.next
}

function withBlanks(body: unknown): Record<string, unknown> {
  return { email: '', password: '', ...(typeof body === 'object' ? body : {}) }
}
