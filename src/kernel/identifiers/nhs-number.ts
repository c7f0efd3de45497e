import { type Checked, refuse } from '../checked.ts'

/**
 * Who issues numbers of this shape. Scotland's CHI and Northern Ireland's H&C number pass the same
 * check, so a number can be sound and still not be an English NHS number.
 */
export type NhsNumberRange = 'england' | 'scotland' | 'northern-ireland' | 'test' | 'unusual'

/** Why a text is not an NHS number. */
export type NhsNumberReason = 'empty' | 'not-digits' | 'length' | 'all-same' | 'check-digit'

/** The result of `checkNhsNumber`; `value` is the ten digits without spaces. */
export type NhsNumberCheck = Checked<{ range: NhsNumberRange }, NhsNumberReason>

const messages: Record<NhsNumberReason, string> = {
  empty: 'No NHS number was given.',
  'not-digits': 'An NHS number holds digits only.',
  length: 'An NHS number has ten digits.',
  'all-same': 'Ten times the same digit is a filler, not an NHS number.',
  'check-digit': 'The last digit does not fit the first nine: at least one digit is wrong.',
}

/** Removes the spaces, hyphens and dots that people put between the groups. */
export function normaliseNhsNumber(text: string): string {
  return text.replace(/[\s.\-\u2010-\u2015]/g, '')
}

/**
 * The tenth digit for nine digits, or undefined where none exists (remainder 1: such a number is
 * never issued). NHS Data Dictionary: weights 10 to 2, modulus 11.
 */
export function nhsCheckDigit(nineDigits: string): number | undefined {
  if (!/^\d{9}$/.test(nineDigits)) return undefined
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nineDigits[i]) * (10 - i)
  const check = 11 - (sum % 11)
  if (check === 10) return undefined
  return check === 11 ? 0 : check
}

/** Checks a text as an NHS number, whatever its spacing; says which range it belongs to. */
export function checkNhsNumber(text: string): NhsNumberCheck {
  const value = normaliseNhsNumber(text)
  if (value === '') return refuse(messages, 'empty')
  if (!/^\d+$/.test(value)) return refuse(messages, 'not-digits')
  if (value.length !== 10) return refuse(messages, 'length')
  if (/^(\d)\1{9}$/.test(value)) return refuse(messages, 'all-same')
  if (nhsCheckDigit(value.slice(0, 9)) !== Number(value[9])) return refuse(messages, 'check-digit')
  return { ok: true, value, range: rangeOf(value) }
}

/** Shows ten digits as 3-3-4; anything else is returned as it is. */
export function formatNhsNumber(text: string): string {
  const value = normaliseNhsNumber(text)
  return /^\d{10}$/.test(value)
    ? `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`
    : text
}

function rangeOf(value: string): NhsNumberRange {
  if (value.startsWith('999')) return 'test'
  const stem = Number(value.slice(0, 9))
  if (stem >= 320_000_001 && stem <= 399_999_999) return 'northern-ireland'
  if (/^[3467]/.test(value)) return 'england'
  // A CHI number starts with its holder's birth date, DDMMYY.
  const day = Number(value.slice(0, 2))
  const month = Number(value.slice(2, 4))
  if (day >= 1 && day <= 31 && month >= 1 && month <= 12) return 'scotland'
  return 'unusual'
}
