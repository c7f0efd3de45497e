import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from './errors.ts'
import type { Explainer } from './explain/explainer.ts'
import type { Model } from './model/model.ts'
import type { Progress } from './progress.ts'
import type { FrequencyTable } from './score/frequency-table.ts'
import type { Parameters } from './train/parameters.ts'

export interface LinkOptions {
  model: Model
  connection: DuckDBConnection
  /** Names of tables (or views) in that connection: one for each source, or one in all. */
  tables: string[]
  /** Frozen parameters of an earlier run: nothing is trained. */
  parameters?: Parameters
  /** Frozen frequencies of values: with them and `parameters` a pair weighs the same every day. */
  frequencies?: FrequencyTable
  /** Decisions of people, by ids; they outrank every weight. An id that is gone is reported. */
  decisions?: {
    same: [string | number, string | number][]
    notSame: [string | number, string | number][]
  }
  /** Probability from which two records are joined, in place of the model's. */
  threshold?: number
  /** A table (id, label) of known identities: m is learnt from it, not guessed. */
  labels?: string
  /** Probabilities at which clusters are built as well, beside the model's own threshold. */
  alsoAt?: number[]
  /** Adds to the table of pairs what a weight is made of beyond prior and levels. */
  parts?: boolean
  /** Keeps the records at hand, so that `explainPair` can say why two of them weigh what they do. */
  explain?: boolean
  /** Past half of this, candidate pairs go to a scratch file instead of staying in memory. */
  memoryLimitMb?: number
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
  /** Turns the samples that training draws; the same seed gives the same result. */
  seed?: number
}

export interface Warning {
  code: string
  message: string
}

export interface BlockingReport {
  rule: string
  /** Pairs that this rule found and none before it. */
  pairs: number
  skipped: { blocks: number; records: number; pairs: number; largest: number }
}

export interface LinkResult {
  /** Temporary table (id, cluster): every record once; a cluster is named by its first id. */
  clusters: string
  /**
   * The pairs from the review threshold up: id_l, id_r, weight (bits), probability, rule (its
   * place in the model) and `level_<comparison>` (its place in the comparison). With `parts` also
   * `frequency_<comparison>` and `correction` (bits): the weight is the sum of the prior's bits,
   * those of the levels (log2 m/u), of the frequencies and of the correction.
   */
  pairs: string
  parameters: Parameters
  /** Clusters at further thresholds: a table (id, cluster) each. */
  clustersAt: { threshold: number; table: string; clusters: number }[]
  counts: {
    records: number
    candidatePairs: number
    matches: number
    review: number
    clusters: number
  }
  blocking: BlockingReport[]
  warnings: Warning[]
  /** Seconds by stage. */
  seconds: Record<string, number>
  /** What `explainPair` asks, of a run with `explain`. */
  explainer?: Explainer
}

/** Refuses a threshold that is no probability (95 meant as 95 %, say): `input-invalid`. */
export function checkThreshold(threshold: number, name: string): void {
  if (threshold >= 0 && threshold <= 1) return
  throw new LinkageError(
    'input-invalid',
    `${name} is ${threshold}; it is a probability and must lie between 0 and 1 (0.95 for 95 %).`,
  )
}
