import { DisjointSets } from './components.ts'
import type { GuardedSets, Links } from './guards.ts'

/** Weights are cut here (bits): one pair, however sure, must not outvote all others. */
export const CLIP_BITS = 11.5

/** Groups larger than this keep only the links that exist instead of a table of all. */
const DENSE = 64

/**
 * Average linkage: again and again the two clusters whose records agree best on average are
 * joined, while the average is above nought and no constraint forbids it. A pair that no rule
 * proposed counts as `unseen` bits. One false link cannot bridge two clusters: it is outvoted.
 *
 * `links` hold weights with the threshold already taken off; those below nought are evidence
 * against.
 */
export function averageLinkage(
  links: Links,
  guarded: GuardedSets,
  unseen: number,
  tieBreak: Uint32Array,
): void {
  const count = tieBreak.length
  const groups = groupLinks(count, links, guarded)
  const local = new Int32Array(count).fill(-1)
  for (let g = 0; g + 1 < groups.starts.length; g++) {
    const own = groups.order.subarray(groups.starts[g] as number, groups.starts[g + 1] as number)
    if (own.length === 1) {
      joinPair(guarded, links, own[0] as number)
      continue
    }
    const members: number[] = []
    for (const k of own) {
      for (const end of [links.left[k] as number, links.right[k] as number]) {
        if ((local[end] as number) < 0) {
          local[end] = members.length
          members.push(end)
        }
      }
    }
    const group = new Group(members, tieBreak, guarded, unseen)
    for (const k of own) {
      group.add(
        local[links.left[k] as number] as number,
        local[links.right[k] as number] as number,
        clip(links.weight[k] as number),
      )
    }
    for (const member of members) local[member] = -1
    group.joinDecided()
    if (members.length <= DENSE) group.mergeBySearch()
    else group.mergeByHeap()
  }
}

/** A group of one link: two records that nothing else touches. */
function joinPair(guarded: GuardedSets, { left, right, weight }: Links, k: number): void {
  const a = guarded.sets.find(left[k] as number)
  const b = guarded.sets.find(right[k] as number)
  if (a !== b && (weight[k] as number) > 0 && guarded.allow(a, b)) guarded.join(a, b)
}

const clip = (bits: number) => Math.max(-CLIP_BITS, Math.min(CLIP_BITS, bits))

/** Links by the group of records that positive links (and decisions) hold together. */
function groupLinks(count: number, { left, right, weight }: Links, guarded: GuardedSets) {
  const sets = new DisjointSets(count)
  for (let i = 0; i < count; i++) {
    const root = guarded.sets.find(i)
    if (root !== i) joinAny(sets, root, i)
  }
  for (let k = 0; k < weight.length; k++) {
    if ((weight[k] as number) > 0) joinAny(sets, left[k] as number, right[k] as number)
  }
  const size = new Int32Array(count)
  const rootOf = new Int32Array(weight.length)
  for (let k = 0; k < weight.length; k++) {
    const a = sets.find(left[k] as number)
    rootOf[k] = a === sets.find(right[k] as number) ? a : -1
    if (rootOf[k] !== -1) size[a] = (size[a] as number) + 1
  }
  const next = new Int32Array(count)
  const starts = [0]
  let used = 0
  for (let i = 0; i < count; i++) {
    if (size[i] === 0) continue
    next[i] = used
    used += size[i] as number
    starts.push(used)
  }
  const order = new Int32Array(used)
  for (let k = 0; k < rootOf.length; k++) {
    const root = rootOf[k] as number
    if (root < 0) continue
    const at = next[root] as number
    order[at] = k
    next[root] = at + 1
  }
  return { order, starts }
}

function joinAny(sets: DisjointSets, x: number, y: number): void {
  const a = sets.find(x)
  const b = sets.find(y)
  if (a !== b) sets.join(a, b)
}

interface Edge {
  sum: number
  count: number
}

/** The clusters of one group while they are being joined. */
class Group {
  readonly #unseen: number
  readonly #guarded: GuardedSets
  readonly #root: number[]
  readonly #size: number[]
  /** Smallest content number of a cluster's records: settles ties. */
  readonly #rank: number[]
  readonly #near: (Map<number, Edge> | null)[]
  readonly #version: number[]

  constructor(members: number[], tieBreak: Uint32Array, guarded: GuardedSets, unseen: number) {
    this.#unseen = unseen
    this.#guarded = guarded
    this.#root = members.slice()
    this.#size = members.map(() => 1)
    this.#rank = members.map((m) => tieBreak[m] as number)
    this.#near = members.map(() => new Map())
    this.#version = members.map(() => 0)
  }

  add(a: number, b: number, bits: number): void {
    const edge = this.#near[a]?.get(b)
    if (edge) {
      edge.sum += bits
      edge.count++
      return
    }
    const made = { sum: bits, count: 1 }
    this.#near[a]?.set(b, made)
    this.#near[b]?.set(a, made)
  }

