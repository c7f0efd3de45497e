import type { Checked } from './checked.ts'
import { checkEmail } from './contact/email.ts'
import { checkPhone } from './contact/phone.ts'
import type { IsoDate } from './dates/calendar.ts'
import { checkBirthDate } from './dates/sound-dates.ts'
import { checkNhsNumber } from './identifiers/nhs-number.ts'
import { checkPostcode } from './identifiers/postcode.ts'
import { checkUln } from './identifiers/uln.ts'
import { checkUpn } from './identifiers/upn.ts'

/** One kind of value that somebody types, and the check of it. */
export interface Validator {
  /** What it is called beside its field. */
  readonly label: string
  /** An example of a right one, of nobody. */
  readonly example: string
  check(text: string, today: IsoDate): Checked<object, string>
}

/**
 * The checks that are offered wherever such a value is typed, and that data quality judges the
 * sources by: one and the same, so that what a form lets through is not called wrong a day later.
 */
export const validators = {
  nhsNumber: { label: 'NHS number', example: '999 000 0018', check: checkNhsNumber },
  upn: { label: 'Unique pupil number (UPN)', example: 'B801200005001', check: checkUpn },
  uln: { label: 'Unique learner number (ULN)', example: '9276308686', check: checkUln },
  postcode: { label: 'Postcode', example: 'S60 1AA', check: checkPostcode },
  phone: { label: 'Telephone number', example: '01632 960001', check: checkPhone },
  email: { label: 'E-mail address', example: 'name@council.example', check: checkEmail },
  birthDate: { label: 'Date of birth', example: '2014-05-03', check: checkBirthDate },
} as const satisfies Record<string, Validator>

export type ValidatorKey = keyof typeof validators
