import type { Expression } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import type { argumentFinder } from './arguments.ts'
import { collectBounds, compileCondition, type PairTest } from './condition.ts'
import { LevelCache } from './level-cache.ts'

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
