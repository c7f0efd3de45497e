import { normaliseName, normaliseNhsNumber, normalisePostcode, normaliseUpn } from '#kernel'
import type { Candidate } from './candidates.ts'

/** What a person can be found by, in the form in which it is compared. */
export interface SearchText {
  readonly attribute: 'name' | 'born_on' | 'postcode' | 'nhs_number' | 'upn'
  readonly text: string
}

/** The search texts of one source's record of a person: each name as given then family, dates, identifiers. */
export function searchTextsOfPerson(candidates: readonly Candidate[]): SearchText[] {
  return candidates.flatMap(({ attribute, content }) => {
    switch (attribute) {
      case 'name':
        return searchText(
          'name',
          normaliseName(`${content['given'] ?? ''} ${content['family'] ?? ''}`),
        )
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

function searchText(attribute: SearchText['attribute'], text: string): SearchText[] {
  return text === '' ? [] : [{ attribute, text }]
}
