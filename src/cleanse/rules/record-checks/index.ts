import type { RecordCheck } from '../finding.ts'
import type { CheckName } from '../rule-book.ts'
import {
  emailShape,
  nobodyToRing,
  noPostcode,
  phoneDoesNotWork,
  postcodeShape,
} from './contacts.ts'
import { endBeforeStart, impossibleDate, noBirthDate, placeholderBirthDate } from './dates.ts'
import { identifierCheckDigit, identifierOfElsewhere } from './identifiers.ts'
import { unreadableName } from './names.ts'

/** The checks that look at one record by itself, by the rule that each serves. */
export const recordChecks = {
  'identifier-check-digit': identifierCheckDigit,
  'identifier-of-elsewhere': identifierOfElsewhere,
  'unreadable-name': unreadableName,
  'placeholder-birth-date': placeholderBirthDate,
  'no-birth-date': noBirthDate,
  'impossible-date': impossibleDate,
  'end-before-start': endBeforeStart,
  'postcode-shape': postcodeShape,
  'no-postcode': noPostcode,
  'phone-does-not-work': phoneDoesNotWork,
  'email-shape': emailShape,
  'nobody-to-ring': nobodyToRing,
} as const satisfies Partial<Record<CheckName, RecordCheck>>
