import type { Expression } from './expression.ts'
import type { ModelFile } from './schema.ts'

/** The name by which the levels of an either-way comparison speak of the values compared. */
export const EITHER_WAY_VALUE = 'value'

/** A model ready to run: every expression parsed, every ready-made comparison spelled out. */
export interface Model {
  name: string
  /** The model as it was written: what is saved beside the parameters. */
  file: ModelFile
  /** The column that identifies a record. */
  id: string
  /** Null: dedupe for one table, link for several. */
  mode: 'dedupe' | 'link' | 'link_and_dedupe' | null
  sources: { column: string | null; freeOfDuplicates: boolean | readonly string[] }
  columns: readonly ModelColumn[]
  blocking: readonly BlockingRule[]
  comparisons: readonly Comparison[]
  training: Training
  /** Probabilities: at or above `match` joined, from `review` up to `match` for people. */
  thresholds: { match: number; review: number }
  clusters: { method: 'components' | 'best_first' | 'average'; unseenBits: number }
  constraints: { onePerSource: boolean; notTwoOf: readonly string[]; needsOneOf: readonly string[] }
}

export interface ModelColumn {
  name: string
  /** Made from the caller's columns by the engine, or by the caller's own SQL in the database. */
  from: { expression: Expression } | { sql: string }
}

export interface BlockingRule {
  words: string
  keys: readonly Expression[]
  /** A block of more records than this is skipped and reported. */
  cap: number
  /** Whether the rule itself asks for that cap: then what it skips needs no warning. */
  ownCap: boolean
}

export interface Comparison {
  name: string
  /** What people call that which is compared: "date of birth". */
  words: string
  /** The columns named for it: what its own SQL may speak of. */
  columns: readonly string[]
  /** In order; the first that holds is the pair's. A level `missing` gives no evidence. */
  levels: readonly Level[]
  /** Set where two columns are compared straight or swapped: one comparison for each part. */
  eitherWay: { columns: readonly [string, string]; part: 0 | 1 } | null
  /** Names that stand for each other, for the function `nickname`. */
  nicknames: readonly (readonly string[])[]
  /** Whether values that stand for each other are learnt from a first run's clusters. */
  learnsVariants: boolean
  termFrequency: { table: string | null; weight: number; minimumU: number }
}

export interface Level {
  when: Expression | 'else'
  words: string
  missing: boolean
  /** The column whose frequency adjusts this level's weight; 'part' of an either-way one. */
  termFrequency: Expression | 'part' | null
  /** What is said of that frequency at the level itself, in place of the comparison's. */
  frequency: LevelFrequency | null
  fixedM: number | null
  fixedU: number | null
  /** What no score can override: such a pair is never joined by itself, or at most asked about. */
  hold: 'apart' | 'ask' | null
}

/** How a level is adjusted by frequency; null where the comparison's word or the level's u counts. */
export interface LevelFrequency {
  weight: number | null
  minimumU: number | null
  /** The share that the level's weight stands for, where that is not its own u. */
  u: number | null
}

export interface Training {
  prior:
    | { probability: number }
    | { rules: readonly (readonly Expression[])[]; recall: number }
    | 'estimate'
  uPairs: number
  /** Rules of classic training sessions; none: one training over all candidates. */
  em: readonly (readonly Expression[])[]
  /** Comparisons in which kin agree; named, training tells kin from matches. */
  relatives: readonly string[]
  /** Learn from pairs that duplicate-free sources hold apart, where there are enough. */
  fromApart: boolean
  emIterations: number
  emConvergence: number
}
