import { checkEmail, checkPhone, checkPostcode } from '#kernel'
import type { CheckedRecord, Finding, RecordCheck } from '../finding.ts'

/** A postcode that no place can have. */
export const postcodeShape: RecordCheck = {
  kinds: ['address'],
  check(record) {
    if (record.kind !== 'address' || record.content.postcode === undefined) return []
    const { postcode } = record.content
    const checked = checkPostcode(postcode)
    if (checked.ok) return []
    return [{ aspect: 'postcode', detail: `Postcode: ${checked.message}`, rests: [postcode] }]
  },
}

/** A current address that lacks its postcode. */
export const noPostcode: RecordCheck = {
  kinds: ['address'],
  check(record, { today }) {
    if (record.kind !== 'address' || record.content.postcode !== undefined) return []
    const { lines, toOn } = record.content
    if (toOn !== undefined && toOn <= today) return []
    return [
      { aspect: 'postcode', detail: 'Postcode: none recorded with the address.', rests: lines },
    ]
  },
}

/** A telephone number that could not be rung, of a carer or a worker. */
export const phoneDoesNotWork: RecordCheck = {
  kinds: ['relationship', 'involvement', 'indicator'],
  check(record) {
    const phone = phoneOf(record)
    if (phone === undefined || phone.value === undefined) return []
    const checked = checkPhone(phone.value)
    if (checked.ok) return []
    const cause = checked.reason === 'filler' ? { cause: 'filler' } : {}
    const detail = `${phone.whose}: ${checked.message}`
    return [{ aspect: 'phone', detail, ...cause, rests: [phone.value] }]
  },
}

function phoneOf(record: CheckedRecord): { whose: string; value: string | undefined } | undefined {
  switch (record.kind) {
    case 'relationship':
      return { whose: 'Telephone of a parent or carer', value: record.content.otherPhone }
    case 'involvement':
      return { whose: 'Telephone of the worker', value: record.content.workerPhone }
    case 'indicator':
      return { whose: 'Telephone of the contact', value: record.content.contactPhone }
    default:
      return undefined
  }
}

/** A worker's e-mail address that mail cannot reach. */
export const emailShape: RecordCheck = {
  kinds: ['involvement'],
  check(record) {
    if (record.kind !== 'involvement' || record.content.workerEmail === undefined) return []
    const { workerEmail } = record.content
    const checked = checkEmail(workerEmail)
    if (checked.ok) return []
    return [{ aspect: 'email', detail: `Worker: ${checked.message}`, rests: [workerEmail] }]
  },
}

/** An open service that names neither a worker nor a number: the reader is left alone with it. */
export const nobodyToRing: RecordCheck = {
  kinds: ['involvement'],
  check(record): Finding[] {
    if (record.kind !== 'involvement') return []
    const { endOn, workerName, workerPhone, workerEmail, service } = record.content
    if (endOn !== undefined || workerName || workerPhone || workerEmail) return []
    const detail = 'The service is open and names nobody to ring.'
    return [{ aspect: 'worker', detail, rests: [service] }]
  },
}
