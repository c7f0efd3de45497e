import type { AddressContent, PersonContent, RelationshipContent } from '#extract'
import { checkNhsNumber, checkPostcode, checkUpn, isIsoDate, normaliseName } from '#kernel'
import { type NameForms, nameForms } from './name-forms.ts'

/**
 * Raise it where records are standardised in another way: those that an index knows are read again
 * then, whether or not they have changed.
 */
export const rowsForm = 1

/** One source record of a person, standardised for comparison. Absent means: no evidence either way. */
export interface MatchRow extends NameForms {
  readonly id: string
  readonly feed: string
  /** The birth date; for a child not yet born the day it is expected. */
  readonly bornOn: string | undefined
  /** The birth date with day and month exchanged, where that is another real date. */
  readonly bornOnSwapped: string | undefined
  /** How far the birth date can be relied on. */
  readonly bornOnIs: 'exact' | 'weak' | 'expected' | undefined
  /** The birth date again where the source calls it approximate. */
  readonly bornOnWeak: string | undefined
  /** The day a birth is expected, where none is recorded. */
  readonly dueOn: string | undefined
  readonly sex: string | undefined
  readonly nhsNumber: string | undefined
  readonly upn: string | undefined
  /** Number or name of the house with the postcode. */
  readonly home: string | undefined
  readonly postcode: string | undefined
  /** Every postcode that the source holds, earlier ones too. */
  readonly postcodes: readonly string[]
  /** Parents and carers by their whole names, and by their given names. */
  readonly carers: readonly string[]
  readonly carerGivens: readonly string[]
  /** `none` where the source names no parent or carer, so that a rule can ask for two such records. */
  readonly noCarer: 'none' | undefined
}

/** The columns of {@link MatchRow} in order, as the people model names them; `list`: several values. */
export const matchColumns = {
  id: 'one',
  feed: 'one',
  given: 'one',
  given_forms: 'list',
  given_sound: 'one',
  middle: 'one',
  family: 'one',
  family_forms: 'list',
  family_stem: 'one',
  titled: 'one',
  single: 'one',
  sounds: 'list',
  whole: 'one',
  born_on: 'one',
  born_on_swapped: 'one',
  born_on_is: 'one',
  born_on_weak: 'one',
  due_on: 'one',
  sex: 'one',
  nhs_number: 'one',
  upn: 'one',
  home: 'one',
  postcode: 'one',
  postcodes: 'list',
  carers: 'list',
  carer_givens: 'list',
  no_carer: 'one',
} as const

/** The property of {@link MatchRow} for a column: `givenForms` for `given_forms`. */
export function propertyOf(column: string): keyof MatchRow {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof MatchRow
}

/** The values of a list as the linkage keeps it, as one text. */
export function listsOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split('\u001f')
}

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
  const addresses = currentFirst(record.addresses)
  const postcodes = addresses.flatMap(({ postcode }) => ordinaryPostcode(postcode))
  return {
    id: matchId(record.feed, record.personKey),
    feed: record.feed,
    ...nameForms(person.names),
    ...birthOf(person),
    sex: person.sex === 'U' ? undefined : person.sex,
    nhsNumber: englishNhsNumber(person.nhsNumber),
    upn: validOrNothing(person.upn, checkUpn),
    home: addresses.map(homeOf).find((home) => home !== undefined),
    postcode: postcodes[0],
    postcodes: [...new Set(postcodes)].sort(),
    ...carersOf(record.relationships),
  }
}

function birthOf({
  bornOn,
  bornOnIs,
  expectedOn,
}: PersonContent): Pick<
  MatchRow,
  'bornOn' | 'bornOnSwapped' | 'bornOnIs' | 'bornOnWeak' | 'dueOn'
> {
  if (bornOn === undefined || bornOnIs === 'placeholder') {
    return {
      bornOn: expectedOn,
      bornOnSwapped: undefined,
      bornOnIs: expectedOn === undefined ? undefined : 'expected',
      bornOnWeak: undefined,
      dueOn: expectedOn,
    }
  }
  const isWeak = bornOnIs === 'approximate' || bornOn.endsWith('-01-01')
  return {
    bornOn,
    bornOnSwapped: swapDayAndMonth(bornOn),
    bornOnIs: isWeak ? 'weak' : 'exact',
    bornOnWeak: isWeak ? bornOn : undefined,
    dueOn: undefined,
  }
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

/**
 * Scotland's CHI numbers have the shape and the check digit of NHS numbers and begin with a birth date;
 * their holder has an English number as well, so that two numbers say nothing (domain.md 6).
 */
function englishNhsNumber(value: string | undefined): string | undefined {
  const number = validOrNothing(value, checkNhsNumber)
  return number !== undefined && /^([0-2]\d|3[01])/.test(number) ? undefined : number
}

function ordinaryPostcode(postcode: string | undefined): string[] {
  const checked = postcode === undefined ? undefined : checkPostcode(postcode)
  return checked?.ok && checked.kind === 'ordinary' ? [checked.value] : []
}

function currentFirst(addresses: readonly AddressContent[]): AddressContent[] {
  return addresses.toSorted(
    (a, b) =>
      Number(a.toOn !== undefined) - Number(b.toOn !== undefined) ||
      (b.fromOn ?? '').localeCompare(a.fromOn ?? ''),
  )
}

/** The numbers of a home, whatever line they stand in, with its postcode. */
function homeOf({ lines, postcode }: AddressContent): string | undefined {
  const [code] = ordinaryPostcode(postcode)
  const numbers = lines.join(' ').match(/\d+[a-z]?/gi)
  if (code === undefined || numbers === null) return undefined
  return `${numbers.join('-').toLowerCase()} ${code}`
}

/** Words that stand where a parent's given name should. */
const notNames = new Set(
  'mum mummy mother dad daddy father nan nana gran grandma aunt auntie uncle carer parent mr mrs ms miss dr'.split(
    ' ',
  ),
)

const notCarers = /child|\bson\b|daughter|brother|sister|sibling|twin/i

function carersOf(
  relationships: readonly RelationshipContent[],
): Pick<MatchRow, 'carers' | 'carerGivens' | 'noCarer'> {
  const carers = new Set<string>()
  const carerGivens = new Set<string>()
  for (const { kind, otherGiven, otherFamily } of relationships) {
    if (notCarers.test(kind)) continue
    const words = [otherGiven, otherFamily].flatMap((name) =>
      name === undefined ? [] : normaliseName(name).split(' '),
    )
    const real = words.filter((word) => word !== '' && !notNames.has(word))
    const [first] = real
    if (first === undefined) continue
    if (real.length > 1) carers.add(real.toSorted().join(' '))
    const given = otherGiven === undefined ? undefined : normaliseName(otherGiven).split(' ')[0]
    if (given !== undefined && given !== '' && !notNames.has(given)) carerGivens.add(given)
  }
  return {
    carers: [...carers].sort(),
    carerGivens: [...carerGivens].sort(),
    noCarer: carers.size + carerGivens.size === 0 ? 'none' : undefined,
  }
}
