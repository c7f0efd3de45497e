import type { AddressRow, Household, HouseholdMember } from '../child-record.ts'
import type { OwnPlace, PlaceRow } from '../data/household.queries.ts'
import { birthCertainty } from './birth-certainty.ts'
import { addressOf } from './child-record-of.ts'
import type { Locate } from './sourced-value.ts'

/**
 * From how many others at one address on nobody is listed: a hostel, a hotel, a children's home or a
 * refuge is no household, and its list would show each of them to everyone who works with one.
 */
export const sharedFrom = 15

/** The person's addresses with who lives or lived there, each person once, in the order of the places. */
export function householdsOf(
  places: readonly OwnPlace[],
  people: readonly PlaceRow[],
  provenance: Locate,
): Household[] {
  return places.map((own) => {
    const isShared = own.others >= sharedFrom
    const here = isShared ? [] : people.filter(({ place }) => place === own.place)
    const each = Map.groupBy(here, ({ reference }) => reference)
    return {
      place: own.place,
      address: addressOf(own, provenance),
      members: [...each.values()].flatMap((rows) => memberOf(rows, provenance)),
      isShared,
    }
  })
}

function memberOf(rows: readonly PlaceRow[], provenance: Locate): HouseholdMember[] {
  const [best] = rows
  if (best === undefined) return []
  return [
    {
      reference: best.reference,
      family: best.name?.['family'],
      given: best.name?.['given'],
      bornOn: best.born?.['value'],
      bornOnIs: birthCertainty(best.born?.['certainty']),
      expectedOn: best.expected?.['value'],
      address: widest(rows.map((row) => addressOf(row, provenance))),
    },
  ]
}

/** Sources that have the same person there: the best one's words, current where any says so. */
function widest(addresses: readonly AddressRow[]): AddressRow {
  const [best, ...rest] = addresses as [AddressRow, ...AddressRow[]]
  return best.toOn === undefined ? best : (rest.find(({ toOn }) => toOn === undefined) ?? best)
}
