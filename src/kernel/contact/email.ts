import { type Checked, refuse } from '../checked.ts'

/** Why a text is not an e-mail address. */
export type EmailReason = 'empty' | 'shape'

/** The result of `checkEmail`; `value` has no spaces around it. */
export type EmailCheck = Checked<object, EmailReason>

const messages: Record<EmailReason, string> = {
  empty: 'No e-mail address was given.',
  shape: 'An e-mail address has one @ with a name before it and a domain with a dot after it.',
}

/** Checks the shape that every address in use has; whether mail arrives only sending shows. */
export function checkEmail(text: string): EmailCheck {
  const value = text.trim()
  if (value === '') return refuse(messages, 'empty')
  const isSound = /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+\.[^\s@,;:<>()".]{2,}$/.test(value)
  return isSound && value.length <= 254 ? { ok: true, value } : refuse(messages, 'shape')
}
