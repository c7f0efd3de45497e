import { type Checked, refuse } from '../checked.ts'

/** Why a text is not a unique learner number. */
export type UlnReason = 'empty' | 'not-digits' | 'length' | 'leading-zero' | 'check-digit'

/** The result of `checkUln`; `value` is the ten digits. */
export type UlnCheck = Checked<object, UlnReason>

const messages: Record<UlnReason, string> = {
  empty: 'No ULN was given.',
  'not-digits': 'A ULN holds digits only.',
  length: 'A ULN has ten digits.',
  'leading-zero': 'A ULN never starts with 0.',
  'check-digit': 'The last digit does not fit the first nine: at least one digit is wrong.',
}

/** Removes spaces and hyphens. */
export function normaliseUln(text: string): string {
  return text.replace(/[\s\-\u2010-\u2015]/g, '')
}

/**
 * Checks a text as a unique learner number (HESA field ULN): digits times the weights 10 to 1 leave
 * 10 after division by 11. No number passes both this and the NHS number's check, so a swapped
 * column shows.
 */
export function checkUln(text: string): UlnCheck {
  const value = normaliseUln(text)
  if (value === '') return refuse(messages, 'empty')
  if (!/^\d+$/.test(value)) return refuse(messages, 'not-digits')
  if (value.length !== 10) return refuse(messages, 'length')
  if (value.startsWith('0')) return refuse(messages, 'leading-zero')
  let sum = 0
  for (let i = 0; i < 10; i++) sum += Number(value[i]) * (10 - i)
  return sum % 11 === 10 ? { ok: true, value } : refuse(messages, 'check-digit')
}

/** A ULN is shown as ten digits without spaces. */
export function formatUln(text: string): string {
  return normaliseUln(text)
}
