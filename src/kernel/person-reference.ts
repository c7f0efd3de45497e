import { type Checked, refuse } from './checked.ts'

/** Why a text is not a person reference. */
export type ReferenceReason = 'empty' | 'shape' | 'check-digit'

/** The result of `checkReference`; `value` is prefix and ten digits without spaces. */
export type ReferenceCheck = Checked<{ prefix: string; digits: string }, ReferenceReason>

const messages: Record<ReferenceReason, string> = {
  empty: 'No reference was given.',
  shape: 'A reference is its prefix of letters and ten digits.',
  'check-digit': 'The last digit does not fit: at least one character was mistyped.',
}

/**
 * The check digit for a string of digits by ISO/IEC 7064 MOD 11,10, which finds every single wrong
 * digit and nearly every swap of neighbours, and always gives a digit.
 */
export function checkDigit(digits: string): number {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10
    product = ((sum === 0 ? 10 : sum) * 2) % 11
  }
  return (11 - product) % 10
}

/**
 * A person's reference from the configured prefix and nine random digits: `RSV` and `123456789`
 * give `RSV123456789` and one more digit. The caller draws the digits; they are
 * never sequential, so that a reference says nothing about when or whether others exist.
 */
export function formatReference(prefix: string, nineDigits: string): string {
  if (!/^[A-Z]{1,6}$/.test(prefix)) throw new RangeError('A prefix is one to six capital letters.')
  if (!/^\d{9}$/.test(nineDigits)) throw new RangeError('A reference is made from nine digits.')
  return `${prefix}${nineDigits}${checkDigit(nineDigits)}`
}

/** Checks a reference as people type it: any case, with spaces or hyphens. */
export function checkReference(text: string, prefix = 'RSV'): ReferenceCheck {
  const value = text.replace(/[\s\-\u2010-\u2015]/g, '').toUpperCase()
  if (value === '') return refuse(messages, 'empty')
  const digits = value.slice(prefix.length)
  if (!value.startsWith(prefix) || !/^\d{10}$/.test(digits)) return refuse(messages, 'shape')
  if (checkDigit(digits.slice(0, 9)) !== Number(digits[9])) return refuse(messages, 'check-digit')
  return { ok: true, value, prefix, digits }
}
