import { normaliseName } from '#kernel'
import type { RelationshipRow } from '#store'
import {
  dialled,
  type OtherValue,
  ownPhone,
  present,
  type ShownSource,
  type ShownValue,
  shownSource,
} from '../../values/shown-value.ts'
import { blankWords } from '../../words/blank-words.ts'
import { kindWords, normaliseKind } from '../../words/code-words.ts'

/** A parent, carer or other person, as one or more sources have them. */
export interface PersonRow {
  readonly relationship: string
  readonly family: ShownValue
  readonly given: ShownValue
  readonly phone: ShownValue
  readonly responsibility: ShownValue
  /** Every source that has this person in this relationship. */
  readonly sources: readonly ShownSource[]
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

/**
 * Relationships as rows: sources that have the same name in the same relationship share a row. Only
 * a name that is the same but for case and accents is taken as the same person: anything looser is
 * the matching's business.
 *
 * @param hiddenPhone why no telephone number may be shown, where none may
 */
export function peopleRows(
  relationships: readonly RelationshipRow[],
  hiddenPhone?: string,
): PersonRow[] {
  const groups = Map.groupBy(relationships, ({ kind, family = '', given = '' }) =>
    [normaliseKind(kind), normaliseName(family), normaliseName(given)].join('|'),
  )
  return [...groups.values()].map((rows) => personRow(rows, hiddenPhone))
}

function personRow(rows: readonly RelationshipRow[], hiddenPhone?: string): PersonRow {
  return {
    relationship: kindWords(rows[0]?.kind ?? ''),
    family: firstValue(rows, ({ family }) => family),
    given: firstValue(rows, ({ given }) => given),
    phone: hiddenPhone === undefined ? phoneOf(rows) : { blank: hiddenPhone },
    responsibility: firstValue(rows, ({ hasParentalResponsibility: has }) =>
      has === undefined ? undefined : has ? 'Yes' : 'No',
    ),
    sources: rows.map(({ from }) => shownSource(from)),
  }
}

/** The first source's value with what others have instead, or which sources record none. */
function firstValue(
  rows: readonly RelationshipRow[],
  read: (row: RelationshipRow) => string | undefined,
  compared: (text: string) => string = normaliseName,
): ShownValue {
  const found = rows.flatMap((row) => {
    const text = read(row)
    return text === undefined ? [] : [{ text, from: row.from }]
  })
  const [first, ...rest] = found
  if (first === undefined) {
    return {
      blank: blankWords(
        'none-recorded',
        rows.map(({ from }) => from.sourceName),
      ),
    }
  }
  const others: OtherValue[] = rest
    .filter(({ text }) => compared(text) !== compared(first.text))
    .map(({ text, from }) => ({ text, from: shownSource(from) }))
  return present(first.text, first.from, { others })
}

function phoneOf(rows: readonly RelationshipRow[]): ShownValue {
  const digits = (text: string) => dialled(text) ?? text
  const shown = firstValue(rows, ({ phone }) => phone, digits)
  const row = rows.find(({ phone }) => phone !== undefined)
  if ('blank' in shown || row === undefined) return shown
  return { ...shown, ...ownPhone(row.phone, row.from), others: shown.others }
}
