import { checkNhsNumber, checkUpn, formatDate, formatNhsNumber, type IsoDate } from '#kernel'
import type { ChildRecord, RelationshipRow } from '#store'
import {
  hiddenWords,
  type PastDay,
  type PersonHeader,
  personHeader,
} from '../../person/person-header.ts'
import { type HoldingRow, holdingRows, lateNotice } from '../../person/source-holdings.ts'
import { nameWords } from '../../values/child-name.ts'
import { otherNames, otherSpellings } from '../../values/disagreements.ts'
import { shownAge, shownBirth } from '../../values/shown-age.ts'
import { type ShownSource, shownSource, shownValue } from '../../values/shown-value.ts'
import { detailsOnPath, detailsPath } from '../../view.paths.ts'
import { blankOf } from '../../words/blank-words.ts'
import { ethnicityWords, kindWords, sexWords } from '../../words/code-words.ts'
import { addressRows, type DetailRow, type OtherAddress, otherAddressRows } from './address.view.ts'
import { isParentOrCarer, type PersonRow, peopleRows } from './people.view.ts'

/** Everything that the tab "Child details" prints. */
export interface ChildDetailsModel extends PersonHeader {
  readonly identity: readonly DetailRow[]
  readonly address: readonly DetailRow[]
  readonly carers: readonly PersonRow[]
  readonly noCarers: string
  readonly others: readonly PersonRow[]
  /** Whose records name this person: a mother's children. */
  readonly namedBy: readonly NamedBy[]
  readonly identifiers: readonly DetailRow[]
  readonly otherNames: readonly { type: string; name: string; from: ShownSource }[]
  readonly noOtherNames: string
  readonly otherAddresses: readonly OtherAddress[]
  readonly noOtherAddresses: string
  readonly holdings: readonly HoldingRow[]
  readonly lateNotice: string | undefined
}

/** Somebody whose record names this person. */
export interface NamedBy {
  readonly name: string
  readonly href: string
  /** `Names this person as mother`. */
  readonly as: string
  readonly sources: readonly ShownSource[]
}

/**
 * The tab "Child details".
 *
 * @param today the day as which the record is read; that of `past` where it is given
 */
export function childDetailsModel(
  record: ChildRecord,
  today: IsoDate,
  past?: PastDay,
): ChildDetailsModel {
  const hidden = hiddenWords(record)
  const isCarer = (row: RelationshipRow) => isParentOrCarer(row.kind)
  return {
    ...personHeader(record, 'details', today, past),
    identity: identityRows(record, today),
    address: addressRows(record, today),
    carers: peopleRows(record.relationships.filter(isCarer), hidden),
    noCarers: blankOf(record.empty.relationship),
    others: peopleRows(
      record.relationships.filter((row) => !isCarer(row)),
      hidden,
    ),
    namedBy: namedByRows(record, past),
    identifiers: identifierRows(record),
    otherNames: otherNames(record).map((name) => ({
      type: name.type === 'legal' ? 'As another source has it' : kindWords(name.type),
      name: nameWords(name.given, name.family),
      from: shownSource(name.from),
    })),
    noOtherNames: blankOf(record.empty.name),
    otherAddresses: otherAddressRows(record, today),
    noOtherAddresses: blankOf(record.empty.address),
    holdings: holdingRows(record.sources),
    lateNotice: lateNotice(record.sources),
  }
}

function namedByRows({ namedBy }: ChildRecord, past?: PastDay): NamedBy[] {
  const groups = Map.groupBy(namedBy, ({ reference, kind }) => `${reference} ${kindWords(kind)}`)
  return [...groups.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    const { reference } = first
    return {
      name: nameWords(first.given, first.family),
      href: past ? detailsOnPath(reference, past.on) : detailsPath(reference),
      as: `Names this person as ${kindWords(first.kind).toLowerCase()}`,
      sources: rows.map(({ from }) => shownSource(from)),
    }
  })
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
    ...communicationRows(record),
  ]
}

/** How to speak with the person: only what a source says, since few sources ask. */
function communicationRows(record: ChildRecord): DetailRow[] {
  const held = (label: string, sourced: ChildRecord['languages']): DetailRow[] =>
    'blank' in sourced ? [] : [{ label, value: shownValue(sourced, String) }]
  return [
    ...held('Languages', record.languages),
    ...held('Needs an interpreter', record.needsInterpreter),
    ...held('Disabilities', record.disabilities),
  ]
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
