/**
 * Probabilistic record linkage for any tables: which records are about one thing. It takes
 * tables and gives a partition; it keeps no identities. See README.md.
 */
export { analyseBlocking, type RuleAnalysis } from './blocking/analyse-blocking.ts'
export {
  compareModels,
  type DecidingPair,
  type ModelChange,
  type ModelComparison,
  type ModelsToCompare,
} from './compare-models/compare-models.ts'
export {
  type ClericalPair,
  type ClericalSample,
  drawClericalSample,
  type SampleOptions,
  type Stratum,
} from './decisions/clerical-sample.ts'
export { type Estimate, wilson } from './decisions/intervals.ts'
export {
  type DecisionsToLearn,
  type LearntFromDecisions,
  learnFromDecisions,
} from './decisions/learn-from-decisions.ts'
export {
  type ClericalAnswer,
  suggestThresholds,
  type ThresholdEstimate,
  type ThresholdSuggestion,
  type ThresholdWishes,
} from './decisions/suggest-thresholds.ts'
export { LinkageError, type LinkageErrorCode } from './errors.ts'
export { type ClusterScores, f1Of, scoreClusters } from './evaluate/cluster-scores.ts'
export { bestThreshold, type ThresholdRow, thresholdTable } from './evaluate/threshold-table.ts'
export { drawWaterfall } from './explain/draw-waterfall.ts'
export { type Explainer, type Explains, explainPair, openExplainer } from './explain/explainer.ts'
export {
  bitsOfPart,
  type CorrectionReason,
  type ExplainedComparison,
  type Explanation,
  type Side,
  sumOfParts,
} from './explain/explanation.ts'
export { type ExplanationWords, sayExplanation } from './explain/sentences.ts'
export { type WaterfallStep, waterfallSteps } from './explain/waterfall.ts'
export { applyChanges, type IndexChanges } from './increment/apply-changes.ts'
export { compactIndex } from './increment/compact-index.ts'
export {
  type Contradiction,
  findContradictions,
  type IdDecisions,
} from './increment/decisions-by-id.ts'
export type {
  ChangedPair,
  Cluster,
  ClusterChange,
  ClusterChangeKind,
  Difference,
} from './increment/difference.ts'
export { loadIndex, saveIndex } from './increment/index-file.ts'
export {
  type ChangeFilesOptions,
  changeIndexFile,
  type IndexFilesOptions,
  indexFiles,
} from './increment/index-from-files.ts'
export type { IndexBasis, LinkageIndex } from './increment/linkage-index.ts'
export { type IndexedPair, type OpenedIndex, openIndex } from './increment/open-index.ts'
export { type GivenPair, type GivenPairs, weighGiven } from './increment/weigh-given.ts'
export { dropLinkResult, link } from './link.ts'
export { type LinkFilesOptions, type LinkReport, linkFiles } from './link-files.ts'
export type { Comparison, Level, Model, ModelColumn } from './model/model.ts'
export { parseModel, readModel } from './model/read-model.ts'
export { readSavedModel, type SavedModel, saveModel } from './model/saved-model.ts'
export type { BlockingReport, LinkOptions, LinkResult, Warning } from './options.ts'
export type { Progress, Stage } from './progress.ts'
export { linkWithReport, type ReportOptions } from './report/link-with-report.ts'
export type { FrequencyTable, FrozenTerm } from './score/frequency-table.ts'
export type { SearchFields } from './search/query.ts'
export { openSearch, type Search, type SearchHit, type SearchOptions } from './search/search.ts'
export { parseSplinkModel, readSplinkModel, type SplinkModel } from './splink/read-splink-model.ts'
export { type Dialect, DUCKDB, SPARK } from './sql/dialect.ts'
export { emitLink, type LinkStatements } from './sql/emit-link.ts'
export {
  type SuggestedBlocking,
  type SuggestedRule,
  type SuggestOptions,
  suggestBlocking,
} from './suggest/suggest-blocking.ts'
export type { LevelParameters, Parameters } from './train/parameters.ts'
