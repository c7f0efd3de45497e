import { f1Of } from '../../evaluate/cluster-scores.ts'
import type { Inside } from '../../run-stages.ts'
import { bitsOf, probabilityOf } from '../../score/scorer.ts'
import { type PairCounts, STEP, weightOfStep } from './pairs.ts'
import { scoreLabels, type Truth } from './truth.ts'

export interface Scores {
  precision: number
  recall: number
  f1: number
}

/** What another threshold would give. */
export interface ThresholdPoint {
  probability: number
  weight: number
  /** Whether this is the run's own threshold. */
  isRuns: boolean
  /** Pairs at or above it. */
  pairs: number
  clusters: number
  /** Clusters of two records or more, the records in them, and the largest. */
  several: number
  joined: number
  largest: number
  /** Pairs of records within clusters, judged by the truth; null without one. */
  scores: Scores | null
}

/** Pairs at or above a weight. */
export interface WeightPoint {
  weight: number
  probability: number
  pairs: number
  /** Of the pairs alone, before clusters are built; null without a truth. */
  scores: Scores | null
}

/**
 * Probabilities at which clusters are built, beside the run's own and those that are asked for.
 * Low ones can cost more than the run itself, so they are left to whoever asks.
 */
const TRIED = [0.5, 0.9, 0.99]

/** Builds the clusters anew at several thresholds, the lowest first. */
export async function measureThresholds(
  inside: Inside,
  truth: Truth | null,
  asked: readonly number[],
): Promise<ThresholdPoint[]> {
  const own = probabilityOf(inside.matchBits)
  const near = (p: number) => Math.abs(bitsOf(p) - inside.matchBits) < 0.01
  const all = [...new Set([...TRIED, ...asked])].filter((p) => !near(p))
  all.push(own)
  all.sort((a, b) => a - b)
  const points: ThresholdPoint[] = []
  for (const probability of all) {
    const isRuns = probability === own
    const weight = isRuns ? inside.matchBits : bitsOf(probability)
    const labels = isRuns ? inside.labels : await inside.labelsAt(weight, 'report')
    const scores = truth ? scoreLabels(labels, truth) : null
    points.push({
      probability,
      weight,
      isRuns,
      pairs: pairsFrom(inside, weight),
      ...clusterSizes(labels),
      scores,
    })
  }
  return points
}

function pairsFrom({ compared: { pairs } }: Inside, bits: number): number {
  let n = 0
  for (const { count, weight } of pairs.chunks)
    for (let i = 0; i < count; i++) if ((weight[i] as number) >= bits) n++
  return n
}

/** Counts clusters by their size. */
export function clusterSizes(labels: Int32Array) {
  const size = new Int32Array(labels.length)
  for (const label of labels) size[label] = (size[label] as number) + 1
  const counted = { clusters: 0, several: 0, joined: 0, largest: 0 }
  for (const n of size) {
    if (n === 0) continue
    counted.clusters++
    if (n > 1) {
      counted.several++
      counted.joined += n
    }
    if (n > counted.largest) counted.largest = n
  }
  return counted
}

/**
 * Pairs at or above every weight that occurs, the lowest first, one point for each bit; at least
 * down to the run's own threshold.
 */
export function measureCurve(
  counts: PairCounts,
  truth: Truth | null,
  matchBits: number,
): WeightPoint[] {
  const points: WeightPoint[] = []
  let pairs = 0
  let right = 0
  for (let step = counts.byWeight.length - 1; step >= 0; step--) {
    pairs += counts.byWeight[step] as number
    right += counts.rightByWeight[step] as number
    if (step % (1 / STEP) !== 0 || pairs === 0) continue
    const weight = weightOfStep(step)
    points.push({
      weight,
      probability: probabilityOf(weight),
      pairs,
      scores: truth ? f1Of(right, pairs, truth.pairs) : null,
    })
  }
  // Below the lightest pair nothing changes any more.
  const lightest = points.findIndex((p) => p.pairs === pairs)
  const own = points.findIndex((p) => p.weight <= matchBits)
  return points.slice(0, Math.max(lightest, own) + 1).reverse()
}
