import type { Inside } from '../../run-stages.ts'
import { type ClusterEdges, type Cohesion, gatherEdges, measureCohesion } from './cluster-edges.ts'
import { exampleOf, type PairExample } from './patterns.ts'

/** A link between two records of a cluster. */
export interface ClusterEdge {
  /** Places of the two in the cluster's list of records. */
  from: number
  to: number
  weight: number
  /** Whether the cluster is held together by it. */
  holds: boolean
  isWeakest: boolean
}

/** A cluster that deserves a look, and why. */
export interface ClusterShown {
  why: 'largest' | 'weakest' | 'conflicting'
  size: number
  /** Numbers of the records that are shown: all, or those around the weakest link. */
  records: number[]
  edges: ClusterEdge[]
  scoredPairs: number
  /** Scored pairs inside that by themselves would not be joined. */
  against: number
  /** The weakest link that holds it together, and how many records it parts from how many. */
  weakest: PairExample | null
  parts: [number, number] | null
  /** The pair inside that speaks most against being one. */
  worst: PairExample | null
}

export interface Clusters {
  sizes: { size: number; clusters: number }[]
  shown: ClusterShown[]
}

const SHOWN = { weakest: 4, conflicting: 3, largest: 3 }
/** Records and links of a cluster that a reader can still take in. */
const MOST_RECORDS = 20
const MOST_EDGES = 40

/** Chooses the clusters that most deserve a look: the weakest, those that disagree most, the largest. */
export function measureClusters(inside: Inside): Clusters {
  const { labels, matchBits } = inside
  const edges = gatherEdges(inside)
  const found = measureCohesion(edges, labels)
  const taken = new Set<number>()
  const choose = (
    why: ClusterShown['why'],
    from: Cohesion[],
    before: (a: Cohesion, b: Cohesion) => number,
  ) =>
    from
      .filter((c) => !taken.has(c.label))
      .sort((a, b) => before(a, b) || a.label - b.label)
      .slice(0, SHOWN[why])
      .map((cohesion) => {
        taken.add(cohesion.label)
        return showCluster(inside, edges, cohesion, why)
      })
  const weight = (edge: number) => edges.weight[edge] as number
  const linked = found.filter((c) => c.weakest >= 0)
  const shown = [
    // Two records alone are a pair: what bridges are is seen in clusters of three or more.
    ...choose(
      'weakest',
      linked.some((c) => c.size > 2) ? linked.filter((c) => c.size > 2) : linked,
      (a, b) => weight(a.weakest) - weight(b.weakest),
    ),
    ...choose(
      'conflicting',
      linked.filter((c) => weight(c.worst) < matchBits),
      (a, b) => weight(a.worst) - weight(b.worst),
    ),
    ...choose('largest', found, (a, b) => b.size - a.size),
  ]
  return { sizes: countSizes(found, labels.length), shown }
}

function countSizes(found: readonly Cohesion[], records: number): Clusters['sizes'] {
  const counts = new Map<number, number>()
  let joined = 0
  for (const { size } of found) {
    counts.set(size, (counts.get(size) ?? 0) + 1)
    joined += size
  }
  if (records > joined) counts.set(1, records - joined)
  return [...counts].map(([size, clusters]) => ({ size, clusters })).sort((a, b) => a.size - b.size)
}

function showCluster(
  inside: Inside,
  edges: ClusterEdges,
  { label, size, weakest, worst }: Cohesion,
  why: ClusterShown['why'],
): ClusterShown {
  const { labels, matchBits } = inside
  const members: number[] = []
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) members.push(i)
  const from = edges.starts[label] as number
  const to = edges.starts[label + 1] as number
  const own = Array.from({ length: to - from }, (_, i) => from + i)
  const tree = own.filter((e) => edges.holds[e] === 1)
  const records = nearest(edges, tree, weakest, members)
  const place = new Map(records.map((record, i) => [record, i]))
  const isShown = (e: number) =>
    place.has(edges.left[e] as number) && place.has(edges.right[e] as number)
  const others = own
    .filter((e) => edges.holds[e] === 0 && isShown(e))
    .sort((a, b) => (edges.weight[a] as number) - (edges.weight[b] as number))
  const example = (e: number) =>
    exampleOf(inside, edges.pattern[e] as number, edges.left[e] as number, edges.right[e] as number)
  return {
    why,
    size,
    records,
    edges: [...tree.filter(isShown), ...others].slice(0, MOST_EDGES).map((e) => ({
      from: place.get(edges.left[e] as number) as number,
      to: place.get(edges.right[e] as number) as number,
      weight: edges.weight[e] as number,
      holds: edges.holds[e] === 1,
      isWeakest: e === weakest,
    })),
    scoredPairs: own.length,
    against: own.filter((e) => (edges.weight[e] as number) < matchBits).length,
    weakest: weakest < 0 ? null : example(weakest),
    parts: weakest < 0 ? null : partsWithout(edges, tree, weakest, members),
    worst: worst < 0 || worst === weakest ? null : example(worst),
  }
}

/**
 * The records of a cluster to show, along its links from its weakest place: first those on one side
 * of the weakest link, then those on the other, so that neighbours stand together. Of a large one
 * as many as a reader can take in, half from either side.
 */
function nearest(
  edges: ClusterEdges,
  tree: readonly number[],
  weakest: number,
  members: readonly number[],
): number[] {
  if (weakest < 0) return members.slice(0, MOST_RECORDS)
  const without = tree.filter((e) => e !== weakest)
  const one = [...reach(edges, without, edges.left[weakest] as number)]
  const other = [...reach(edges, without, edges.right[weakest] as number)]
  const half = MOST_RECORDS / 2
  const ofOne = Math.max(half, MOST_RECORDS - other.length)
  const kept = one.slice(0, ofOne)
  const shown = [...kept.reverse(), ...other.slice(0, MOST_RECORDS - kept.length)]
  // What decisions of people joined may hang together by no link.
  const seen = new Set([...one, ...other])
  return [...shown, ...members.filter((m) => !seen.has(m))].slice(0, MOST_RECORDS)
}

/** The records that links lead to from one, nearest first. */
function reach(edges: ClusterEdges, tree: readonly number[], start: number): Set<number> {
  const next = new Map<number, number[]>()
  for (const e of tree) {
    const [l, r] = [edges.left[e] as number, edges.right[e] as number]
    next.set(l, [...(next.get(l) ?? []), r])
    next.set(r, [...(next.get(r) ?? []), l])
  }
  const reached = new Set([start])
  for (const record of reached) for (const other of next.get(record) ?? []) reached.add(other)
  return reached
}

function partsWithout(
  edges: ClusterEdges,
  tree: readonly number[],
  weakest: number,
  members: readonly number[],
): [number, number] {
  const without = tree.filter((e) => e !== weakest)
  const one = reach(edges, without, edges.left[weakest] as number).size
  return [one, members.length - one]
}
