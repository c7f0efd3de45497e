import type { IsoDate } from '#kernel'
import type { ChildRecord, Household, HouseholdMember, Provenance } from '#store'
import {
  hiddenWords,
  type PastDay,
  type PersonHeader,
  personHeader,
} from '../../person/person-header.ts'
import { lateNotice } from '../../person/source-holdings.ts'
import { nameWords } from '../../values/child-name.ts'
import { addressWords } from '../../values/disagreements.ts'
import { ageWords, expectedWords, noDateWords } from '../../values/shown-age.ts'
import { type ShownSource, shownSource } from '../../values/shown-value.ts'
import { detailsOnPath, detailsPath } from '../../view.paths.ts'
import { blankOf } from '../../words/blank-words.ts'
import { kindWords, normaliseKind } from '../../words/code-words.ts'
import { livedWords } from '../child-details/address.view.ts'

/** Somebody at an address of the person. */
export interface MemberRow {
  readonly name: string
  readonly reference: string
  readonly href: string
  readonly age: string
  /** What they are to the person, by the sources that say so; or that none does. */
  readonly relationship: string
  readonly lived: string
  readonly isCurrent: boolean
  readonly from: ShownSource
}

/** One address of the person, and who else is there. */
export interface PlaceCard {
  readonly address: string
  readonly lived: string
  readonly isCurrent: boolean
  readonly from: ShownSource
  readonly members: readonly MemberRow[]
  /** Why nobody is listed. */
  readonly whyNobody: string | undefined
}

/** Somebody related to the person, as one or more sources have them. */
export interface RelativeRow {
  readonly relationship: string
  readonly name: string
  /** Their own page; undefined where the index cannot tell who they are. */
  readonly href: string | undefined
  readonly reference: string | undefined
  readonly responsibility: string
  readonly sources: readonly ShownSource[]
}

/** Everything that the tab "Household and family" prints. */
export interface HouseholdModel extends PersonHeader {
  readonly places: readonly PlaceCard[]
  /** In place of households: why there are none, or may not be shown. */
  readonly noPlaces: string
  readonly relatives: readonly RelativeRow[]
  readonly noRelatives: string
  readonly lateNotice: string | undefined
  /** Everybody shown, for the access log. */
  readonly people: readonly string[]
}

/** The tab "Household and family": who lives or lived at the same address, and who is related. */
export function householdModel(
  record: ChildRecord,
  households: readonly Household[],
  today: IsoDate,
  past?: PastDay,
): HouseholdModel {
  const relatives = relativeRows(record, past)
  const places = households.map((household) => placeCard(record, household, today, past))
  const people = [
    record.reference,
    ...relatives.flatMap(({ reference }) => reference ?? []),
    ...places.flatMap(({ members }) => members.map(({ reference }) => reference)),
  ]
  return {
    ...personHeader(record, 'household', today, past),
    places,
    noPlaces: hiddenWords(record) ?? noPlaceWords(record),
    relatives,
    noRelatives: blankOf(record.empty.relationship),
    lateNotice: lateNotice(record.sources),
    people: [...new Set(people)],
  }
}

function noPlaceWords({ address, addresses }: ChildRecord): string {
  if ('blank' in address) return blankOf(address)
  return addresses.length === 1
    ? 'The address held does not say which house it is: it lacks a postcode or a number.'
    : 'None of the addresses held says which house it is: they lack a postcode or a number.'
}

function placeCard(
  record: ChildRecord,
  { address, members, isShared }: Household,
  today: IsoDate,
  past?: PastDay,
): PlaceCard {
  const rows = members
    .map((member) => memberRow(record, member, today, past))
    .sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || a.name.localeCompare(b.name))
  return {
    address: addressWords(address),
    lived: livedWords(address, today),
    isCurrent: isCurrent(address.toOn, today),
    from: shownSource(address.from),
    members: rows,
    whyNobody: isShared
      ? 'Many people are recorded here, as at a hostel, a hotel or a home. They are not listed: it is no household. Who is related stands below.'
      : rows.length === 0
        ? 'No source has anybody else here whom you may see.'
        : undefined,
  }
}

function memberRow(
  record: ChildRecord,
  member: HouseholdMember,
  today: IsoDate,
  past?: PastDay,
): MemberRow {
  const { reference, address } = member
  return {
    name: nameWords(member.given, member.family),
    reference,
    href: past ? detailsOnPath(reference, past.on) : detailsPath(reference),
    age: ageOf(member, today),
    relationship: relationOf(record, reference),
    lived: livedWords(address, today),
    isCurrent: isCurrent(address.toOn, today),
    from: shownSource(address.from),
  }
}

function isCurrent(toOn: IsoDate | undefined, today: IsoDate): boolean {
  return toOn === undefined || toOn > today
}

function ageOf({ bornOn, bornOnIs, expectedOn }: HouseholdMember, today: IsoDate): string {
  if (bornOn === undefined) {
    return expectedOn === undefined ? 'No date of birth is held' : expectedWords(expectedOn, today)
  }
  if (bornOnIs === 'placeholder') return noDateWords(bornOn)
  return ageWords(bornOn, today, bornOnIs === 'approximate')
}

/** What sources say that somebody is to the person; sources that differ are all heard. */
function relationOf({ relationships, namedBy }: ChildRecord, reference: string): string {
  const is = relationships.filter((row) => row.reference === reference).map(({ kind }) => kind)
  const named = namedBy.filter((row) => row.reference === reference).map(({ kind }) => kind)
  const words = [
    ...is.map(kindWords),
    ...named.map((kind) => `Has this person as ${kindWords(kind).toLowerCase()}`),
  ]
  return words.length === 0
    ? 'No source says what they are to each other'
    : [...new Set(words)].join('; ')
}

/** Everybody who is related, in both directions: whom the person's records name, and who names them. */
function relativeRows(record: ChildRecord, past?: PastDay): RelativeRow[] {
  const named = record.relationships.map((row) => ({
    key: [normaliseKind(row.kind), row.reference ?? nameWords(row.given, row.family)].join('|'),
    relationship: kindWords(row.kind),
    ...row,
  }))
  const naming = record.namedBy.map((row) => ({
    key: ['by', normaliseKind(row.kind), row.reference].join('|'),
    relationship: `Has this person as ${kindWords(row.kind).toLowerCase()}`,
    hasParentalResponsibility: undefined,
    ...row,
  }))
  const groups = Map.groupBy([...named, ...naming], ({ key }) => key)
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    const { reference, relationship } = first
    return [
      {
        relationship,
        name: nameWords(first.given, first.family),
        reference,
        href: reference && (past ? detailsOnPath(reference, past.on) : detailsPath(reference)),
        responsibility: responsibilityOf(rows),
        sources: sourcesOf(rows.map(({ from }) => from)),
      },
    ]
  })
}

function responsibilityOf(
  rows: readonly { hasParentalResponsibility?: boolean | undefined; from: Provenance }[],
): string {
  const says = rows.flatMap(({ hasParentalResponsibility: has, from }) =>
    has === undefined ? [] : [{ has, name: from.sourceName }],
  )
  if (says.length === 0) return 'Not recorded'
  const yes = says.filter(({ has }) => has).map(({ name }) => name)
  if (yes.length === says.length) return 'Yes'
  return yes.length === 0 ? 'No' : `Sources differ: yes by ${yes.join(', ')}`
}

function sourcesOf(all: readonly Provenance[]): ShownSource[] {
  return [...new Map(all.map((from) => [from.feed, shownSource(from)])).values()]
}
