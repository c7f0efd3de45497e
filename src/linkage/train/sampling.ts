import { Worker } from 'node:worker_threads'
import type { Comparer } from '../compare/comparer.ts'
import { isSqlComparison } from '../compare/sql-comparer.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import { reachedBy, sampleRecords } from './estimate-u.ts'
import { sampleJob } from './run-sample.ts'

/** Fewer pairs are done before a thread would be worth its start. */
const WORTH_A_THREAD = 20_000_000

/** A sample of more pairs is shared between two threads, or one would wait long for the other. */
const MOST_IN_ONE = 2_000_000

/** What pairs of random records reach: known, or being found out in a thread of its own. */
export interface Sampling {
  /** For each comparer, what the sample's pairs reach; null where another thread finds it out. */
  result: Promise<(Float64Array | null)[]>
  stop(): void
}

/**
 * Starts comparing a sample of random records; `isDone` says which comparers the thread that makes
 * the pairs does. Null where comparisons ask the database: then the sample is compared in
 * the course of training.
 */
export function startSampling(
  model: Model,
  records: Records,
  hash: Uint32Array,
  comparers: readonly Comparer[],
  isDone: readonly boolean[],
): Sampling | null {
  if (model.comparisons.some(isSqlComparison)) return null
  const sample = sampleRecords(hash, model.training.uPairs)
  if (isSmall(sample)) {
    const reached = comparers.map((c, i) => (isDone[i] ? null : reachedBy(c, sample)))
    return { result: Promise.resolve(reached), stop() {} }
  }
  const job = sampleJob(model, model.comparisons, records, sample)
  const file = import.meta.url.endsWith('.ts') ? './sample-worker.ts' : './sample-worker.js'
  const worker = new Worker(new URL(file, import.meta.url), { workerData: { linkageSample: job } })
  const result = new Promise<Float64Array[]>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The sampling thread ended early.')))
  })
  // A run that fails elsewhere never looks at the answer.
  result.catch(() => {})
  return { result, stop: () => void worker.terminate() }
}

const isSmall = ({ length }: Int32Array): boolean => (length * (length - 1)) / 2 < WORTH_A_THREAD

/** The sample of random records, where it is compared beside other work; null elsewhere. */
export function smallSample(model: Model, hash: Uint32Array): Int32Array | null {
  if (model.comparisons.some(isSqlComparison)) return null
  const sample = sampleRecords(hash, model.training.uPairs)
  return isSmall(sample) ? sample : null
}

/** Whether the thread that makes the pairs compares a sample in all respects. */
export const isDoneApart = (model: Model): boolean => model.training.uPairs <= MOST_IN_ONE
