import { columnsOf } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import { type Column, type Combination, combine, upTo } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { argumentFinder, contentRank } from './arguments.ts'
import { type Comparer, cached, ladder } from './comparer.ts'
import { makeEitherWay } from './either-way.ts'

/**
 * Prepares comparisons none of which asks the database. Two that are compared either way are one
 * comparer, which the first of them stands for.
 */
export function makeOwnComparers(comparisons: readonly Comparison[], records: Records): Comparer[] {
  return comparisons.flatMap((comparison, i) => {
    if (comparison.eitherWay === null) return [makeComparer(comparison, records)]
    if (comparison.eitherWay.part === 1) return []
    return [makeEitherWay(comparison, comparisons[i + 1] as Comparison, records)]
  })
}

/** Prepares a comparison that asks no database and takes its columns as they stand. */
export function makeComparer(comparison: Comparison, records: Records): Comparer {
  const names = [
    ...new Set(comparison.levels.flatMap((l) => (l.when === 'else' ? [] : columnsOf(l.when)))),
  ]
  const base = names.map((name) => records.column({ kind: 'column', name }))
  const [only] = base.length === 1 ? base : []
  const { codes, parts, size } = only
    ? alone(only)
    : combine(
        base.map((c) => c.codes),
        'keep',
      )
  const find = argumentFinder(base, parts, size)
  const equal = ladder(comparison, find)
  const unequal = only ? ladder(comparison, find, only.name) : equal
  // A thing with every part missing has no code: it goes by one past the end, whose parts are −1.
  // With one column it matters not what the other record holds: every condition lacks a side.
  const whenNothing = only ? equal(size, size) : 0
  const nothing = (a: number, b: number) =>
    only ? whenNothing : equal(a < 0 ? size : a, b < 0 ? size : b)
  return {
    comparisons: [comparison],
    codes,
    size,
    ...cached(codes, { equal, unequal, nothing }, contentRank(base, parts, size)),
  }
}

/** One column is its own combination. */
function alone({ codes, dictionary }: Column): Combination {
  const size = dictionary.texts.length
  return { codes, parts: [upTo(size)], size }
}
