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

const NONE = -1

/** Puts together clusters that share records, leaves out those that are as they were. */
export function changesOf(
  members: readonly Membership[],
  order: (a: string, b: string) => number,
): ClusterChange[] {
  const before = clustersBy(members, (m) => m.before, order)
  const after = clustersBy(members, (m) => m.after, order)
  const nextOf = linksBetween(members)
  const seen = new Set<string>()
  const changes: ClusterChange[] = []
  for (const node of nextOf.keys()) {
    if (seen.has(node)) continue
    const own = reached(node, nextOf, seen)
    const pick = (kind: string, clusters: ReadonlyMap<number, Cluster>) =>
      own
        .filter((n) => n.startsWith(kind))
        .map((n) => clusters.get(Number(n.slice(1))) as Cluster)
        .sort((a, b) => order(a.name, b.name))
    const change = { before: pick('b', before), after: pick('a', after) }
    const kind = kindOf(change)
    if (kind !== null) changes.push({ kind, ...change })
  }
  const nameOf = (c: ClusterChange) => (c.after[0] ?? c.before[0])?.name ?? ''
  return changes.sort((x, y) => order(nameOf(x), nameOf(y)))
}

function clustersBy(
  members: readonly Membership[],
  label: (m: Membership) => number,
  order: (a: string, b: string) => number,
): Map<number, Cluster> {
  const lists = new Map<number, string[]>()
  for (const m of members) {
    if (label(m) === NONE) continue
    const list = lists.get(label(m))
    if (list) list.push(m.id)
    else lists.set(label(m), [m.id])
  }
  return new Map(
    [...lists].map(([key, ids]) => {
      ids.sort(order)
      return [key, { name: ids[0] as string, members: ids }]
    }),
  )
}

/** Former and present clusters as nodes, a record that was in one and is in the other a link. */
function linksBetween(members: readonly Membership[]): Map<string, Set<string>> {
  const near = new Map<string, Set<string>>()
  const at = (node: string) => {
    const known = near.get(node)
    if (known) return known
    const made = new Set<string>()
    near.set(node, made)
    return made
  }
  for (const { before, after } of members) {
    const [b, a] = [`b${before}`, `a${after}`]
    if (before !== NONE) at(b)
    if (after !== NONE) at(a)
    if (before === NONE || after === NONE) continue
    at(b).add(a)
    at(a).add(b)
  }
  return near
}

function reached(
  from: string,
  near: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): string[] {
  const found = [from]
  seen.add(from)
  for (const node of found) {
    for (const next of near.get(node) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      found.push(next)
    }
  }
  return found
}

function kindOf({ before, after }: Pick<ClusterChange, 'before' | 'after'>) {
  if (before.length === 0) return 'new'
  if (after.length === 0) return 'gone'
  if (before.length > 1) return after.length > 1 ? 'moved' : 'joined'
  if (after.length > 1) return 'split'
  const old = new Set(before[0]?.members)
  const now = new Set(after[0]?.members)
  const came = [...now].some((id) => !old.has(id))
  const went = [...old].some((id) => !now.has(id))
  if (came) return went ? 'replaced' : 'grown'
  return went ? 'shrunk' : null
}
