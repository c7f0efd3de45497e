import { type Expression, printExpression } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import type { argumentFinder } from './arguments.ts'
import {
  type Compiling,
  collectBounds,
  compileCondition,
  compileNumber,
  type PairTest,
} from './condition.ts'
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
  /** Of two columns compared either way: whether two things agree better exchanged than straight. */
  exchanged?(a: number, b: number): boolean
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

/** The level that two things reach, by their numbers. */
export type Decision = (a: number, b: number) => number

/** Part of a ladder: the level reached in it, or −1. */
type Step = Decision

/**
 * The ladder of a comparison's levels as one function; the last level holds always. `present` is
 * a column of which both things are known to hold values, and different ones: what asks only
 * whether it is missing or equal need not be asked.
 */
export function ladder(
  comparison: Comparison,
  find: ReturnType<typeof argumentFinder>,
  present: string | null = null,
): Decision {
  const bounds = collectBounds(
    comparison.levels.flatMap((l) => (l.when === 'else' ? [] : [l.when])),
  )
  const compiling = { find, bounds, made: new Map(), nicknames: comparison.nicknames }
  const last = comparison.levels.length - 1
  const asked = comparison.levels
    .slice(0, last)
    .flatMap(({ when }, level) =>
      when === 'else' || (present !== null && isAboutSameness(when, present))
        ? []
        : [{ when, level }],
    )
  const steps: Step[] = []
  for (let i = 0; i < asked.length; ) {
    const { when, level } = asked[i] as (typeof asked)[number]
    let to = i + 1
    while (to < asked.length && isFurtherDown(when, asked[to]?.when)) to++
    if (to > i + 1) steps.push(thresholds(asked.slice(i, to), compiling))
    else {
      const test = compileCondition(when, compiling)
      const both: PairTest = isLopsided(when) ? (a, b) => test(a, b) || test(b, a) : test
      steps.push((a, b) => (both(a, b) ? level : -1))
    }
    i = to
  }
  return inTurn(steps, last)
}

function inTurn(steps: readonly Step[], last: number): Decision {
  const [one, two] = steps
  if (one === undefined) return () => last
  if (two === undefined) {
    return (a, b) => {
      const level = one(a, b)
      return level < 0 ? last : level
    }
  }
  return (a, b) => {
    for (let i = 0; i < steps.length; i++) {
      const level = (steps[i] as Step)(a, b)
      if (level >= 0) return level
    }
    return last
  }
}

/** Whether a condition only asks if a column is missing or the same. */
const isAboutSameness = (when: Expression, column: string): boolean =>
  when.kind === 'call' &&
  (when.name === 'equal' || when.name === 'missing') &&
  when.args.length === 1 &&
  when.args[0]?.kind === 'column' &&
  when.args[0].name === column

/** Whether the next level puts the same value beside another limit. */
function isFurtherDown(when: Expression, next: Expression | undefined): boolean {
  return (
    when.kind === 'compare' &&
    next?.kind === 'compare' &&
    when.op === next.op &&
    (when.op === '>=' || when.op === '<=') &&
    when.right.kind === 'number' &&
    next.right.kind === 'number' &&
    !isLopsided(when) &&
    printExpression(when.left) === printExpression(next.left)
  )
}

/** Levels that put one value beside several limits: it is worked out once. */
function thresholds(
  levels: readonly { when: Expression; level: number }[],
  compiling: Compiling,
): Step {
  const compared = levels.map(({ when }) => when as Extract<Expression, { kind: 'compare' }>)
  const [first] = compared as [(typeof compared)[number]]
  const value = compileNumber(first.left, compiling)
  const limits = Float64Array.from(compared, ({ right }) =>
    right.kind === 'number' ? right.value : Number.NaN,
  )
  const numbers = levels.map(({ level }) => level)
  if (first.op === '>=') {
    return (a, b) => {
      const x = value(a, b)
      for (let i = 0; i < limits.length; i++)
        if (x >= (limits[i] as number)) return numbers[i] as number
      return -1
    }
  }
  return (a, b) => {
    const x = value(a, b)
    for (let i = 0; i < limits.length; i++)
      if (x <= (limits[i] as number)) return numbers[i] as number
    return -1
  }
}

/** How two things are decided on: equal ones, different ones, and where one holds nothing. */
export interface Decisions {
  equal: Decision
  unequal: Decision
  nothing: Decision
}

/** Wraps decisions on two things with a cache, in an order that depends on content alone. */
export function cached(
  codes: Int32Array,
  { equal, unequal, nothing }: Decisions,
  rank: Uint32Array,
): Pick<Comparer, 'level' | 'levelOnce' | 'levels'> {
  const self = new Uint8Array(rank.length).fill(UNKNOWN)
  const cache = new LevelCache()
  const { places } = cache
  const inOrder = (a: number, b: number) =>
    (rank[a] as number) <= (rank[b] as number) ? unequal(a, b) : unequal(b, a)
  const ofSelf = (a: number): number => {
    const level = equal(a, a)
    self[a] = level
    return level
  }
  const ofTwo = (low: number, high: number): number => {
    const at = cache.placeOf(low, high)
    if (places[at] === low && places[at + 1] === high) return places[at + 2] as number
    const level = inOrder(low, high)
    places[at] = low
    places[at + 1] = high
    places[at + 2] = level
    return level
  }
  const level = (a: number, b: number): number => {
    if (a < 0 || b < 0) return nothing(a, b)
    if (a !== b) return a < b ? ofTwo(a, b) : ofTwo(b, a)
    const known = self[a] as number
    return known === UNKNOWN ? ofSelf(a) : known
  }
  return {
    level,
    levelOnce: (a, b) => (a < 0 || b < 0 ? nothing(a, b) : a === b ? equal(a, a) : inOrder(a, b)),
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
