import type { DuckDBConnection } from '@duckdb/node-api'
import { PairTable } from '../blocking/pair-table.ts'
import type { Comparer } from '../compare/comparer.ts'
import { makeComparers, resolveComparers } from '../compare/make-comparers.ts'
import { Patterns } from '../compare/patterns.ts'
import { LinkageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import type { FrequencyTable } from '../score/frequency-table.ts'
import { scorePairs } from '../score/score-pairs.ts'
import { makeScorer, type Scorer } from '../score/scorer.ts'
import { makeTermFrequencies } from '../score/term-frequencies.ts'
import type { Parameters } from '../train/parameters.ts'
import { savedPatternBits } from '../train/pattern-bits.ts'

/** A model that nothing is learnt for any more. */
export interface FrozenModel {
  model: Model
  parameters: Parameters
  frequencies: FrequencyTable
}

/** Pairs to be weighed, by numbers of records. */
export interface PairList {
  count: number
  left: Int32Array
  right: Int32Array
  rule: Uint8Array
}

/** Weighed pairs with what weighed them. */
export interface Weighed {
  pairs: PairTable
  patterns: Patterns
  scorer: Scorer
}

let scratch = 0

/**
 * Compares and weighs pairs of records by a frozen model, exactly as a run over everything does.
 * The connection is needed only where the model compares by SQL of its own.
 */
export async function weighPairs(
  { model, parameters, frequencies }: FrozenModel,
  records: Records,
  list: PairList,
  connection: DuckDBConnection | null,
): Promise<Weighed> {
  const comparers = makeComparers(model.comparisons, records)
  let compared = comparePairs(model, comparers, list)
  if (comparers.some((c) => 'resolve' in c)) {
    if (connection === null) {
      throw new LinkageError(
        'input-invalid',
        `The model "${model.name}" compares by SQL of its own: give a connection to run it on.`,
      )
    }
    const asked = await resolveComparers(comparers, connection, `linkage_weigh_${++scratch}`)
    if (asked) compared = comparePairs(model, comparers, list)
  }
  const { pairs, patterns } = compared
  const term = makeTermFrequencies(model, records, new Map(), frequencies)
  const bits = parameters.patterns ? savedPatternBits(parameters.patterns, patterns) : null
  const scorer = makeScorer(model, parameters, patterns, term, bits)
  scorePairs(pairs, scorer)
  return { pairs, patterns, scorer }
}

function comparePairs(
  model: Model,
  comparers: readonly Comparer[],
  { count, left, right, rule }: PairList,
): Pick<Weighed, 'pairs' | 'patterns'> {
  const pairs = new PairTable()
  const patterns = new Patterns(model.comparisons.map((c) => c.levels.length))
  const levels = new Uint8Array(patterns.width)
  for (let i = 0; i < count; i++) {
    const l = left[i] as number
    const r = right[i] as number
    levelsOf(comparers, l, r, levels)
    pairs.add(l, r, patterns.number(levels), rule[i] as number)
  }
  return { pairs, patterns }
}

/** Writes the level that two records reach in each comparison. */
function levelsOf(comparers: readonly Comparer[], l: number, r: number, levels: Uint8Array): void {
  let at = 0
  for (const comparer of comparers) {
    const level = comparer.level(comparer.codes[l] as number, comparer.codes[r] as number)
    if (comparer.comparisons.length === 1) levels[at++] = level
    else {
      levels[at++] = level >> 4
      levels[at++] = level & 15
    }
  }
}
