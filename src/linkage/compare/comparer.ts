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
  /** Writes the levels of many pairs of records. */
  levels(left: Int32Array, right: Int32Array, count: number, out: Uint8Array): void
}

const UNKNOWN = 255

/** The levels of many pairs, asked one by one. */
export function levelsOneByOne(
  codes: Int32Array,
  level: (a: number, b: number) => number,
): Comparer['levels'] {
  return (left, right, count, out) => {
    for (let i = 0; i < count; i++)
      out[i] = level(codes[left[i] as number] as number, codes[right[i] as number] as number)
  }
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

/** Wraps a decision on two things with a cache, in an order that depends on content alone. */
export function cached(
  codes: Int32Array,
  decide: (a: number, b: number) => number,
  withNothing: (a: number, b: number) => number,
  rank: Uint32Array,
): Pick<Comparer, 'level' | 'levelOnce' | 'levels'> {
  const self = new Uint8Array(rank.length).fill(UNKNOWN)
  const cache = new LevelCache()
  const { places } = cache
  const inOrder = (a: number, b: number) =>
    (rank[a] as number) <= (rank[b] as number) ? decide(a, b) : decide(b, a)
  const ofSelf = (a: number): number => {
    const level = decide(a, a)
    self[a] = level
    return level
  }
  const unequal = (low: number, high: number): number => {
    const at = cache.placeOf(low, high)
    if (places[at] === low && places[at + 1] === high) return places[at + 2] as number
    const level = inOrder(low, high)
    places[at] = low
    places[at + 1] = high
    places[at + 2] = level
    return level
  }
  const level = (a: number, b: number): number => {
    if (a < 0 || b < 0) return withNothing(a, b)
    if (a !== b) return a < b ? unequal(a, b) : unequal(b, a)
    const known = self[a] as number
    return known === UNKNOWN ? ofSelf(a) : known
  }
  return {
    level,
    levelOnce: (a, b) => (a < 0 || b < 0 ? withNothing(a, b) : inOrder(a, b)),
    levels: levelsOneByOne(codes, level),
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
