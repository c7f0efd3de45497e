import type { LightWork } from '../blocking/make-pairs.ts'
import { columnsOf } from '../model/expression.ts'
import type { Comparison, Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import { isSqlComparison } from './sql-comparer.ts'

/** Columns of more distinct values are not handed to another thread. */
const FEW_VALUES = 20_000

/** What of a model's comparing another thread may do: what looks only at columns of few values. */
export function lightWork(model: Model, records: Records): LightWork | null {
  const isLight: boolean[] = []
  const comparisons: Comparison[] = []
  const names = new Set<string>()
  for (const comparison of model.comparisons) {
    // Two that are compared either way are one comparer, which the first of them stands for.
    if (comparison.eitherWay?.part === 1) continue
    const own = comparison.levels.flatMap((l) => (l.when === 'else' ? [] : columnsOf(l.when)))
    const light =
      comparison.eitherWay === null &&
      !isSqlComparison(comparison) &&
      own.every((name) => valuesOf(records, name) <= FEW_VALUES)
    isLight.push(light)
    if (!light) continue
    comparisons.push(comparison)
    for (const name of own) names.add(name)
  }
  if (comparisons.length === 0) return null
  const columns = [...names].map((name) => records.column({ kind: 'column', name }))
  return { isLight, comparisons, columns }
}

const valuesOf = (records: Records, name: string): number =>
  records.column({ kind: 'column', name }).dictionary.texts.length
