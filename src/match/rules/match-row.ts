import type { AddressContent, PersonContent, RelationshipContent } from '#extract'
import {
  checkNhsNumber,
  checkPostcode,
  checkUpn,
  formalNamesOf,
  isIsoDate,
  nameParts,
  normaliseName,
} from '#kernel'

/** One source record of a person, standardised for comparison. Absent means: no evidence either way. */
export interface MatchRow {
  readonly id: string
  readonly feed: string
  readonly given: string | undefined
  /** The formal form of the first given name, so that Bill and William meet. */
  readonly formal: string | undefined
  readonly family: string | undefined
  /** Another given or family name that the source holds: preferred, former, alias. */
  readonly otherGiven: string | undefined
  readonly otherFamily: string | undefined
  readonly bornOn: string | undefined
  /** The birth date with day and month exchanged, where that is another real date. */
  readonly bornOnSwapped: string | undefined
  readonly sex: string | undefined
  readonly nhsNumber: string | undefined
  readonly upn: string | undefined
  readonly postcode: string | undefined
  readonly otherPostcode: string | undefined
  readonly carer: string | undefined
}

/** The columns of {@link MatchRow} in order, as the people model names them. */
export const matchColumns = [
  'id',
  'feed',
  'given',
  'formal',
  'family',
  'other_given',
  'other_family',
  'born_on',
  'born_on_swapped',
  'sex',
  'nhs_number',
  'upn',
  'postcode',
  'other_postcode',
  'carer',
] as const

/** Names that stand for "no name yet"; they say nothing about who somebody is. */
const placeholders = new Set([
  'unborn',
  'baby',
  'baby of',
  'unknown',
  'not known',
  'fnu',
  'lnu',
  'infant',
  'male',
  'female',
])

const separator = '|'

/** The record's key in the matching, of feed and the source's own key; the source's key may hold any character. */
export function matchId(feed: string, personKey: string): string {
  return `${feed}${separator}${personKey}`
}

/** Takes a record's key in the matching apart again. */
export function splitMatchId(id: string): { feed: string; personKey: string } {
  const at = id.indexOf(separator)
  return { feed: id.slice(0, at), personKey: id.slice(at + 1) }
}

/**
 * Standardises one source record of a person with its addresses and relationships. Identifiers whose
 * check digit fails, placeholder names and placeholder birth dates are left out: they are no evidence.
 */
export function matchRow(record: {
  readonly feed: string
  readonly personKey: string
  readonly person: PersonContent
  readonly addresses: readonly AddressContent[]
  readonly relationships: readonly RelationshipContent[]
}): MatchRow {
  const { person } = record
  const [main, ...others] = person.names.toSorted((a, b) => nameOrder[a.type] - nameOrder[b.type])
  const given = realName(main?.given)
  const bornOn = person.bornOnIs === 'placeholder' ? undefined : person.bornOn
  const postcodes = currentFirst(record.addresses).flatMap(({ postcode }) =>
    ordinaryPostcode(postcode),
  )
  return {
    id: matchId(record.feed, record.personKey),
    feed: record.feed,
    given,
    formal: formalOf(given),
    family: realName(main?.family),
    otherGiven: others.map((n) => realName(n.given)).find((n) => n !== undefined && n !== given),
    otherFamily: others
      .map((n) => realName(n.family))
      .find((n) => n !== undefined && n !== realName(main?.family)),
    bornOn,
    bornOnSwapped: swapDayAndMonth(bornOn),
    sex: person.sex === 'U' ? undefined : person.sex,
    nhsNumber: validOrNothing(person.nhsNumber, checkNhsNumber),
    upn: validOrNothing(person.upn, checkUpn),
    postcode: postcodes[0],
    otherPostcode: postcodes.find((p) => p !== postcodes[0]),
    carer: carerOf(record.relationships),
  }
}

const nameOrder = { legal: 0, preferred: 1, alias: 2, former: 3 } as const

function realName(name: string | undefined): string | undefined {
  const normal = name === undefined ? '' : normaliseName(name)
  return normal === '' || placeholders.has(normal) ? undefined : normal
}

function formalOf(given: string | undefined): string | undefined {
  const [first] = given === undefined ? [] : nameParts(given)
  return first === undefined ? undefined : (formalNamesOf(first)[0] ?? first)
}

function swapDayAndMonth(date: string | undefined): string | undefined {
  if (date === undefined) return undefined
  const [year, month, day] = date.split('-')
  const swapped = `${year}-${day}-${month}`
  return swapped !== date && isIsoDate(swapped) ? swapped : undefined
}

function validOrNothing(
  value: string | undefined,
  check: (text: string) => { ok: true; value: string } | { ok: false },
): string | undefined {
  const checked = value === undefined ? undefined : check(value)
  return checked?.ok ? checked.value : undefined
}

function ordinaryPostcode(postcode: string | undefined): string[] {
  const checked = postcode === undefined ? undefined : checkPostcode(postcode)
  return checked?.ok && checked.kind === 'ordinary' ? [checked.value] : []
}

function currentFirst(addresses: readonly AddressContent[]): AddressContent[] {
  return addresses.toSorted((a, b) => Number(a.toOn !== undefined) - Number(b.toOn !== undefined))
}

function carerOf(relationships: readonly RelationshipContent[]): string | undefined {
  const carers = relationships.flatMap(({ otherGiven, otherFamily }) => {
    const name = realName(`${otherGiven ?? ''} ${otherFamily ?? ''}`)
    return name === undefined ? [] : [name]
  })
  return carers.sort()[0]
}
