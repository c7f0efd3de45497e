import { parentPort, workerData } from 'node:worker_threads'
import { makeComparers } from '../compare/make-comparers.ts'
import type { Comparison } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import { Records } from '../records/records.ts'
import { reachedBy } from './estimate-u.ts'

/** What the worker is given: the sampled records alone, as columns of their own. */
export interface SampleJob {
  comparisons: readonly Comparison[]
  count: number
  columns: readonly Column[]
}

/** What pairs of a sample reach, for each comparer; nothing where it is known in closed form. */
export function runSample({ comparisons, count, columns }: SampleJob): Float64Array[] {
  const records = new Records({ count, sources: new Int32Array(count), sourceNames: [''], columns })
  const every = Int32Array.from({ length: count }, (_, i) => i)
  return makeComparers(comparisons, records).map((c) => reachedBy(c, every))
}

if (parentPort && (workerData as { linkageSample?: SampleJob } | null)?.linkageSample) {
  parentPort.postMessage(runSample((workerData as { linkageSample: SampleJob }).linkageSample))
}
