import { makeBlocks } from '../blocking/block.ts'
import { CandidatePairs } from '../blocking/candidates.ts'
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
  const levels = new Uint8Array(patterns.width)
  const candidates = new CandidatePairs(
    [makeBlocks(rule, records)],
    records,
    input.apart,
    comparers,
  )
  candidates.visitAll((l, r, _rule, apart) => {
    if (apart) return
    candidates.compare(l, r, levels)
    counts.forEach((sums, c) => {
      const level = levels[c] as number
      sums[level] = (sums[level] as number) + 1
    })
  })
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
