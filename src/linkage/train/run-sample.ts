import { makeOwnComparers } from '../compare/make-comparer.ts'
import type { Comparison, Model } from '../model/model.ts'
import { type Column, countCodes, TextCoder } from '../records/column.ts'
import { Records } from '../records/records.ts'
import { reachedBy } from './estimate-u.ts'

/** What another thread is given to compare a sample: its records alone, as columns of their own. */
export interface SampleJob {
  comparisons: readonly Comparison[]
  count: number
  columns: readonly Column[]
}

/** Takes the records of a sample out of all, to compare them in some respects. */
export function sampleJob(
  model: Model,
  comparisons: readonly Comparison[],
  records: Records,
  sample: Int32Array,
): SampleJob {
  return {
    comparisons,
    count: sample.length,
    columns: model.columns.map((c) =>
      partOf(records.column({ kind: 'column', name: c.name }), sample),
    ),
  }
}

/** What pairs of a sample reach, for each comparer; nothing where it is known in closed form. */
export function runSample({ comparisons, count, columns }: SampleJob): Float64Array[] {
  const records = new Records({ count, sources: new Int32Array(count), sourceNames: [''], columns })
  const every = Int32Array.from({ length: count }, (_, i) => i)
  return makeOwnComparers(comparisons, records).map((c) => reachedBy(c, every))
}

/** A column of the sampled records alone. */
function partOf(column: Column, sample: Int32Array): Column {
  const coder = new TextCoder()
  const codes = Int32Array.from(sample, (row) => {
    const code = column.codes[row] as number
    return code < 0 ? -1 : coder.code(column.dictionary.texts[code] as string)
  })
  return {
    name: column.name,
    codes,
    dictionary: { texts: coder.texts, counts: countCodes(codes, coder.texts.length) },
  }
}
