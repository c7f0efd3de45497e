import { type Checked, refuse } from '../checked.ts'

/** Why a text is not a postcode. */
export type PostcodeReason = 'empty' | 'shape'

/**
 * The result of `checkPostcode`. `value` has no space and compares equal whatever the spacing was.
 * A `pseudo` postcode (ZZ99 …) is the NHS's and the Department's way to say that there is no
 * ordinary address; `noFixedAbode` is true for ZZ99 3VZ.
 */
export type PostcodeCheck = Checked<
  { kind: 'ordinary' | 'pseudo'; outward: string; inward: string; noFixedAbode: boolean },
  PostcodeReason
>

const messages: Record<PostcodeReason, string> = {
  empty: 'No postcode was given.',
  shape: 'This does not have the shape of a postcode.',
}

const ordinary =
  /^(GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW])[0-9][ABD-HJLNP-UW-Z]{2})$/
const pseudo = /^ZZ99[0-9][A-Z]{2}$/

/** Upper case without spaces: the form in which postcodes are compared and stored. */
export function normalisePostcode(text: string): string {
  return text.replace(/[\s.\-\u2010-\u2015]/g, '').toUpperCase()
}

/** Checks the shape only; whether the place exists is for a look-up of Ordnance Survey or the ONS. */
export function checkPostcode(text: string): PostcodeCheck {
  const value = normalisePostcode(text)
  if (value === '') return refuse(messages, 'empty')
  const kind = pseudo.test(value) ? 'pseudo' : ordinary.test(value) ? 'ordinary' : undefined
  if (kind === undefined) return refuse(messages, 'shape')
  return {
    ok: true,
    value,
    kind,
    outward: value.slice(0, -3),
    inward: value.slice(-3),
    noFixedAbode: value === 'ZZ993VZ',
  }
}

/** Shows a postcode with its one space; a text that is no postcode is returned as it is. */
export function formatPostcode(text: string): string {
  const checked = checkPostcode(text)
  return checked.ok ? `${checked.outward} ${checked.inward}` : text
}
