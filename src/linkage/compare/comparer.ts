import type { DuckDBConnection } from '@duckdb/node-api'
import { columnsOf, type Expression } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import { combine } from '../records/column.ts'
import type { Records } from '../records/records.ts'
import { argumentFinder, contentRank } from './arguments.ts'
import { collectBounds, compileCondition, type PairTest } from './condition.ts'
import { makeEitherWay } from './either-way.ts'
import { LevelCache } from './level-cache.ts'
import { isSqlComparison, makeSqlComparer, type SqlComparer } from './sql-comparer.ts'

/** Compares records in one respect, or in two that are decided together (names either way). */
export interface Comparer {
  /** Its comparisons: one, or two. */
  comparisons: readonly Comparison[]
  /** What each record holds in this respect, as one code; -1 where it holds nothing. */
  codes: Int32Array
  /** How many distinct things there are. */
  size: number
  /**
   * Index of the level that two things reach; of two comparisons, 16 × the first's + the
   * second's. The order of the arguments is no matter.
   */
  level(a: number, b: number): number
  /** The same without the cache: for one-off use on very many distinct pairs. */
  levelOnce(a: number, b: number): number
}

const UNKNOWN = 255

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

/** The tests of a comparison's levels, in order; the last holds always. */
export function levelTests(
  comparison: Comparison,
  find: ReturnType<typeof argumentFinder>,
): PairTest[] {
  const bounds = collectBounds(
    comparison.levels.flatMap((l) => (l.when === 'else' ? [] : [l.when])),
  )
  const compiling = { find, bounds, made: new Map(), nicknames: comparison.nicknames }
  return comparison.levels.map((l) => {
    if (l.when === 'else') return () => true
    const test = compileCondition(l.when, compiling)
    return isLopsided(l.when) ? (a, b) => test(a, b) || test(b, a) : test
  })
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
  const nothing = comparison.levels.findIndex((l) => l.missing)
  const whenNothing = nothing < 0 ? last : nothing
  // A thing with every part missing has no code: it goes by one past the end, whose parts are −1.
  const withNothing = (a: number, b: number) =>
    names.length === 1 ? whenNothing : decide(a < 0 ? size : a, b < 0 ? size : b)
  return {
    comparisons: [comparison],
    codes,
    size,
    ...cached(decide, withNothing, contentRank(base, parts, size)),
  }
}

/** Wraps a decision on two things with a cache, in an order that depends on content alone. */
export function cached(
  decide: (a: number, b: number) => number,
  withNothing: (a: number, b: number) => number,
  rank: Uint32Array,
): Pick<Comparer, 'level' | 'levelOnce'> {
  const self = new Uint8Array(rank.length).fill(UNKNOWN)
  const cache = new LevelCache()
  const inOrder = (a: number, b: number) =>
    (rank[a] as number) <= (rank[b] as number) ? decide(a, b) : decide(b, a)
  return {
    levelOnce: (a, b) => (a < 0 || b < 0 ? withNothing(a, b) : inOrder(a, b)),
    level(a, b) {
      if (a < 0 || b < 0) return withNothing(a, b)
      if (a === b) {
        if (self[a] === UNKNOWN) self[a] = decide(a, a)
        return self[a] as number
      }
      return a < b ? cache.get(a, b, inOrder) : cache.get(b, a, inOrder)
    },
  }
}

/** Whether a condition could hold one way round and not the other: then both are tried. */
function isLopsided(e: Expression): boolean {
  switch (e.kind) {
    case 'call':
      return e.name !== 'km_apart' && e.args.length > 1
    case 'compare':
      return isLopsided(e.left) || isLopsided(e.right)
    case 'not':
      return isLopsided(e.part)
    case 'and':
    case 'or':
      return e.parts.some(isLopsided)
    default:
      return false
  }
}
