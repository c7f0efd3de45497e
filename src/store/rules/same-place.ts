import { normaliseName, normalisePostcode } from '#kernel'
import type { AddressRow } from '../child-record.ts'

/** What of an address says where it is. */
export type Place = Pick<AddressRow, 'lines' | 'postcode'>

/**
 * Whether two addresses are one house: the same postcode and the same numbers, since sources word
 * the rest as they like and neighbours share a postcode. Without both postcodes the same words.
 */
export function isSamePlace(a: Place, b: Place): boolean {
  if (a.postcode === undefined || b.postcode === undefined) return words(a) === words(b)
  return (
    normalisePostcode(a.postcode) === normalisePostcode(b.postcode) && numbers(a) === numbers(b)
  )
}

/**
 * The address whose postcode stands for a person: the best one, or where that lacks it another
 * source's of the same house. One rule for the page and for a list of results.
 *
 * @param addresses best first
 */
export function addressWithPostcode<Row extends Place>(addresses: readonly Row[]): Row | undefined {
  const [best] = addresses
  return best && addresses.find((row) => row.postcode !== undefined && isSamePlace(row, best))
}

/**
 * What two addresses of one house have in common: the postcode and the numbers. Undefined where
 * either is missing: then nothing says that it is the same house as another.
 */
export function placeKey(place: Place): string | undefined {
  const found = numbers(place)
  if (place.postcode === undefined || found === '') return undefined
  return `${normalisePostcode(place.postcode)} ${found}`
}

function words({ lines }: Place): string {
  return normaliseName(lines.join(' '))
}

function numbers(place: Place): string {
  // A flat's letter belongs to its number: 2a is not 2b.
  return (words(place).match(/\b\d+[a-z]?\b/g) ?? []).sort().join(' ')
}
