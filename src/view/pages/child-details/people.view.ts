import type { RelationshipRow } from '#store'
import {
  ownPhone,
  ownValue,
  type ShownSource,
  type ShownValue,
  shownSource,
} from '../../values/shown-value.ts'
import { kindWords, normaliseKind } from '../../words/code-words.ts'

/** A parent, carer or other person. */
export interface PersonRow {
  readonly relationship: string
  readonly family: ShownValue
  readonly given: ShownValue
  readonly phone: ShownValue
  readonly responsibility: string
  readonly from: ShownSource
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

/** A relationship as a row; a field left empty is blamed on the row's own source. */
export function personRow(row: RelationshipRow): PersonRow {
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
