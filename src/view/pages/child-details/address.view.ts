import { formatDate, formatPostcode, type IsoDate } from '#kernel'
import { type AddressRow, addressWithPostcode, type ChildRecord } from '#store'
import { addressWords, otherAddresses, otherCurrentAddresses } from '../../values/disagreements.ts'
import {
  ownValue,
  present,
  type ShownSource,
  type ShownValue,
  shownSource,
  shownValue,
} from '../../values/shown-value.ts'

/** One labelled value. */
export interface DetailRow {
  readonly label: string
  readonly value: ShownValue
}

/** An address beside the main one. */
export interface OtherAddress {
  readonly text: string
  readonly dates: string
  readonly from: ShownSource
}

/** The child's other addresses, current ones first. */
export function otherAddressRows(record: ChildRecord, today: IsoDate): OtherAddress[] {
  return otherAddresses(record).map((row) => ({
    text: addressWords(row),
    dates: livedWords(row, today),
    from: shownSource(row.from),
  }))
}

/** The best address, line by line, each with its source or why it is empty. */
export function addressRows(record: ChildRecord, today: IsoDate): DetailRow[] {
  const { address } = record
  const others = otherCurrentAddresses(record, today).map((row) => ({
    text: addressWords(row),
    from: shownSource(row.from),
  }))
  if ('blank' in address) {
    const value = shownValue(address, addressWords)
    return [
      { label: 'Address lines 1 to 4', value },
      { label: 'Postcode', value },
    ]
  }
  const line = (at: number): ShownValue => {
    const text = address.value.lines[at]
    if (text === undefined) return { blank: `Not used by ${address.from.sourceName}` }
    return present(
      text,
      address.from,
      at === 0 ? { others, ...formerNote(address.value, today) } : {},
    )
  }
  const held = addressWithPostcode([address.value, ...record.addresses])
  const { postcode, from } = held ?? address.value
  const shownPostcode = ownValue(
    postcode === undefined ? undefined : formatPostcode(postcode),
    from,
  )
  const lines = [0, 1, 2, 3].map((at) => ({ label: `Address line ${at + 1}`, value: line(at) }))
  return [...lines, { label: 'Postcode', value: shownPostcode }]
}

/** The best address held may be one that has ended: then nobody knows the current one. */
function formerNote({ toOn }: AddressRow, today: IsoDate): { note?: string } {
  return toOn === undefined || toOn > today
    ? {}
    : { note: `Former address, left ${formatDate(toOn)}: no current address is recorded` }
}

/** When somebody lived at an address, in words; current where no end is recorded. */
export function livedWords(row: Pick<AddressRow, 'fromOn' | 'toOn'>, today: IsoDate): string {
  const start = row.fromOn === undefined ? 'start not recorded' : `from ${formatDate(row.fromOn)}`
  if (row.toOn === undefined) return `Current, ${start}`
  return row.toOn > today
    ? `Current, ${start} to ${formatDate(row.toOn)}`
    : `Former, ${start} to ${formatDate(row.toOn)}`
}
