/**
 * The way in: what agencies send, checked against what they promised, kept as it came and loaded as
 * source records with every version. Later steps read the records in force from here.
 */

export { explainGone, type GoneExplanation } from './actions/explain-gone.ts'
export { type LetThrough, letThrough } from './actions/let-through.ts'
export { type ReplayOrder, replayLoad } from './actions/replay-load.ts'
export type { CheckName, CheckResult } from './checks/run-checks.ts'
export type { Coverage, KindCoverage } from './checks/tally.ts'
export {
  type ErasureCause,
  type ErasureOrder,
  type ErasureResult,
  endedFeeds,
  endFeed,
  eraseRecords,
  forgetErasedRecords,
} from './data/erase.queries.ts'
export { type GonePerson, listGone } from './data/gone.queries.ts'
export {
  type CurrentRecord,
  currentRecords,
  type FeedFreshness,
  feedFreshness,
} from './data/records.queries.ts'
export { forgetErasedKeys } from './data/shield.queries.ts'
export { type FeedStatus, feedStatus, type LoadRow, listLoads } from './data/status.queries.ts'
export { trimRejects } from './data/trim-rejects.ts'
export { type KeyFiles, readSecretKeys, type SecretKeys } from './encryption/secret-keys.ts'
export type { FeedDefinition } from './feeds/feed-schema.ts'
export { type Feed, readFeed, readFeeds } from './feeds/read-feeds.ts'
export {
  type LandedFile,
  type LandingFile,
  type LandingOptions,
  landFile,
} from './landing/land-file.ts'
export { type ReceivedFile, type ReceiveOptions, receiveFiles } from './landing/receive-files.ts'
export {
  type LoadFeedsOptions,
  type LoadLog,
  type LoadOutcome,
  type LoadProgress,
  loadFeeds,
} from './load/load-feeds.ts'
export type { LoadResult } from './load/load-file.ts'
export {
  createExtract,
  type ExtractModule,
  type ExtractPermission,
  extractPermissions,
} from './pages/index.ts'
export { type FilePreview, type PreviewOptions, previewFile } from './preview/preview-file.ts'
export { describeProblem, FileRefused, type Problem } from './problems.ts'
export {
  type AddressContent,
  contentSchemas,
  type EventContent,
  type IndicatorContent,
  type InvolvementContent,
  type PersonContent,
  type RecordKind,
  type RelationshipContent,
  type SourceRecord,
} from './records.ts'
export { type GoneReason, goneReason, goneReasons } from './rules/gone-reasons.ts'
export { type Punctuality, punctuality, type Schedule } from './rules/next-expected.ts'

/** Where this module's migrations are. */
export const extractMigrations: string = new URL('./data/migrations', import.meta.url).pathname
