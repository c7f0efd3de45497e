import type { Warning } from '../options.ts'
import type { Blocking } from './measure/blocking.ts'
import type { Clusters } from './measure/clusters.ts'
import type { Completeness } from './measure/columns.ts'
import type { Frequencies } from './measure/frequencies.ts'
import type { Patterns } from './measure/patterns.ts'
import type { ShownRecord } from './measure/shown-records.ts'
import type { Scores, ThresholdPoint, WeightPoint } from './measure/thresholds.ts'
import type { Unlinkable } from './measure/unlinkable.ts'
import type { ComparisonWeights, WeightBar } from './measure/weights.ts'

/** What a report says, as figures: plain data, bounded in size whatever the size of the tables. */
export interface ReportData {
  model: string
  madeAt: Date
  summary: ReportSummary
  warnings: readonly Warning[]
  comparisons: ComparisonWeights[]
  thresholds: ThresholdPoint[]
  curve: WeightPoint[]
  distribution: WeightBar[]
  completeness: Completeness
  unlinkable: Unlinkable
  blocking: Blocking
  frequencies: Frequencies
  patterns: Patterns
  clusters: Clusters
  /** Names of the model's columns, as records are shown. */
  columns: string[]
  /** The records that examples name; null where the report is to hold no values. */
  records: Map<number, ShownRecord> | null
}

export interface ReportSummary {
  records: number
  sources: number
  candidatePairs: number
  possiblePairs: number
  matches: number
  clusters: number
  several: number
  joined: number
  largest: number
  prior: number
  matchWeight: number
  matchProbability: number
  /** Of pairs within clusters; null without a truth. */
  scores: Scores | null
  seconds: number
}
