/**
 * The kernel: what everything else may lean on. Pure functions and types, no input or output, no
 * clock, no random.
 */

export { type Checked, refuse } from './checked.ts'
export { checkEmail, type EmailCheck, type EmailReason } from './contact/email.ts'
export { checkPhone, normalisePhone, type PhoneCheck, type PhoneReason } from './contact/phone.ts'
export {
  addDays,
  addMonths,
  dateOfDayNumber,
  datePartsOf,
  dayNumberOf,
  daysBetween,
  daysInMonth,
  type IsoDate,
  isIsoDate,
  isoDate,
  isRealDay,
} from './dates/calendar.ts'
export { type DateCheck, type DateReason, isDateFormat, parseDate } from './dates/parse-date.ts'
export {
  type BirthDateCheck,
  type BirthDateReason,
  checkBirthDate,
  checkDateOrder,
  type DateOrderCheck,
  type DateOrderReason,
} from './dates/sound-dates.ts'
export { type Age, ageOn, formatDate } from './dates/words.ts'
export {
  BadInput,
  Conflict,
  describePlace,
  type ErrorDetail,
  type ErrorPlace,
  KithError,
  NotAllowed,
  NotFound,
  Unavailable,
} from './errors.ts'
export {
  checkNhsNumber,
  formatNhsNumber,
  type NhsNumberCheck,
  type NhsNumberRange,
  type NhsNumberReason,
  nhsCheckDigit,
  normaliseNhsNumber,
} from './identifiers/nhs-number.ts'
export {
  checkPostcode,
  formatPostcode,
  normalisePostcode,
  type PostcodeCheck,
  type PostcodeReason,
} from './identifiers/postcode.ts'
export {
  checkUln,
  formatUln,
  normaliseUln,
  type UlnCheck,
  type UlnReason,
} from './identifiers/uln.ts'
export {
  checkUpn,
  formatUpn,
  normaliseUpn,
  type UpnCheck,
  type UpnReason,
  upnCheckLetter,
} from './identifiers/upn.ts'
export { nicknameTable } from './names/nickname-table.ts'
export { formalNamesOf, mayBeSameForename, otherFormsOf } from './names/nicknames.ts'
export { nameParts, normaliseName } from './names/normalise-name.ts'
export { type NamePlaceholder, namePlaceholder } from './names/placeholder-name.ts'
export { type SplitName, splitFullName } from './names/split-full-name.ts'
export {
  checkDigit,
  checkReference,
  formatReference,
  type ReferenceCheck,
  type ReferenceReason,
} from './person-reference.ts'
export { type Validator, type ValidatorKey, validators } from './validators.ts'
