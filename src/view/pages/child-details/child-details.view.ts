import {
  checkNhsNumber,
  checkUpn,
  formatDate,
  formatNhsNumber,
  formatPostcode,
  type IsoDate,
} from '#kernel'
import type { AddressRow, ChildRecord, RelationshipRow } from '#store'
import { type PersonHeader, personHeader } from '../../person/person-header.ts'
import {
  emptyListWords,
  type HoldingRow,
  holdingRows,
  lateNotice,
} from '../../person/source-holdings.ts'
import {
  addressWords,
  otherAddresses,
  otherCurrentAddresses,
  otherSpellings,
} from '../../values/disagreements.ts'
import { shownAge, shownBirth } from '../../values/shown-age.ts'
import {
  ownPhone,
  ownValue,
  present,
  type ShownSource,
  type ShownValue,
  shownSource,
  shownValue,
} from '../../values/shown-value.ts'
import { ethnicityWords, kindWords, normaliseKind, sexWords } from '../../words/code-words.ts'

/** One labelled value. */
export interface DetailRow {
  readonly label: string
  readonly value: ShownValue
}

/** A parent, carer or other person. */
export interface PersonRow {
  readonly relationship: string
  readonly family: ShownValue
  readonly given: ShownValue
  readonly phone: ShownValue
  readonly responsibility: string
  readonly from: ShownSource
}

/** Everything that the tab "Child details" prints. */
export interface ChildDetailsModel extends PersonHeader {
  readonly title: string
  readonly reference: string
  readonly identity: readonly DetailRow[]
  readonly address: readonly DetailRow[]
  readonly carers: readonly PersonRow[]
  readonly noCarers: string
  readonly others: readonly PersonRow[]
  readonly identifiers: readonly DetailRow[]
  readonly otherNames: readonly { type: string; name: string; from: ShownSource }[]
  readonly noOtherNames: string
  readonly otherAddresses: readonly { text: string; dates: string; from: ShownSource }[]
  readonly noOtherAddresses: string
  readonly holdings: readonly HoldingRow[]
  readonly lateNotice: string | undefined
}

/** The tab "Child details". */
export function childDetailsModel(record: ChildRecord, today: IsoDate): ChildDetailsModel {
  const header = personHeader(record, 'details', today)
  const isCarer = (row: RelationshipRow) => isParentOrCarer(row.kind)
  return {
    ...header,
    title: `${header.name}: Child details`,
    reference: record.reference,
    identity: identityRows(record, today),
    address: addressRows(record, today),
    carers: record.relationships.filter(isCarer).map(personRow),
    noCarers: emptyListWords(record.sources),
    others: record.relationships.filter((row) => !isCarer(row)).map(personRow),
    identifiers: identifierRows(record),
    otherNames: record.otherNames.map((name) => ({
      type: name.type === 'legal' ? 'As another source has it' : kindWords(name.type),
      name: [name.given, name.family].filter((part) => part !== undefined).join(' '),
      from: shownSource(name.from),
    })),
    noOtherNames: emptyListWords(record.sources),
    otherAddresses: otherAddresses(record).map((row) => ({
      text: addressWords(row),
      dates: livedWords(row, today),
      from: shownSource(row.from),
    })),
    noOtherAddresses: emptyListWords(record.sources),
    holdings: holdingRows(record.sources),
    lateNotice: lateNotice(record.sources),
  }
}

const carerKind =
  /(^|-)(mother|father|mum|dad|parent|carer|guardian|foster|adopter|adoptive|kinship|grandmother|grandfather|grandparent)(-|$)/

/** Whether a relationship's kind is that of a parent or carer, however the source words it. */
export function isParentOrCarer(kind: string): boolean {
  const normal = normaliseKind(kind)
  return (
    carerKind.test(normal) && !/(^|-)(brother|sister|sibling|child|son|daughter)(-|$)/.test(normal)
  )
}

function identityRows(record: ChildRecord, today: IsoDate): DetailRow[] {
  const died: DetailRow[] =
    'blank' in record.diedOn
      ? []
      : [{ label: 'Date of death', value: shownValue(record.diedOn, formatDate) }]
  const hasDueDate = 'blank' in record.bornOn && !('blank' in record.expectedOn)
  return [
    {
      label: 'Family name',
      value: shownValue(record.family, String, { others: otherSpellings(record, 'family') }),
    },
    {
      label: 'First name',
      value: shownValue(record.given, String, { others: otherSpellings(record, 'given') }),
    },
    { label: hasDueDate ? 'Due date' : 'Date of birth', value: shownBirth(record, today) },
    ...(hasDueDate ? [] : [{ label: 'Age', value: shownAge(record, today) }]),
    ...died,
    { label: 'Sex', value: shownValue(record.sex, sexWords) },
    { label: 'Ethnicity', value: shownValue(record.ethnicity, ethnicityWords) },
  ]
}

function addressRows(record: ChildRecord, today: IsoDate): DetailRow[] {
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
    return present(text, address.from, at === 0 ? { others } : {})
  }
  const postcode = ownValue(
    address.value.postcode === undefined ? undefined : formatPostcode(address.value.postcode),
    address.from,
  )
  const lines = [0, 1, 2, 3].map((at) => ({ label: `Address line ${at + 1}`, value: line(at) }))
  return [...lines, { label: 'Postcode', value: postcode }]
}

function identifierRows(record: ChildRecord): DetailRow[] {
  const { nhsNumber, upn } = record
  const doubt = (isSound: boolean) =>
    isSound ? {} : { note: 'Fails its check: a character is mistyped in the source' }
  return [
    {
      label: 'NHS number',
      value: shownValue(
        nhsNumber,
        formatNhsNumber,
        doubt('blank' in nhsNumber || checkNhsNumber(nhsNumber.value).ok),
      ),
    },
    {
      label: 'Unique pupil number (UPN)',
      value: shownValue(upn, String, doubt('blank' in upn || checkUpn(upn.value).ok)),
    },
    { label: 'GP practice', value: shownValue(record.gpPractice, String) },
  ]
}

function personRow(row: RelationshipRow): PersonRow {
  const { from } = row
  return {
    relationship: kindWords(row.kind),
    family: ownValue(row.family, from),
    given: ownValue(row.given, from),
    phone: ownPhone(row.phone, from),
    responsibility: responsibilityWords(row),
    from: shownSource(from),
  }
}

function responsibilityWords({ hasParentalResponsibility, from }: RelationshipRow): string {
  if (hasParentalResponsibility === undefined) return `Not recorded by ${from.sourceName}`
  return hasParentalResponsibility ? 'Yes' : 'No'
}

/** When somebody lived at an address, in words; current where no end is recorded. */
export function livedWords(row: Pick<AddressRow, 'fromOn' | 'toOn'>, today: IsoDate): string {
  const start = row.fromOn === undefined ? 'start not recorded' : `from ${formatDate(row.fromOn)}`
  if (row.toOn === undefined) return `Current, ${start}`
  return row.toOn > today
    ? `Current, ${start} to ${formatDate(row.toOn)}`
    : `Former, ${start} to ${formatDate(row.toOn)}`
}
