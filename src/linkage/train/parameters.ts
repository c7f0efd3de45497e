import { LinkageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import type { Fingerprint } from '../records/fingerprint.ts'
import type { Kin } from './relatives.ts'
import type { Variants } from './variants.ts'

/** What training learns: plain data, to be saved as JSON and passed back in to freeze a model. */
export interface Parameters {
  version: 1
  model: string
  /** Probability that two records taken at random (and allowed to match) are one. */
  prior: number
  comparisons: { name: string; levels: LevelParameters[] }[]
  /**
   * Bits of whole patterns, where pairs held apart were there to learn from: pattern key, bin of
   * rarity, bits. They stand in place of the sum of prior, levels and frequencies.
   */
  patterns?: [number, number, number][]
  /** Pairs of kin, where training told them from matches. */
  kin?: Kin
  /** Shares are kept off nought by this much; left out, by {@link SMALLEST_SHARE}. */
  smallestShare?: number
  /** Values that stand for each other, learnt from a first run's clusters. */
  variants?: Variants
  /** What the data looked like that this was learnt from. */
  fingerprint?: Fingerprint
}

/** Null in a level that gives no evidence (`missing`). */
export interface LevelParameters {
  words: string
  m: number | null
  u: number | null
}

/** A share never seen is not a share of nought: weights stay finite. */
export const SMALLEST_SHARE = 1e-6

/** Refuses parameters that were trained for another set of comparisons or levels. */
export function checkParameters(parameters: Parameters, model: Model): void {
  const shape = (names: { name: string; levels: readonly unknown[] }[]) =>
    names.map((c) => `${c.name}/${c.levels.length}`).join(' ')
  const wanted = shape(model.comparisons.map((c) => ({ name: c.name, levels: c.levels })))
  const given = shape(parameters.comparisons)
  if (parameters.version !== 1 || wanted !== given) {
    throw new LinkageError(
      'parameters-invalid',
      `The parameters are for the comparisons (${given}) and the model has (${wanted}). Train the model again.`,
    )
  }
}
