import { formatDate, formatNhsNumber, formatPostcode, type IsoDate } from '#kernel'
import type { SearchAnswer, SearchCriteria, SearchResult } from '#store'
import { listName } from '../../values/child-name.ts'
import { ageWords, expectedWords, noDateWords } from '../../values/shown-age.ts'
import { detailsPath, viewPaths } from '../../view.paths.ts'
import { inWords } from '../../words/lists.ts'
import { emptySearchForm, type FormError, type SearchForm } from './find-child.form.ts'

/** How many people one page of results holds; more means that the search says too little. */
export const resultLimit = 20

/** One row of the results. */
export interface ResultRow {
  readonly name: string
  readonly href: string
  readonly reference: string
  readonly born: string
  readonly age: string | undefined
  readonly postcode: string
  readonly knownTo: string
  readonly why: string
}

/** What the page prints: the form as it was typed, what to put right, and what was found. */
export interface FindChildModel {
  readonly title: string
  readonly action: string
  /** The reader came for results that are no longer kept. */
  readonly hasEnded: boolean
  readonly form: SearchForm
  readonly errors: readonly FormError[]
  /** By the id of the input, for the message beside it. */
  readonly errorFor: Readonly<Record<string, string>>
  /** The ids of the inputs to mark. */
  readonly wrong: readonly string[]
  readonly results: ShownResults | undefined
}

/** What a search found. `references` are the people shown, for the access log. */
export interface ShownResults {
  readonly rows: readonly ResultRow[]
  readonly references: readonly string[]
  /** What was searched for, for the access log. */
  readonly criteria: SearchCriteria
  /** What was searched for, to be read back. */
  readonly asked: readonly { readonly label: string; readonly text: string }[]
  /** `Showing 1 to 20`. */
  readonly range: string
  readonly hasMore: boolean
  readonly refineHint: string
}

/** The page before anything is searched for, or with what to put right. */
export function findChildModel(
  form: SearchForm = emptySearchForm,
  errors: readonly FormError[] = [],
): FindChildModel {
  return {
    title: 'Find a child',
    action: viewPaths.search,
    hasEnded: false,
    form,
    errors,
    errorFor: Object.fromEntries(errors.map(({ field, text }) => [field, text])),
    wrong: errors.flatMap(({ field, also = [] }) => [field, ...also]),
    results: undefined,
  }
}

/** The page with what was found. */
export function resultsModel(
  form: SearchForm,
  criteria: SearchCriteria,
  answer: SearchAnswer,
  today: IsoDate,
): FindChildModel {
  const count = answer.results.length
  return {
    ...findChildModel(form),
    title: count === 0 ? 'Nothing found: Find a child' : 'Search results: Find a child',
    results: {
      rows: answer.results.map((result) => resultRow(result, today)),
      references: answer.results.map(({ reference }) => reference),
      criteria,
      asked: askedFor(criteria),
      range: count === 1 && !answer.hasMore ? 'Showing the only match' : `Showing 1 to ${count}`,
      hasMore: answer.hasMore,
      refineHint: refineHint(criteria),
    },
  }
}

/** One person found, as a row. */
export function resultRow(result: SearchResult, today: IsoDate): ResultRow {
  return {
    name: listName(result),
    href: detailsPath(result.reference),
    reference: result.reference,
    ...birthWords(result, today),
    postcode: postcodeWords(result),
    knownTo: inWords(result.sourceNames) || 'No source',
    why: result.reasons.join('; '),
  }
}

function postcodeWords({
  postcode,
  isMasked,
  isShielded,
  isPostcodeShared = true,
}: SearchResult): string {
  if (!isPostcodeShared) return 'Not shared with you'
  if (isShielded) return 'Hidden: whereabouts are shielded'
  if (isMasked) return 'Hidden: gone from a source without a reason'
  return postcode === undefined ? 'Postcode not recorded' : formatPostcode(postcode)
}

function birthWords(result: SearchResult, today: IsoDate): Pick<ResultRow, 'born' | 'age'> {
  const { bornOn, bornOnIs } = result
  if (bornOn !== undefined) {
    if (bornOnIs === 'placeholder') return { born: noDateWords(bornOn), age: undefined }
    return { born: formatDate(bornOn), age: ageWords(bornOn, today, bornOnIs === 'approximate') }
  }
  if (result.expectedOn !== undefined) {
    return { born: expectedWords(result.expectedOn, today), age: undefined }
  }
  return { born: 'Date of birth not recorded', age: undefined }
}

function askedFor(criteria: SearchCriteria): { label: string; text: string }[] {
  const { name, bornOn, postcode, nhsNumber, upn } = criteria
  const rows: [string, string | undefined][] = [
    ['Name', name],
    ['Date of birth', bornOn === undefined ? undefined : formatDate(bornOn)],
    ['Postcode', postcode === undefined ? undefined : formatPostcode(postcode)],
    ['NHS number', nhsNumber === undefined ? undefined : formatNhsNumber(nhsNumber)],
    ['UPN', upn],
  ]
  return rows.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]))
}

/** What would narrow a search that found too many: what has not been given yet. */
function refineHint({ bornOn, postcode, name }: SearchCriteria): string {
  const missing = [
    ...(name === undefined ? ['a name'] : []),
    ...(bornOn === undefined ? ['a date of birth'] : []),
    ...(postcode === undefined ? ['a postcode'] : []),
  ]
  return missing.length === 0
    ? 'Search again with an NHS number or UPN.'
    : `Add ${inWords(missing, 'or')} to see fewer.`
}
