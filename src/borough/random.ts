/**
 * Seeded random numbers that are the same on every machine: 32-bit integer arithmetic (sfc32) and
 * plain division only. Nothing here reads a clock or the system's randomness. Never for secrets.
 */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of a list, each as likely; throws a RangeError on an empty list. */
  pick<T>(list: readonly T[]): T
  /** One of a weighted table. */
  weighted<T>(table: Weighted<T>): T
  /** A new list in random order. */
  shuffled<T>(list: readonly T[]): T[]
  /**
   * An independent stream for one purpose. Streams depend on the seed and the label only, so what
   * one part draws never shifts what another gets: a new agency leaves the others' files as they are.
   */
  fork(label: string): Random
}

/** Things with their running totals of weight, made by `weigh`. */
export interface Weighted<T> {
  items: readonly T[]
  totals: readonly number[]
}

/** Builds a weighted table from pairs of a thing and its weight (any positive numbers). */
export function weigh<T>(pairs: readonly (readonly [T, number])[]): Weighted<T> {
  const totals: number[] = []
  let total = 0
  for (const [, weight] of pairs) {
    total += weight
    totals.push(total)
  }
  return { items: pairs.map(([item]) => item), totals }
}

/** A stream of random numbers for a seed. */
export function createRandom(seed: string): Random {
  const draw = sfc32(hash(seed))
  const next = () => draw() / 4_294_967_296
  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1))
  }
  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('Nothing to pick from.')
    return list[between(0, list.length - 1)] as T
  }
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    weighted: (table) => pickWeighted(table, next()),
    shuffled: (list) => shuffled(list, between),
    fork: (label) => createRandom(`${seed}/${label}`),
  }
}

function pickWeighted<T>(table: Weighted<T>, at: number): T {
  const last = table.totals.length - 1
  const target = at * (table.totals[last] ?? 0)
  let low = 0
  let high = last
  while (low < high) {
    const middle = (low + high) >> 1
    if ((table.totals[middle] ?? 0) > target) high = middle
    else low = middle + 1
  }
  return table.items[low] as T
}

function shuffled<T>(list: readonly T[], between: (low: number, high: number) => number): T[] {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = between(0, i)
    const kept = copy[i] as T
    copy[i] = copy[j] as T
    copy[j] = kept
  }
  return copy
}

// Four words from a text, each by its own FNV-1a pass with a final mix.
function hash(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    for (let w = 0; w < 4; w++) {
      words[w] = Math.imul((words[w] ?? 0) ^ (code + w * 131), 0x01000193 + w * 2)
    }
  }
  for (let w = 0; w < 4; w++) {
    let x = words[w] ?? 0
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
    words[w] = x ^ (x >>> 16)
  }
  return words
}

// Small Fast Counter, 32 bits (public domain, by Chris Doty-Humphrey).
function sfc32([a0, b0, c0, d0]: [number, number, number, number]): () => number {
  let [a, b, c, d] = [a0, b0, c0, d0]
  function step(): number {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) step()
  return step
}
