import type { DuckDBConnection } from '@duckdb/node-api'
import type { Comparison } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import type { Comparer } from './comparer.ts'
import { makeEitherWay } from './either-way.ts'
import { makeComparer } from './make-comparer.ts'
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
