import { LinkageError } from '../errors.ts'
import { DisjointSets } from './components.ts'

/** Links between records with their weights in bits, as arrays of equal length. */
export interface Links {
  left: Int32Array
  right: Int32Array
  weight: Float64Array
}

export interface Constraints {
  /** For each record the source of which a cluster may hold one, or -1. */
  onePerSource: Int32Array | null
  /** Columns of codes (−1 missing) of which a cluster may hold one value. */
  notTwoOf: readonly Int32Array[]
  same: readonly (readonly [number, number])[]
  notSame: readonly (readonly [number, number])[]
  /** Settles ties between equal weights: depends on what records hold, not on their place. */
  tieBreak: Uint32Array
}

/**
 * Clusters by taking links strongest first and joining wherever no constraint forbids it.
 * Decisions that two records are the same come before every link.
 */
export function clusterConstrained(
  count: number,
  links: Links,
  constraints: Constraints,
): Int32Array {
  const sets = new DisjointSets(count)
  for (const [l, r] of constraints.same) joinRoots(sets, l, r)
  const guards = new Guards(count, sets, constraints)
  guards.checkDecisions()
  for (const k of strongestFirst(links, constraints.tieBreak)) {
    const a = sets.find(links.left[k] as number)
    const b = sets.find(links.right[k] as number)
    if (a !== b && guards.allow(a, b)) guards.join(a, b)
  }
  return sets.labels()
}

function joinRoots(sets: DisjointSets, l: number, r: number): void {
  const a = sets.find(l)
  const b = sets.find(r)
  if (a !== b) sets.join(a, b)
}

/** What each cluster holds that another may not, kept at its root. */
class Guards {
  readonly #sets: DisjointSets
  readonly #constraints: Constraints
  readonly #sources: (Uint32Array | null)[]
  readonly #values: Int32Array[]
  readonly #apart = new Map<number, number[]>()

  constructor(count: number, sets: DisjointSets, constraints: Constraints) {
    this.#sets = sets
    this.#constraints = constraints
    const { onePerSource } = constraints
    const words = onePerSource
      ? Math.ceil((onePerSource.reduce((a, b) => Math.max(a, b), 0) + 1) / 32)
      : 0
    this.#sources = Array.from({ length: words }, () => new Uint32Array(count))
    this.#values = constraints.notTwoOf.map((codes) => Int32Array.from(codes))
    for (let i = 0; i < count; i++) {
      const source = onePerSource?.[i] ?? -1
      const root = sets.find(i)
      if (source >= 0) this.#addSource(root, source)
      for (const values of this.#values)
        if (root !== i && (values[root] as number) < 0) values[root] = values[i] as number
    }
    for (const [l, r] of constraints.notSame) {
      for (const [x, y] of [
        [l, r],
        [r, l],
      ] as const) {
        const root = sets.find(x)
        const list = this.#apart.get(root)
        if (list) list.push(y)
        else this.#apart.set(root, [y])
      }
    }
  }

  #addSource(root: number, source: number): void {
    const word = this.#sources[source >> 5] as Uint32Array
    word[root] = (word[root] as number) | (1 << (source & 31))
  }

  checkDecisions(): void {
    for (const [l, r] of this.#constraints.notSame) {
      if (this.#sets.find(l) === this.#sets.find(r)) {
        throw new LinkageError(
          'decisions-contradict',
          'The decisions contradict each other: two records are decided not the same, yet decisions of "same" join them. Withdraw one of these decisions.',
        )
      }
    }
  }

  allow(a: number, b: number): boolean {
    for (const word of this.#sources)
      if (word && ((word[a] as number) & (word[b] as number)) !== 0) return false
    for (const values of this.#values) {
      const x = values[a] as number
      const y = values[b] as number
      if (x >= 0 && y >= 0 && x !== y) return false
    }
    for (const other of this.#apart.get(a) ?? []) if (this.#sets.find(other) === b) return false
    return true
  }

  join(a: number, b: number): void {
    const root = this.#sets.join(a, b)
    const gone = root === a ? b : a
    for (const word of this.#sources)
      if (word) word[root] = (word[root] as number) | (word[gone] as number)
    for (const values of this.#values)
      if ((values[root] as number) < 0) values[root] = values[gone] as number
    const lists = [...(this.#apart.get(root) ?? []), ...(this.#apart.get(gone) ?? [])]
    if (lists.length > 0) this.#apart.set(root, lists)
  }
}

/** The order of links by weight, ties settled by what the two records hold. */
export function strongestFirst(links: Links, tieBreak: Uint32Array): Uint32Array {
  const { left, right, weight } = links
  const order = new Uint32Array(weight.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  const low = (i: number) =>
    Math.min(tieBreak[left[i] as number] as number, tieBreak[right[i] as number] as number)
  const high = (i: number) =>
    Math.max(tieBreak[left[i] as number] as number, tieBreak[right[i] as number] as number)
  return order.sort(
    (i, j) =>
      (weight[j] as number) - (weight[i] as number) ||
      low(i) - low(j) ||
      high(i) - high(j) ||
      (left[i] as number) - (left[j] as number) ||
      (right[i] as number) - (right[j] as number),
  )
}
