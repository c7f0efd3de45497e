import { type Random, type Weighted, weigh } from '../random.ts'
import { type Address, homeAddress } from './address.ts'
import { authority } from './authority.ts'
import { houseKinds, localities, streetEnds, streetStarts } from './place-names.ts'

/** A street, with the numbers that its houses may have and the postcodes along it. */
export interface Street {
  name: string
  locality: string
  district: number
  postcodes: string[]
  isFlats: boolean
}

/** The town's streets, and how likely a household is to live in each. */
export interface Town {
  streets: Weighted<Street>
  refuge: Address
  travellerSite: Address
  childrensHome: Address
  /** Each family has a room of its own there; the postcode is one. */
  asylumHotel: Address
  /** Homes already lived in, so that strangers do not share one. */
  taken: Set<string>
}

// Letters that the second half of a postcode may have.
const unitLetters = 'ABDEFGHJLNPQRSTUWXYZ'

/** Builds a town with room for so many households. */
export function buildTown(random: Random, households: number): Town {
  const wanted = Math.max(40, Math.ceil(households / 22))
  const names = new Set<string>()
  while (names.size < wanted) {
    const start = random.pick(streetStarts)
    const prefix =
      wanted > 400 && random.chance(0.25) ? random.pick(['Upper ', 'Lower ', 'Old ']) : ''
    names.add(`${prefix}${start} ${random.weighted(streetEnds)}`)
  }
  const units = unitCodes(random)
  const pairs: [Street, number][] = []
  for (const name of names) {
    const place = random.pick(localities)
    const count = random.between(1, 4)
    const postcodes = Array.from({ length: count }, () => units(place.district))
    const isFlats = / (Court|House|Point)$/.test(name)
    const street = { name, locality: place.name, district: place.district, postcodes, isFlats }
    pairs.push([street, count])
  }
  return {
    streets: weigh(pairs),
    // A refuge's address is one of a few facts that must never reach a partner's screen.
    refuge: homeAddress('', '1', 'Haven Yard', 'Priory End', units(9)),
    travellerSite: homeAddress('', '', 'Fallow Lane Site', 'Outer Marsh', units(8)),
    childrensHome: homeAddress('', '14', 'Linnet House', 'Hopfield', units(6)),
    asylumHotel: homeAddress('', '', 'Tollgate Hotel', 'Quarry Bank', units(7)),
    taken: new Set(),
  }
}

/** A home somewhere in the town where nobody has lived yet, as far as there is room. */
export function drawHome(random: Random, town: Town): Address {
  for (let tries = 0; ; tries++) {
    const address = drawDoor(random, random.weighted(town.streets))
    const door = `${address.flat}|${address.number}|${address.street}`
    if (town.taken.has(door) && tries < 30) continue
    town.taken.add(door)
    return address
  }
}

function drawDoor(random: Random, street: Street): Address {
  const at = random.between(0, street.postcodes.length - 1)
  const postcode = street.postcodes[at] ?? ''
  const number = String(at * 40 + random.between(1, 40))
  if (street.isFlats) {
    return homeAddress(`Flat ${number}`, '', street.name, street.locality, postcode)
  }
  const flat = random.chance(0.08) ? random.weighted(houseKinds) : ''
  return homeAddress(flat, number, street.name, street.locality, postcode)
}

/** A home in another invented place, for families who came from or went outside. */
export function drawHomeElsewhere(random: Random): Address {
  const start = random.pick(streetStarts)
  const inward = `${random.between(1, 9)}${random.pick([...unitLetters])}${random.pick([...unitLetters])}`
  const place = random.pick(['Fernhollow', 'Great Tarrow', 'Wexley Cross', 'Dunmarsh'])
  const postcode = `${authority.postcodeArea}${random.between(30, 49)} ${inward}`
  const street = `${start} ${random.weighted(streetEnds)}`
  return { ...homeAddress('', String(random.between(1, 90)), street, '', postcode), town: place }
}

function unitCodes(random: Random): (district: number) => string {
  const used = new Set<string>()
  return (district) => {
    for (;;) {
      const code = `${authority.postcodeArea}${district} ${random.between(0, 9)}${random.pick([...unitLetters])}${random.pick([...unitLetters])}`
      if (used.has(code)) continue
      used.add(code)
      return code
    }
  }
}
