import { makeBlocks } from '../blocking/block.ts'
import { CandidatePairs, emptyBatch } from '../blocking/candidates.ts'
import { BatchComparer } from '../compare/compare-batch.ts'
import type { Column } from '../records/column.ts'
import { startM } from './em.ts'
import type { Shares, TrainingInput } from './train.ts'

/**
 * m from records whose identity is known: the levels that pairs with the same label reach. A
 * level never reached keeps a trifle; a comparison without a labelled pair keeps its guess.
 */
export function mFromLabels(input: TrainingInput, labels: Column): Shares {
  const { model, records, comparers, patterns } = input
  records.addColumn(labels)
  const rule = {
    words: 'label',
    keys: [{ kind: 'column' as const, name: labels.name }],
    cap: 10_000,
    ownCap: true,
  }
  const counts = model.comparisons.map((c) => new Float64Array(c.levels.length))
  const candidates = new CandidatePairs([makeBlocks(rule, records)], records, input.apart)
  const comparing = new BatchComparer(comparers, patterns)
  const { pattern } = comparing
  const batch = emptyBatch()
  for (const cursor = candidates.start(0); candidates.fill(batch, cursor); ) {
    comparing.compare(batch)
    for (let i = 0; i < batch.count; i++) {
      if (batch.apart[i] !== 0) continue
      const from = (pattern[i] as number) * patterns.width
      counts.forEach((sums, c) => {
        const level = patterns.levels[from + c] as number
        sums[level] = (sums[level] as number) + 1
      })
    }
  }
  return model.comparisons.map((comparison, c) => {
    const sums = counts[c] as Float64Array
    const total = comparison.levels.reduce(
      (sum, l, i) => (l.missing ? sum : sum + (sums[i] as number) + 0.5),
      0,
    )
    if (total < 1) return startM(comparison)
    return Float64Array.from(comparison.levels, (l, i) =>
      l.missing ? 0 : (l.fixedM ?? ((sums[i] as number) + 0.5) / total),
    )
  })
}
