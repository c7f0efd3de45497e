/**
 * The borough: invented families and what eight agencies hold of them, with the hidden truth. For
 * demonstrations, tests and measuring how well records are matched. See README.md.
 */

export { charityName } from './agencies/charity.ts'
export type { PlantedCount, PopulationCounts } from './counts.ts'
export { type Agency, agencies, type ErrorKind, errorKinds, errorRate } from './errors.ts'
export {
  type BoroughCounts,
  type BoroughOptions,
  type BoroughProgress,
  defaultAsOf,
  generateBorough,
} from './generate-borough.ts'
export type { AgencyCounts } from './nights/write-nights.ts'
export { authority as boroughAuthority } from './places/authority.ts'
export { type PlantedCase, plantedCases } from './planted/planted.ts'
