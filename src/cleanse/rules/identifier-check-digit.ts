import { checkNhsNumber, checkUln, checkUpn } from '#kernel'
import type { RecordRule } from './rule.ts'

const identifiers = [
  { field: 'nhsNumber', name: 'NHS number', check: checkNhsNumber },
  { field: 'upn', name: 'UPN', check: checkUpn },
  { field: 'uln', name: 'ULN', check: checkUln },
] as const

/** An NHS number, UPN or ULN that can't be one: it was mistyped, or another number is in its place. */
export const identifierCheckDigit: RecordRule = {
  rule: 'identifier-check-digit',
  title: 'Identifier fails its check digit',
  whatToDo:
    'Look the number up again in your system’s own source (the NHS or school record) and correct it. If it is not known, leave it empty.',
  kinds: ['person'],
  check(record) {
    if (record.kind !== 'person') return []
    return identifiers.flatMap(({ field, name, check }) => {
      const value = record.content[field]
      if (value === undefined) return []
      const checked = check(value)
      return checked.ok ? [] : [{ detail: `${name}: ${checked.message}` }]
    })
  },
}
