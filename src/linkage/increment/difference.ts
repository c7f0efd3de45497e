import type { Warning } from '../options.ts'

/** What became of clusters that hang together by their records. */
export interface ClusterChange {
  /**
   * `new`: of new records only. `gone`: all its records were removed. `grown`, `shrunk`: records
   * came or went (`replaced`: both). `joined`: several became one. `split`: one became several.
   * `moved`: records went from cluster to cluster.
   */
  kind: ClusterChangeKind
  /** The clusters before, each named by its smallest id. */
  before: Cluster[]
  after: Cluster[]
}

export type ClusterChangeKind =
  | 'new'
  | 'gone'
  | 'grown'
  | 'shrunk'
  | 'replaced'
  | 'joined'
  | 'split'
  | 'moved'

export interface Cluster {
  name: string
  /** Ids of its records, in order. */
  members: string[]
}

/** A pair of which a record, or a block, is new or changed. */
export interface ChangedPair {
  left: string
  right: string
  /** Bits. */
  weight: number
  probability: number
  /** The place of its rule in the model. */
  rule: number
  /** The level that it reaches in each comparison of the model. */
  levels: number[]
}

/** The answer to a change. */
export interface Difference {
  changes: ClusterChange[]
  counts: Record<ClusterChangeKind, number>
  records: {
    new: number
    changed: number
    removed: number
    /** Given, but the same as what was there. */
    unchanged: number
    /** Ids to be removed that were not there. */
    unknown: string[]
  }
  /**
   * Pairs from the review threshold up that have a new or changed record, or that a block above
   * the cap no longer hides. What was said before of pairs of the `retracted` records is void.
   */
  pairs: ChangedPair[]
  /** Ids of records whose pairs were all looked at anew, and of those removed. */
  retracted: string[]
  /** Blocks that a rule now skips because they passed its cap, and that it looks at again. */
  caps: { rule: string; passed: number; returned: number }[]
  /** How many records had to be clustered again. */
  touched: number
  warnings: Warning[]
  seconds: Record<string, number>
}

/** Which cluster each record was in before, and is in now; −1 where it was or is not there. */
export interface Membership {
  id: string
  before: number
  after: number
}

/** Where there is no cluster. */
const NONE = -1

/** Puts together clusters that share records, leaves out those that are as they were. */
export function changesOf(
  members: readonly Membership[],
  order: (a: string, b: string) => number,
): ClusterChange[] {
  const sorted = [...members].sort((a, b) => order(a.id, b.id))
  const clusters = new Clusters()
  for (const { id, before, after } of sorted) {
    const b = before < 0 ? NONE : clusters.put('before', before, id)
    const a = after < 0 ? NONE : clusters.put('after', after, id)
    if (a !== NONE && b !== NONE) clusters.join(a, b)
  }
  return clusters.changes().flatMap((change): ClusterChange[] => {
    const kind = kindOf(change)
    return kind === null ? [] : [{ kind, ...change }]
  })
}

/** Clusters before and after, and which of them share records. */
class Clusters {
  readonly #numbers = { before: new Map<number, number>(), after: new Map<number, number>() }
  readonly #all: { when: 'before' | 'after'; members: string[] }[] = []
  readonly #parent: number[] = []

  /** Puts a record into a cluster, given by its label; returns the cluster's number. */
  put(when: 'before' | 'after', label: number, id: string): number {
    let number = this.#numbers[when].get(label)
    if (number === undefined) {
      number = this.#all.length
      this.#numbers[when].set(label, number)
      this.#all.push({ when, members: [] })
      this.#parent.push(number)
    }
    this.#all[number]?.members.push(id)
    return number
  }

  #root(number: number): number {
    let at = number
    while (this.#parent[at] !== at) at = this.#parent[at] as number
    return at
  }

  join(a: number, b: number): void {
    const [x, y] = [this.#root(a), this.#root(b)]
    this.#parent[Math.max(x, y)] = Math.min(x, y)
  }

  /** What hangs together, in the order in which its first record came. */
  changes(): Pick<ClusterChange, 'before' | 'after'>[] {
    const byRoot = new Map<number, Pick<ClusterChange, 'before' | 'after'>>()
    this.#all.forEach(({ when, members }, number) => {
      const root = this.#root(number)
      const known = byRoot.get(root) ?? { before: [], after: [] }
      known[when].push({ name: members[0] as string, members })
      byRoot.set(root, known)
    })
    return [...byRoot.values()]
  }
}

function kindOf({ before, after }: Pick<ClusterChange, 'before' | 'after'>) {
  if (before.length === 0) return 'new'
  if (after.length === 0) return 'gone'
  if (before.length > 1) return after.length > 1 ? 'moved' : 'joined'
  if (after.length > 1) return 'split'
  const [old, now] = [before[0]?.members ?? [], after[0]?.members ?? []]
  if (old.length === now.length && old.every((id, i) => id === now[i])) return null
  const [was, is] = [new Set(old), new Set(now)]
  const came = now.some((id) => !was.has(id))
  const went = old.some((id) => !is.has(id))
  if (came) return went ? 'replaced' : 'grown'
  return 'shrunk'
}
