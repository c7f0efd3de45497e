import { columnsOf, type Expression, printExpression } from '../model/expression.ts'
import type { Comparison } from '../model/model.ts'
import { type Column, combine, mix, TextCoder } from '../records/column.ts'
import { evaluate, type Records } from '../records/records.ts'
import { compileCondition, type PairTest } from './condition.ts'
import type { PairArgument } from './pair-functions.ts'

/** Compares records in one respect: which level a pair of them reaches. */
export interface Comparer {
  comparison: Comparison
  /** What each record holds in this respect, as one code; -1 where it holds nothing. */
  codes: Int32Array
  /** How many distinct things there are. */
  size: number
  /** Index of the level that two things reach (the order of the arguments is no matter). */
  level(a: number, b: number): number
  /** The level without the cache: for one-off use on very many distinct pairs. */
  levelOnce(a: number, b: number): number
}

const UNKNOWN = 255

/** Prepares a comparison over the records. */
export function makeComparer(comparison: Comparison, records: Records): Comparer {
  const names = [
    ...new Set(comparison.levels.flatMap((l) => (l.when === 'else' ? [] : columnsOf(l.when)))),
  ]
  const base = names.map((name) => records.column({ kind: 'column', name }))
  const { codes, parts, size } = combine(
    base.map((c) => c.codes),
    'keep',
  )
  const find = argumentFinder(base, parts, size)
  const memo = new Map()
  const tests: PairTest[] = comparison.levels.map((l) => {
    if (l.when === 'else') return () => true
    const test = compileCondition(l.when, find, memo)
    return isLopsided(l.when) ? (a, b) => test(a, b) || test(b, a) : test
  })
  const last = tests.length - 1
  const decide = (a: number, b: number): number => {
    for (let i = 0; i < last; i++) if ((tests[i] as PairTest)(a, b)) return i
    return last
  }
  const nothing = comparison.levels.findIndex((l) => l.missing)
  const whenNothing = nothing < 0 ? last : nothing
  const self = new Uint8Array(size).fill(UNKNOWN)
  const cache = new LevelCache()
  const levelOnce = (a: number, b: number) =>
    a < 0 || b < 0
      ? names.length === 1
        ? whenNothing
        : decideMissing(a, b)
      : a < b
        ? decide(a, b)
        : decide(b, a)
  // A thing with every part missing has no code: give it one past the end, whose parts are -1.
  const decideMissing = (a: number, b: number) => decide(a < 0 ? size : a, b < 0 ? size : b)
  const level = (a: number, b: number): number => {
    if (a < 0 || b < 0) return levelOnce(a, b)
    if (a === b) {
      if (self[a] === UNKNOWN) self[a] = decide(a, a)
      return self[a] as number
    }
    return a < b ? cache.get(a, b, decide) : cache.get(b, a, decide)
  }
  return { comparison, codes, size, level, levelOnce }
}

function argumentFinder(base: readonly Column[], parts: readonly Int32Array[], size: number) {
  const known = new Map<string, PairArgument>()
  return (e: Expression): PairArgument => {
    const name = printExpression(e)
    let found = known.get(name)
    if (!found) {
      found =
        e.kind === 'column'
          ? plainArgument(e.name, base, parts, size)
          : madeArgument(e, base, parts, size)
      known.set(name, found)
    }
    return found
  }
}

function plainArgument(
  name: string,
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
): PairArgument {
  const at = base.findIndex((c) => c.name === name)
  const codeOf = new Int32Array(size + 1).fill(-1)
  codeOf.set((parts[at] as Int32Array).subarray(0, size))
  return { codeOf, texts: (base[at] as Column).dictionary.texts }
}

function madeArgument(
  e: Expression,
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
): PairArgument {
  const coder = new TextCoder()
  const codeOf = new Int32Array(size + 1).fill(-1)
  const row = new Map<string, string | null>()
  for (let i = 0; i < size; i++) {
    base.forEach((column, c) => {
      const code = (parts[c] as Int32Array)[i] as number
      row.set(column.name, code < 0 ? null : (column.dictionary.texts[code] as string))
    })
    codeOf[i] = coder.code(evaluate(e, row))
  }
  return { codeOf, texts: coder.texts }
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

/** Levels of distinct unequal pairs already met: open addressing, keys in two plain arrays. */
class LevelCache {
  #capacity = 1 << 12
  #size = 0
  #a = new Int32Array(this.#capacity).fill(-1)
  #b = new Int32Array(this.#capacity)
  #level = new Uint8Array(this.#capacity)

  get(a: number, b: number, decide: (a: number, b: number) => number): number {
    let slot = mix(a, b) & (this.#capacity - 1)
    for (;;) {
      const found = this.#a[slot] as number
      if (found === a && this.#b[slot] === b) return this.#level[slot] as number
      if (found < 0) break
      slot = (slot + 1) & (this.#capacity - 1)
    }
    const level = decide(a, b)
    this.#a[slot] = a
    this.#b[slot] = b
    this.#level[slot] = level
    if (++this.#size * 2 > this.#capacity) this.#grow()
    return level
  }

  #grow(): void {
    const [a, b, level] = [this.#a, this.#b, this.#level]
    this.#capacity *= 2
    this.#a = new Int32Array(this.#capacity).fill(-1)
    this.#b = new Int32Array(this.#capacity)
    this.#level = new Uint8Array(this.#capacity)
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number
      if (x < 0) continue
      let slot = mix(x, b[i] as number) & (this.#capacity - 1)
      while ((this.#a[slot] as number) >= 0) slot = (slot + 1) & (this.#capacity - 1)
      this.#a[slot] = x
      this.#b[slot] = b[i] as number
      this.#level[slot] = level[i] as number
    }
  }
}
