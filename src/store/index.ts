/**
 * The store: the index itself. Who the people are, what each source says of them and since when.
 * Derived from extract and match; it can be rebuilt at any time.
 */

import { fileURLToPath } from 'node:url'

export { type BuildOptions, buildIndex, type IndexChanges } from './build/build-index.ts'
export { forgetErased } from './build/sweep-erased.ts'
export type {
  AddressRow,
  BirthCertainty,
  Blank,
  BlankReason,
  ChildRecord,
  Compared,
  EmptyLists,
  EventRow,
  GoneSource,
  Household,
  HouseholdMember,
  IndicatorRow,
  InvolvementRow,
  NamedByRow,
  OtherSourced,
  Provenance,
  RelationshipRow,
  SearchAnswer,
  SearchCriteria,
  SearchResult,
  SourceCoverage,
  Sourced,
} from './child-record.ts'
export { type Build, buildShownOn, firstDay, referencesThen } from './data/build.queries.ts'
export {
  type FieldCoverage,
  hiddenRecords,
  type SourceFields,
  sourceCoverage,
} from './data/coverage.queries.ts'
export { type Disclosures, disclosuresOf } from './data/disclosure.queries.ts'
export {
  bindShield,
  findHidden,
  type HiddenPerson,
  type HiddenTarget,
  hiddenPeople,
} from './data/restricted.queries.ts'
export { searchPeople } from './data/search.queries.ts'
export { type TracePerson, untracedPeople } from './data/trace.queries.ts'
export { findAsked, type PersonAsked } from './find-asked.ts'
export { readChild, readChildAsOf, readHouseholds } from './read-child.ts'
export {
  type Disclosure,
  type ReportColumn,
  type ReportView,
  reportViews,
} from './reporting/catalogue.ts'
export { describeViews } from './reporting/describe.ts'
export { reportingPage } from './reporting/reporting-page.ts'
export { addressWithPostcode, isSamePlace } from './rules/same-place.ts'

/** Where this module's migrations are. */
export const storeMigrations: string = fileURLToPath(new URL('./data/migrations', import.meta.url))
