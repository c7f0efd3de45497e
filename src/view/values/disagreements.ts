import { nameParts, normaliseName } from '#kernel'
import { type AddressRow, type ChildRecord, isSamePlace } from '#store'
import { type OtherValue, shownSource } from './shown-value.ts'

/** Kinds of name that stand beside the main one; they do not contradict it. */
const ownKinds = new Set(['preferred', 'former', 'alias'])

/**
 * What other sources have as the family or given name, each source's spelling once. A preferred,
 * former or alias name is no disagreement: it has its own place on the page.
 */
export function otherSpellings(
  record: Pick<ChildRecord, 'family' | 'given' | 'otherNames'>,
  part: 'family' | 'given',
): OtherValue[] {
  const shown = record[part]
  if ('blank' in shown) return []
  const seen = new Set<string>()
  return record.otherNames.flatMap((name) => {
    const text = name[part]
    if (text === undefined || ownKinds.has(name.type)) return []
    const key = `${name.from.feed} ${normaliseName(text)}`
    if (isSameName(text, shown.value) || seen.has(key)) return []
    seen.add(key)
    return [{ text, from: shownSource(name.from) }]
  })
}

/** The other names held, but for those that only repeat the one shown in other letters. */
export function otherNames(
  record: Pick<ChildRecord, 'family' | 'given' | 'otherNames'>,
): ChildRecord['otherNames'] {
  const { family, given } = record
  const repeats = (text: string | undefined, shown: ChildRecord['family']) =>
    text === undefined || (!('blank' in shown) && isSameName(text, shown.value))
  return record.otherNames.filter(
    (name) => !(repeats(name.family, family) && repeats(name.given, given)),
  )
}

/** Where other sources say that the child lives now, where that is not the address shown. */
export function otherCurrentAddresses(
  record: Pick<ChildRecord, 'address' | 'addresses'>,
  today: string,
): AddressRow[] {
  if ('blank' in record.address) return []
  const shown = record.address.value
  return record.addresses.filter(
    (row) => (row.toOn === undefined || row.toOn > today) && !isSamePlace(row, shown),
  )
}

/**
 * The child's other addresses. Left out are the address shown, and rows of other sources that have
 * the same place as current: they say nothing else.
 */
export function otherAddresses(record: Pick<ChildRecord, 'address' | 'addresses'>): AddressRow[] {
  if ('blank' in record.address) return [...record.addresses]
  const shown = record.address.value
  return record.addresses.filter((row) => !(isSamePlace(row, shown) && row.toOn === shown.toOn))
}

/** An address on one line. */
export function addressWords(row: Pick<AddressRow, 'lines' | 'postcode'>): string {
  return [...row.lines, row.postcode].filter((part) => part !== undefined && part !== '').join(', ')
}

/** The same but for middle names, which some sources ask for and others don't. */
function isSameName(a: string, b: string): boolean {
  const [one, other] = [nameParts(a), nameParts(b)]
  const common = Math.min(one.length, other.length)
  return one.slice(0, common).join(' ') === other.slice(0, common).join(' ')
}
