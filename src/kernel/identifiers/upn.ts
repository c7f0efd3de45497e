import { type Checked, refuse } from '../checked.ts'

/** Why a text is not a unique pupil number. */
export type UpnReason = 'empty' | 'length' | 'shape' | 'check-letter'

/**
 * The result of `checkUpn`; `localAuthority` is the three-digit number of the authority that first
 * gave it out, and `temporary` says that the last place is a letter.
 */
export type UpnCheck = Checked<{ temporary: boolean; localAuthority: string }, UpnReason>

const messages: Record<UpnReason, string> = {
  empty: 'No UPN was given.',
  length: 'A UPN has 13 characters.',
  shape:
    'A UPN is a letter, eleven digits, and a digit (or a letter where it is temporary); never I, O or S.',
  'check-letter': 'The first letter does not fit the rest: at least one character is wrong.',
}

// No I, O or S: the Department leaves out letters that look like digits.
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/** Upper case, without spaces or hyphens. */
export function normaliseUpn(text: string): string {
  return text.replace(/[\s\-\u2010-\u2015]/g, '').toUpperCase()
}

/**
 * The check letter for places 2 to 13, or undefined where those have the wrong shape. UK Government
 * Data Standards Catalogue, Unique Pupil Number 2.0: weights 2 to 13, modulus 23.
 */
export function upnCheckLetter(twelve: string): string | undefined {
  if (!/^\d{11}[\dA-HJ-NP-RT-Z]$/.test(twelve)) return undefined
  let sum = 0
  for (let i = 0; i < 12; i++) {
    const character = twelve.charAt(i)
    const value = /\d/.test(character) ? Number(character) : letters.indexOf(character)
    sum += value * (i + 2)
  }
  return letters[sum % 23]
}

/** Checks a text as a UPN, permanent or temporary. It does not ask whether the authority exists. */
export function checkUpn(text: string): UpnCheck {
  const value = normaliseUpn(text)
  if (value === '') return refuse(messages, 'empty')
  if (value.length !== 13) return refuse(messages, 'length')
  const expected = upnCheckLetter(value.slice(1))
  if (expected === undefined || !letters.includes(value.charAt(0))) return refuse(messages, 'shape')
  if (expected !== value[0]) return refuse(messages, 'check-letter')
  return {
    ok: true,
    value,
    temporary: /[A-Z]$/.test(value),
    localAuthority: value.slice(1, 4),
  }
}

/** A UPN is shown as it is written on a school's own pages: upper case, no spaces. */
export function formatUpn(text: string): string {
  return normaliseUpn(text)
}
