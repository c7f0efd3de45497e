/**
 * The store: the index itself. Who the people are, what each source says of them and since when.
 * Derived from extract and match; it can be rebuilt at any time.
 */

import { fileURLToPath } from 'node:url'

export { buildIndex, type IndexChanges } from './build-index.ts'
export type {
  AddressRow,
  BirthCertainty,
  Blank,
  BlankReason,
  ChildRecord,
  Compared,
  EmptyLists,
  IndicatorRow,
  InvolvementRow,
  OtherSourced,
  Provenance,
  RelationshipRow,
  SearchAnswer,
  SearchCriteria,
  SearchResult,
  SourceCoverage,
  Sourced,
} from './child-record.ts'
export { searchPeople } from './data/search.queries.ts'
export { readChild } from './read-child.ts'
export { addressWithPostcode, isSamePlace } from './rules/same-place.ts'

/** Where this module's migrations are. */
export const storeMigrations: string = fileURLToPath(new URL('./data/migrations', import.meta.url))
