import { type Checked, refuse } from '../checked.ts'

/** Why a text is not a telephone number that can be rung. */
export type PhoneReason = 'empty' | 'several' | 'not-digits' | 'length' | 'filler' | 'range'

/** The result of `checkPhone`; `value` is digits alone, with 0 for the country code of the UK. */
export type PhoneCheck = Checked<{ kind: 'uk' | 'abroad' }, PhoneReason>

const messages: Record<PhoneReason, string> = {
  empty: 'No telephone number was given.',
  several: 'There is more than one number in the field: keep one, and put the others in their own.',
  'not-digits': 'A telephone number holds digits only; words belong elsewhere.',
  length: 'A telephone number of the UK has 10 or 11 digits, the 0 in front included.',
  filler: 'The same digit over and over is a filler, not a telephone number.',
  range: 'No telephone number of the UK begins like this.',
}

/** Removes spaces, brackets, dots and hyphens, an extension, and writes +44 as 0. */
export function normalisePhone(text: string): string {
  return text
    .replace(/\s*(?:ext(?:ension)?|x)\.?\s*\d{1,6}\s*$/i, '')
    .replace(/[\s.()\-\u2010-\u2015]/g, '')
    .replace(/^(?:\+44|0044)0?/, '0')
}

/**
 * Checks that a number could be rung: its shape and its range, by Ofcom's National Telephone Numbering
 * Plan (01, 02 and 03 geographic and country-wide, 07 mobile, 08 services). Whether somebody answers
 * only ringing shows.
 */
export function checkPhone(text: string): PhoneCheck {
  const value = normalisePhone(text)
  if (value === '') return refuse(messages, 'empty')
  if (/\d[\s)]*(?:\/|,|;|\bor\b)[\s(]*[+\d]/i.test(text)) return refuse(messages, 'several')
  if (/^\+[1-9]\d{6,14}$/.test(value)) return { ok: true, value, kind: 'abroad' }
  if (!/^\d+$/.test(value)) return refuse(messages, 'not-digits')
  if (/^0?(\d)\1+$/.test(value)) return refuse(messages, 'filler')
  if (value.length < 10 || value.length > 11) return refuse(messages, 'length')
  if (!/^0(?:1[1-9]|2[0-9]|3[0-9]|7[0-9]|8[0-9])/.test(value)) return refuse(messages, 'range')
  // Some places have ten digits; mobiles, London and the rest never.
  if (value.length === 10 && !/^0(?:1|800|500)/.test(value)) return refuse(messages, 'length')
  return { ok: true, value, kind: 'uk' }
}
