/** An address in the parts that a gazetteer keeps; empty text where a part does not apply. */
export interface Address {
  /** Flat, floor or building: BS 7666's secondary part (SAON). */
  flat: string
  /** The number in the street: the primary part (PAON). */
  number: string
  street: string
  locality: string
  town: string
  /** With its space. */
  postcode: string
}

/** Where someone lived from a day on. */
export interface Residence {
  address: Address
  from: string
}

/** The pseudo postcode for no fixed abode. */
export const noFixedAbode: Address = {
  flat: '',
  number: '',
  street: 'No fixed abode',
  locality: '',
  town: '',
  postcode: 'ZZ99 3VZ',
}

/** An address in Rosevale. */
export function homeAddress(
  flat: string,
  number: string,
  street: string,
  locality: string,
  postcode: string,
): Address {
  return { flat, number, street, locality, town: 'Rosevale', postcode }
}

/** The address as up to four lines, empty ones at the end. */
export function addressLines(address: Address): [string, string, string, string] {
  const house = [address.number, address.street].filter(Boolean).join(' ')
  const lines = [address.flat, house, address.locality, address.town].filter(Boolean)
  return [lines[0] ?? '', lines[1] ?? '', lines[2] ?? '', lines[3] ?? '']
}

/** Whether two addresses are one place. */
export function isSameAddress(one: Address, other: Address): boolean {
  return (
    one.postcode === other.postcode &&
    one.number === other.number &&
    one.flat === other.flat &&
    one.street === other.street
  )
}
