import { checkNhsNumber, checkUln, checkUpn, validators } from '#kernel'
import type { Finding, RecordCheck } from '../finding.ts'

const identifiers = [
  { field: 'nhsNumber', name: 'NHS number', check: checkNhsNumber },
  { field: 'upn', name: 'UPN', check: checkUpn },
  { field: 'uln', name: 'ULN', check: checkUln },
] as const

/**
 * Whether a value is rather another identifier. An NHS number whose last digit is one too low passes
 * as a ULN, so that what begins as England's NHS numbers do is taken for one mistyped.
 */
function isInTheWrongField({ field, check }: (typeof identifiers)[number], value: string): boolean {
  return check(value).ok && !(field === 'uln' && /^(?:[467]|999)/.test(value))
}

/** An NHS number, UPN or ULN that can't be one: it was mistyped, or another number is in its place. */
export const identifierCheckDigit: RecordCheck = {
  kinds: ['person'],
  check(record) {
    if (record.kind !== 'person') return []
    return identifiers.flatMap(({ field, name, check }): Finding[] => {
      const value = record.content[field]
      if (value === undefined) return []
      const checked = check(value)
      if (checked.ok) return []
      const other = identifiers.find((one) => one.field !== field && isInTheWrongField(one, value))
      if (other) {
        const detail = `${name}: a number that is sound as a ${other.name} stands in its place.`
        return [{ aspect: field, detail, cause: 'wrong-field', rests: [value] }]
      }
      const cause = checked.reason === 'all-same' ? { cause: 'filler' } : {}
      return [{ aspect: field, detail: `${name}: ${checked.message}`, ...cause, rests: [value] }]
    })
  },
}

const places: Readonly<Record<string, string>> = {
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
}

/** A number that passes the check and was issued outside England: it finds nobody in the NHS's service. */
export const identifierOfElsewhere: RecordCheck = {
  kinds: ['person'],
  check(record) {
    if (record.kind !== 'person' || record.content.nhsNumber === undefined) return []
    const value = record.content.nhsNumber
    const checked = validators.nhsNumber.check(value)
    const place = checked.ok ? places[checked.range] : undefined
    if (place === undefined) return []
    const detail = `NHS number: has the form of a health number of ${place}.`
    return [{ aspect: 'nhsNumber', detail, rests: [value] }]
  },
}
