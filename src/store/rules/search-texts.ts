import type { DataKind } from '#access'
import { normaliseName, normaliseNhsNumber, normalisePostcode, normaliseUpn } from '#kernel'
import type { Candidate } from './candidates.ts'

/** What a person can be found by, in the form in which it is compared. */
export interface SearchText {
  readonly attribute: 'name' | 'born_on' | 'postcode' | 'nhs_number' | 'upn'
  readonly text: string
  /** Of a name: its family name, which stands last in `text`. */
  readonly family?: string
}

/** The search texts of one source's record of a person: each name as given then family, dates, identifiers. */
export function searchTextsOfPerson(candidates: readonly Candidate[]): SearchText[] {
  return candidates.flatMap(({ attribute, content }) => {
    switch (attribute) {
      case 'name':
        return nameTexts(content['given'] ?? '', content['family'] ?? '')
      case 'bornOn':
      case 'expectedOn':
        return searchText('born_on', content['value'] ?? '')
      case 'nhsNumber':
        return searchText('nhs_number', normaliseNhsNumber(content['value'] ?? ''))
      case 'upn':
        return searchText('upn', normaliseUpn(content['value'] ?? ''))
      default:
        return []
    }
  })
}

/** The search text of an address: its postcode in capitals without spaces. */
export function searchTextsOfPostcode(postcode: string): SearchText[] {
  return searchText('postcode', normalisePostcode(postcode))
}

function nameTexts(given: string, family: string): SearchText[] {
  const normalFamily = normaliseName(family)
  return searchText('name', normaliseName(`${given} ${family}`)).map((text) =>
    normalFamily === '' ? text : { ...text, family: normalFamily },
  )
}

function searchText(attribute: SearchText['attribute'], text: string): SearchText[] {
  return text === '' ? [] : [{ attribute, text }]
}

/** Which kind of data somebody finds a person by. */
export const dataKindOfSearch: Readonly<Record<SearchText['attribute'], DataKind>> = {
  name: 'identity',
  born_on: 'identity',
  nhs_number: 'identifier',
  upn: 'identifier',
  postcode: 'address',
}
