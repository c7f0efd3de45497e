import { z } from 'zod'

/** What is wrong with one field of a form. */
export interface FieldError {
  readonly field: string
  readonly message: string
}

/** A form's body, checked: its values and nothing else that was sent, or what to put right. */
export type ReadForm<Values> =
  | { readonly isComplete: true; readonly values: Values }
  | { readonly isComplete: false; readonly errors: readonly FieldError[] }

/** Reads a form. What the schema does not name is left out, whatever was sent. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): ReadForm<z.output<Schema>> {
  const parsed = schema.safeParse(typeof body === 'object' && body !== null ? body : {})
  if (parsed.success) return { isComplete: true, values: parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => ({
    field: String(path[0] ?? ''),
    message,
  }))
  // One message for a field is enough.
  return {
    isComplete: false,
    errors: errors.filter(
      ({ field }, at) => errors.findIndex((other) => other.field === field) === at,
    ),
  }
}

/** The part of a model that shows errors: in the summary with links, and at each field. */
export interface ShownErrors {
  readonly errors: readonly { readonly text: string; readonly href: string }[]
  readonly error: Readonly<Record<string, { readonly text: string }>>
}

export function shownErrors(errors: readonly FieldError[] = []): ShownErrors {
  return {
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    error: Object.fromEntries(errors.map(({ field, message }) => [field, { text: message }])),
  }
}

/** One field of a body as text, to show it again; empty where it is none. */
export function typedText(body: unknown, field: string): string {
  const value = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
  return typeof value === 'string' ? value.trim().slice(0, 500) : ''
}

/** Text of one line that must be there: no control characters, so that no header can be made of it. */
export function line(message: string, longest = 200): z.ZodString {
  return z
    .string(message)
    .trim()
    .min(1, message)
    .max(longest, `Use ${longest} characters or fewer`)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'Use letters, numbers and punctuation only')
}

/** An e-mail address, in small letters. */
export function emailAddress(message = 'Enter your email address'): z.ZodType<string> {
  return line(message, 254).pipe(
    z
      .email({ message: 'Enter an email address in the correct format, like name@example.com' })
      .transform((address) => address.toLowerCase()),
  )
}
