import type { Grouping } from '../blocking/block.ts'
import { type Apart, possiblePairs } from '../blocking/candidates.ts'
import type { PairTable } from '../blocking/pair-table.ts'
import type { Comparer } from '../compare/comparer.ts'
import type { Patterns } from '../compare/patterns.ts'
import type { Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import type { Column } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { closedFormU } from './closed-form.ts'
import { estimateU, sampleDifferent, sampleRecords } from './estimate-u.ts'
import { mFromLabels } from './from-labels.ts'
import { trainJointly } from './joint.ts'
import { NO_PRIOR, noMatchesBecause } from './no-matches.ts'
import type { Parameters } from './parameters.ts'
import { givenPrior } from './prior.ts'
import { trainWithRelatives } from './relatives.ts'
import { trainBySessions } from './sessions.ts'

export interface TrainingInput {
  model: Model
  records: Records
  comparers: readonly Comparer[]
  /** How the rules group the records that are training rules too. */
  groupings: readonly (Grouping | null)[]
  pairs: PairTable
  /** Pairs that the rules of the prior propose. */
  counted: number
  patterns: Patterns
  apart: Apart
  /** What each record holds as one number, to sample by. */
  hash: Uint32Array
  /** What a sample of random pairs reaches, for each comparer; null: to be compared now. */
  sampled: readonly (Float64Array | null)[] | null
  warnings: Warning[]
  /** Known identities to learn m from, where there are any. */
  labels: Column | null
}

/** Shares of the levels of each comparison. */
export type Shares = Float64Array[]

/** Learns prior, u and m from the records themselves; no label is seen. */
export function train(input: TrainingInput): Parameters {
  const { model, comparers } = input
  const total = possiblePairs(input.records, input.apart).open
  const u = comparers.flatMap((c, i) => {
    const exact = closedFormU(c, input.records)
    return exact
      ? [exact]
      : estimateU(
          c,
          input.sampled?.[i] ??
            sampleDifferent(c, sampleRecords(input.hash, model.training.uPairs)),
        )
  })
  const given = givenPrior(model, input.counted, total)
  const known = input.labels ? mFromLabels(input, input.labels) : null
  const learned =
    known === null && model.training.em.length > 0
      ? trainBySessions(input, u, given, total)
      : trainJointly(input, u, given, total, known)
  const three =
    known === null && model.training.relatives.length > 0
      ? trainWithRelatives(input, learned.u, total)
      : null
  if (three === null && known === null) {
    const why = noMatchesBecause(model, learned.m, u)
    if (why !== null && given === null) {
      learned.prior = NO_PRIOR
      input.warnings.push(why)
    }
  }
  if (three !== null) {
    learned.prior = given ?? three.prior
    learned.m = three.m
  }
  return {
    version: 1,
    model: model.name,
    prior: learned.prior,
    ...(three === null ? {} : { kin: three.kin }),
    comparisons: model.comparisons.map((comparison, c) => ({
      name: comparison.name,
      levels: comparison.levels.map((level, l) =>
        level.missing
          ? { words: level.words, m: null, u: null }
          : { words: level.words, m: shareOf(learned.m[c]?.[l]), u: shareOf(learned.u[c]?.[l]) },
      ),
    })),
  }
}

/** Matches taken out of u, what is left may pass one by the last bit. */
function shareOf(learned: number | undefined): number {
  return Math.min(1, learned ?? 0)
}
