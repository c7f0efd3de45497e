import { addDays, type IsoDate } from '#kernel'
import type { Agency } from '../errors.ts'
import type { Home } from '../people/life.ts'
import type { TruePerson } from '../people/person.ts'
import type { Address } from '../places/address.ts'
import { delays } from './delays.ts'
import { misspell } from './misspell.ts'
import { heardOf, heardOn, type Moment } from './moment.ts'
import { plantedOf } from './planted-records.ts'

/** A former address, as a record keeps it. */
export interface FormerHome {
  address: Address
  from: IsoDate
  to: IsoDate
}

/** Where an agency believes that a person lives. */
export interface KnownHome {
  /** Undefined where none is recorded. */
  address: Address | undefined
  kind: Home['kind'] | undefined
  from: IsoDate | ''
  /** Earlier ones that it had, latest first; never a refuge. */
  former: readonly FormerHome[]
  phone: string
}

// Whom families tell where a refuge is. The charity knows, and sends no address.
const toldOfRefuge: ReadonlySet<Agency> = new Set(['social-care', 'child-health'])

/** The address and telephone that an agency has on record on the day. */
export function knownHome(moment: Moment, person: TruePerson): KnownHome {
  const { agency } = moment.looked
  const heard = heardOf(moment, person.life.homes, {
    label: 'home',
    delay: delays[agency].home,
    never: 'old-address',
    mayShow: (span) => span.value.kind !== 'refuge' || toldOfRefuge.has(agency),
  })
  const phone = knownPhone(moment, person)
  const former = formerHomes(person, heard?.at ?? 0)
  const [planted] = plantedOf(moment, person, 'address')
  if (planted !== undefined) {
    return { address: planted.value, kind: undefined, from: '', former, phone }
  }
  const version = heard?.at ?? 0
  const isMissing = moment.errs('address-missing', version)
  const address =
    heard === undefined ? undefined : written(moment, heard.span.value.address, version)
  if (isMissing || address === undefined || heard === undefined) {
    return { address: undefined, kind: undefined, from: '', former, phone }
  }
  return { address, kind: heard.span.value.kind, from: heard.span.from, former, phone }
}

function formerHomes(person: TruePerson, until: number): FormerHome[] {
  return person.life.homes
    .slice(Math.max(0, until - 2), until)
    .filter((span) => span.value.kind !== 'refuge')
    .map(({ value, from, to }) => ({ address: value.address, from, to: to === '' ? from : to }))
    .reverse()
}

function written(moment: Moment, address: Address, version: number): Address {
  const written = { ...address }
  if (moment.errs('street-misspelt', version) && address.street !== '') {
    written.street = misspell(moment.draws.stream(`street-misspelt#${version}`), address.street)
  }
  if (moment.errs('postcode-slip', version) && !address.postcode.startsWith('ZZ')) {
    written.postcode = slippedPostcode(moment, address.postcode, version)
  }
  if (moment.errs('postcode-missing', version)) written.postcode = ''
  return written
}

// One figure or letter of the second half, which keeps the shape of a postcode.
function slippedPostcode(moment: Moment, postcode: string, version: number): string {
  const at = postcode.length - moment.draws.between(`postcode at#${version}`, 1, 2)
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'.replace(postcode.charAt(at), '')
  const letter = moment.draws.pick(`postcode letter#${version}`, [...letters])
  return `${postcode.slice(0, at)}${letter}${postcode.slice(at + 1)}`
}

function knownPhone(moment: Moment, person: TruePerson): string {
  const heard = heardOf(moment, person.life.phones, {
    label: 'phone',
    delay: delays[moment.looked.agency].phone,
    never: 'phone-stale',
  })
  return heard?.span.value ?? ''
}

/** Whether the agency holds a person's record as restricted on the day. */
export function knownRestriction(moment: Moment, person: TruePerson): boolean {
  const { agency } = moment.looked
  const { sealedOn, restrictions } = person.life
  if (sealedOn !== '' && moment.isReached(sealedOn)) return true
  const delay = delays[agency].restriction
  return restrictions.some((span, at) => {
    if (!moment.isReached(span.from)) return false
    // Who opens a record while a flag stands takes the flag over.
    const told =
      span.from < moment.looked.openedOn
        ? span.from
        : heardOn(moment, `restriction#${at}`, span.from, delay)
    if (!moment.isReached(told)) return false
    // Flags are taken off by review, weeks after the ground is gone.
    return span.to === '' || !moment.isReached(addDays(span.to, 30))
  })
}