  /** Joins what decisions have already joined. */
  joinDecided(): void {
    const first = new Map<number, number>()
    for (let i = 0; i < this.#root.length; i++) {
      const root = this.#guarded.sets.find(this.#root[i] as number)
      this.#root[i] = root
      const other = first.get(root)
      if (other === undefined) first.set(root, i)
      else first.set(root, this.#absorb(other, i))
    }
  }

  /** Looks through all clusters for the best two each time: quick while they are few. */
  mergeBySearch(): void {
    for (;;) {
      let best: [number, number] | null = null
      let bestLink = 0
      for (let a = 0; a < this.#near.length; a++) {
        for (const [b, edge] of this.#near[a] ?? []) {
          if (b < a) continue
          const link = this.#link(a, b, edge)
          if (link <= 0 || link < bestLink) continue
          if (best !== null && link === bestLink && !this.#before(a, b, best)) continue
          if (!this.#guarded.allow(this.#root[a] as number, this.#root[b] as number)) continue
          best = [a, b]
          bestLink = link
        }
      }
      if (best === null) return
      this.#join(best[0], best[1])
    }
  }

  /** Keeps the candidates in a heap, those out of date dropped when they come up. */
  mergeByHeap(): void {
    const heap = new CandidateHeap((x, y) => this.#before(x.a, x.b, [y.a, y.b]))
    const push = (a: number, b: number, edge: Edge) => {
      const link = this.#link(a, b, edge)
      if (link > 0)
        heap.push({
          link,
          a,
          b,
          stamp: (this.#version[a] as number) + (this.#version[b] as number),
        })
    }
    for (let a = 0; a < this.#near.length; a++) {
      for (const [b, edge] of this.#near[a] ?? []) if (a < b) push(a, b, edge)
    }
    for (let top = heap.pop(); top; top = heap.pop()) {
      const { a, b, stamp } = top
      if (!this.#near[a] || !this.#near[b]) continue
      if ((this.#version[a] as number) + (this.#version[b] as number) !== stamp) continue
      if (!this.#guarded.allow(this.#root[a] as number, this.#root[b] as number)) continue
      const kept = this.#join(a, b)
      for (const [other, edge] of this.#near[kept] ?? []) push(kept, other, edge)
    }
  }

  #link(a: number, b: number, { sum, count }: Edge): number {
    const all = (this.#size[a] as number) * (this.#size[b] as number)
    return (sum + (all - count) * this.#unseen) / all
  }

  #before(a: number, b: number, [c, d]: [number, number]): boolean {
    const [p, q, r, s] = [this.#rank[a], this.#rank[b], this.#rank[c], this.#rank[d]] as [
      number,
      number,
      number,
      number,
    ]
    return (
      Math.min(p, q) - Math.min(r, s) < 0 ||
      (Math.min(p, q) === Math.min(r, s) && Math.max(p, q) < Math.max(r, s))
    )
  }

  #join(a: number, b: number): number {
    const root = this.#guarded.join(this.#root[a] as number, this.#root[b] as number)
    const kept = this.#absorb(a, b)
    this.#root[kept] = root
    return kept
  }

  /** Puts the cluster with fewer neighbours into the other; returns which remains. */
  #absorb(a: number, b: number): number {
    const small = (this.#near[a]?.size ?? 0) < (this.#near[b]?.size ?? 0) ? a : b
    const kept = small === a ? b : a
    const into = this.#near[kept] as Map<number, Edge>
    for (const [other, edge] of this.#near[small] ?? []) {
      const across = this.#near[other] as Map<number, Edge>
      across.delete(small)
      if (other === kept) continue
      const known = into.get(other)
      if (known) {
        known.sum += edge.sum
        known.count += edge.count
      } else {
        into.set(other, edge)
        across.set(kept, edge)
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

interface Candidate {
  link: number
  a: number
  b: number
  stamp: number
}

/** A heap of candidates, the strongest on top. */
class CandidateHeap {
  readonly #items: Candidate[] = []
  readonly #tie: (x: Candidate, y: Candidate) => boolean

  constructor(tie: (x: Candidate, y: Candidate) => boolean) {
    this.#tie = tie
  }

  #over(x: Candidate, y: Candidate): boolean {
    return x.link > y.link || (x.link === y.link && this.#tie(x, y))
  }

  push(item: Candidate): void {
    const items = this.#items
    let at = items.push(item) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.#over(item, items[up] as Candidate)) break
      items[at] = items[up] as Candidate
      at = up
    }
    items[at] = item
  }

  pop(): Candidate | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (items.length === 0 || last === undefined) return top
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= items.length) break
      if (
        child + 1 < items.length &&
        this.#over(items[child + 1] as Candidate, items[child] as Candidate)
      )
        child++
      if (!this.#over(items[child] as Candidate, last)) break
      items[at] = items[child] as Candidate
      at = child
    }
    items[at] = last
    return top
  }
}
