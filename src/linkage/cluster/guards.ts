import { LinkageError } from '../errors.ts'
import { DisjointSets } from './components.ts'

/** What may not be in one cluster. */
export interface Constraints {
  /** For each record the source of which a cluster may hold one, or -1; null for none. */
  onePerSource: Int32Array | null
  /** Columns of codes (−1 missing) of which a cluster may hold one value. */
  notTwoOf: readonly Int32Array[]
  same: readonly (readonly [number, number])[]
  notSame: readonly (readonly [number, number])[]
}

/** Links between records with their weights in bits, as arrays of equal length. */
export interface Links {
  left: Int32Array
  right: Int32Array
  weight: Float64Array
  pattern: Int32Array
}

/** Clusters as they grow, and what each holds that another may not, kept at its root. */
export class GuardedSets {
  readonly sets: DisjointSets
  readonly #sources: Uint32Array[]
  readonly #values: Int32Array[]
  readonly #apart = new Map<number, number[]>()

  /** Joins what was decided to be the same; refuses decisions that contradict each other. */
  constructor(count: number, constraints: Constraints) {
    const { onePerSource, same, notSame } = constraints
    this.sets = new DisjointSets(count)
    const last = onePerSource ? onePerSource.reduce((a, b) => Math.max(a, b), 0) : -1
    this.#sources = Array.from({ length: Math.ceil((last + 1) / 32) }, () => new Uint32Array(count))
    if (onePerSource) {
      for (let i = 0; i < count; i++) {
        const source = onePerSource[i] as number
        if (source >= 0) (this.#sources[source >> 5] as Uint32Array)[i] = 1 << (source & 31)
      }
    }
    this.#values = constraints.notTwoOf.map((codes) => codes.slice())
    for (const [l, r] of notSame) {
      this.#keepApart(l, r)
      this.#keepApart(r, l)
    }
    for (const [l, r] of same) {
      const a = this.sets.find(l)
      const b = this.sets.find(r)
      if (a !== b) this.join(a, b)
    }
    for (const [l, r] of notSame) {
      if (this.sets.find(l) === this.sets.find(r)) {
        throw new LinkageError(
          'decisions-contradict',
          'The decisions contradict each other: two records are decided not the same, yet decisions of "same" join them. Withdraw one of these decisions.',
        )
      }
    }
  }

  #keepApart(x: number, y: number): void {
    const list = this.#apart.get(x)
    if (list) list.push(y)
    else this.#apart.set(x, [y])
  }

  /** Whether two clusters, given by their roots, may be one. */
  allow(a: number, b: number): boolean {
    for (const word of this.#sources)
      if (((word[a] as number) & (word[b] as number)) !== 0) return false
    for (const values of this.#values) {
      const x = values[a] as number
      const y = values[b] as number
      if (x >= 0 && y >= 0 && x !== y) return false
    }
    for (const other of this.#apart.get(a) ?? []) if (this.sets.find(other) === b) return false
    return true
  }

  /** Joins two clusters, given by their roots; returns the root of both. */
  join(a: number, b: number): number {
    const root = this.sets.join(a, b)
    const gone = root === a ? b : a
    for (const word of this.#sources) word[root] = (word[root] as number) | (word[gone] as number)
    for (const values of this.#values)
      if ((values[root] as number) < 0) values[root] = values[gone] as number
    const moved = this.#apart.get(gone)
    if (moved) this.#apart.set(root, [...(this.#apart.get(root) ?? []), ...moved])
    return root
  }
}
