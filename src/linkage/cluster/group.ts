import { CandidateHeap } from './candidate-heap.ts'
import type { GuardedSets } from './guards.ts'
import { BETWEEN_PAUSES } from './strongest-first.ts'

/** How agreement between two clusters is judged. */
export interface Judging {
  /** Comparisons (and what is not a comparison but always counts) behind a weight. */
  fields: number
  /** Bits that every pair starts from: the prior's, less the threshold's. */
  startBits: number
  /** Bits of a pair that no rule proposed. */
  unseenBits: number
}

/** Where in an edge its parts lie: total, count, then for each field its sum and its count. */
const TOTAL = 0
const COUNT = 1
const FIELDS = 2

/**
 * The clusters of one group of records while they are being joined. Between two clusters lies an
 * edge with the sums of what its scored pairs weigh, field by field.
 */
export class Group {
  readonly #judging: Judging
  readonly #guarded: GuardedSets
  readonly #root: number[]
  readonly #size: number[]
  /** Smallest tie-breaking number of a cluster's records. */
  readonly #rank: number[]
  readonly #near: (Map<number, number> | null)[]
  readonly #version: number[]
  readonly #stride: number
  readonly #edges: Float64Array
  #edgeCount = 0

  constructor(
    members: readonly number[],
    edges: number,
    tieBreak: Float64Array,
    guarded: GuardedSets,
    judging: Judging,
  ) {
    this.#judging = judging
    this.#guarded = guarded
    this.#root = members.slice()
    this.#size = members.map(() => 1)
    this.#rank = members.map((m) => tieBreak[m] as number)
    this.#near = members.map(() => new Map())
    this.#version = members.map(() => 0)
    this.#stride = FIELDS + 2 * judging.fields
    this.#edges = new Float64Array(edges * this.#stride)
  }

  /** Adds a scored pair: its whole weight, uncut, and each field's, NaN where it is missing. */
  add(a: number, b: number, weight: number, fields: Float64Array): void {
    let edge = this.#near[a]?.get(b)
    if (edge === undefined) {
      edge = this.#edgeCount++
      this.#near[a]?.set(b, edge)
      this.#near[b]?.set(a, edge)
    }
    const at = edge * this.#stride
    this.#plus(at + TOTAL, weight)
    this.#plus(at + COUNT, 1)
    for (let f = 0; f < fields.length; f++) {
      const bits = fields[f] as number
      if (Number.isNaN(bits)) continue
      this.#plus(at + FIELDS + 2 * f, bits)
      this.#plus(at + FIELDS + 2 * f + 1, 1)
    }
  }

  #plus(at: number, value: number): void {
    this.#edges[at] = (this.#edges[at] as number) + value
  }

  /** Joins what decisions have already joined. */
  joinDecided(): void {
    const first = new Map<number, number>()
    for (let i = 0; i < this.#root.length; i++) {
      const root = this.#guarded.sets.find(this.#root[i] as number)
      this.#root[i] = root
      const other = first.get(root)
      if (other === undefined) first.set(root, i)
      else {
        const kept = this.#absorb(other, i)
        this.#root[kept] = root
        first.set(root, kept)
      }
    }
  }

  /**
   * Joins the best two again and again, while their agreement is above nought. It is done in
   * steps, so that a large group lets others work between them, or stop it.
   */
  *merge(): Generator<void> {
    let work = 0
    const heap = new CandidateHeap((x, y) => this.#before(x.a, x.b, y.a, y.b))
    const push = (a: number, b: number, edge: number) => {
      work++
      if (this.#agreement(a, b, edge) <= 0) return
      const strength = this.#strength(a, b, edge)
      heap.push({
        strength,
        a,
        b,
        stamp: (this.#version[a] as number) + (this.#version[b] as number),
      })
    }
    for (let a = 0; a < this.#near.length; a++) {
      for (const [b, edge] of this.#near[a] ?? []) if (a < b) push(a, b, edge)
    }
    for (let top = heap.pop(); top; top = heap.pop()) {
      if (++work > BETWEEN_PAUSES) {
        work = 0
        yield
      }
      const { a, b, stamp } = top
      if (!this.#near[a] || !this.#near[b]) continue
      if ((this.#version[a] as number) + (this.#version[b] as number) !== stamp) continue
      if (!this.#guarded.allow(this.#root[a] as number, this.#root[b] as number)) continue
      const root = this.#guarded.join(this.#root[a] as number, this.#root[b] as number)
      const kept = this.#absorb(a, b)
      this.#root[kept] = root
      for (const [other, edge] of this.#near[kept] ?? []) push(kept, other, edge)
    }
  }

  /**
   * Whether two clusters are one, in bits: for each field the mean over the pairs that have it,
   * so that what is missing is no evidence at the level of clusters either.
   */
  #agreement(a: number, b: number, edge: number): number {
    const { fields, startBits, unseenBits } = this.#judging
    const at = edge * this.#stride
    let bits = startBits
    for (let f = 0; f < fields; f++) {
      const n = this.#edges[at + FIELDS + 2 * f + 1] as number
      if (n > 0) bits += (this.#edges[at + FIELDS + 2 * f] as number) / n
    }
    const count = this.#edges[at + COUNT] as number
    const all = (this.#size[a] as number) * (this.#size[b] as number)
    return (bits * count + (all - count) * unseenBits) / all
  }

  /** Which two clusters come first: by the mean of whole weights, not cut, or twins would tie. */
  #strength(a: number, b: number, edge: number): number {
    const at = edge * this.#stride
    const all = (this.#size[a] as number) * (this.#size[b] as number)
    const count = this.#edges[at + COUNT] as number
    return ((this.#edges[at + TOTAL] as number) + (all - count) * this.#judging.unseenBits) / all
  }

  #before(a: number, b: number, c: number, d: number): boolean {
    const [p, q, r, s] = [a, b, c, d].map((i) => this.#rank[i]) as [number, number, number, number]
    const [low, other] = [Math.min(p, q), Math.min(r, s)]
    return low < other || (low === other && Math.max(p, q) < Math.max(r, s))
  }

  /** Puts the cluster with fewer neighbours into the other; returns which remains. */
  #absorb(a: number, b: number): number {
    const small = (this.#near[a]?.size ?? 0) < (this.#near[b]?.size ?? 0) ? a : b
    const kept = small === a ? b : a
    const into = this.#near[kept] as Map<number, number>
    for (const [other, edge] of this.#near[small] ?? []) {
      const across = this.#near[other] as Map<number, number>
      across.delete(small)
      if (other === kept) continue
      const known = into.get(other)
      if (known === undefined) {
        into.set(other, edge)
        across.set(kept, edge)
        continue
      }
      for (let i = 0; i < this.#stride; i++) {
        this.#plus(known * this.#stride + i, this.#edges[edge * this.#stride + i] as number)
      }
    }
    into.delete(small)
    this.#near[small] = null
    this.#size[kept] = (this.#size[kept] as number) + (this.#size[small] as number)
    this.#rank[kept] = Math.min(this.#rank[kept] as number, this.#rank[small] as number)
    this.#version[kept] = (this.#version[kept] as number) + (this.#version[small] as number) + 1
    return kept
  }
}
