import type { DuckDBConnection } from '@duckdb/node-api'
import { columnsOf } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import { combine } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { argumentFinder, contentRank } from './arguments.ts'
import { type Comparer, cached, levelTests } from './comparer.ts'
import type { PairTest } from './condition.ts'
import { makeEitherWay } from './either-way.ts'
import { isSqlComparison, makeSqlComparer, type SqlComparer } from './sql-comparer.ts'

/** Prepares the model's comparisons over the records. */
export function makeComparers(comparisons: readonly Comparison[], records: Records): Comparer[] {
  const made: Comparer[] = []
  for (let i = 0; i < comparisons.length; i++) {
    const comparison = comparisons[i] as Comparison
    if (isSqlComparison(comparison)) made.push(makeSqlComparer(comparison, records))
    else if (comparison.eitherWay === null) made.push(makeComparer(comparison, records))
    else if (comparison.eitherWay.part === 0) {
      made.push(makeEitherWay(comparison, comparisons[i + 1] as Comparison, records))
    }
  }
  return made
}

/**
 * Lets the comparers that ask the database do so. True where something was asked: what was
 * compared so far had levels missing, and is to be compared again.
 */
export async function resolveComparers(
  comparers: readonly Comparer[],
  connection: DuckDBConnection,
  scratch: string,
): Promise<boolean> {
  let asked = false
  for (const comparer of comparers) {
    if ('resolve' in comparer)
      asked = (await (comparer as SqlComparer).resolve(connection, scratch)) || asked
  }
  return asked
}

function makeComparer(comparison: Comparison, records: Records): Comparer {
  const names = [
    ...new Set(comparison.levels.flatMap((l) => (l.when === 'else' ? [] : columnsOf(l.when)))),
  ]
  const base = names.map((name) => records.column({ kind: 'column', name }))
  const { codes, parts, size } = combine(
    base.map((c) => c.codes),
    'keep',
  )
  const tests = levelTests(comparison, argumentFinder(base, parts, size))
  const last = tests.length - 1
  const decide = (a: number, b: number): number => {
    for (let i = 0; i < last; i++) if ((tests[i] as PairTest)(a, b)) return i
    return last
  }
  // A thing with every part missing has no code: it goes by one past the end, whose parts are −1.
  // With one column it matters not what the other record holds: every condition lacks a side.
  const whenNothing = names.length === 1 ? decide(size, size) : last
  const withNothing = (a: number, b: number) =>
    names.length === 1 ? whenNothing : decide(a < 0 ? size : a, b < 0 ? size : b)
  return {
    comparisons: [comparison],
    codes,
    size,
    ...cached(codes, decide, withNothing, contentRank(base, parts, size)),
  }
}
