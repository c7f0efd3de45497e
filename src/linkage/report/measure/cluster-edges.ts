import { DisjointSets } from '../../cluster/components.ts'
import type { Inside } from '../../run-stages.ts'

/** The scored pairs inside clusters, those of a cluster side by side, the strongest first. */
export interface ClusterEdges {
  /** Edges of the cluster labelled c: from `starts[c]` up to `starts[c + 1]`. */
  starts: Int32Array
  left: Int32Array
  right: Int32Array
  weight: Float64Array
  pattern: Int32Array
  /** Whether an edge holds its cluster together: without it something falls apart at its weight. */
  holds: Uint8Array
}

/** How a cluster holds together; numbers are places of edges. */
export interface Cohesion {
  label: number
  size: number
  /** The weakest of the links that hold it together, and the pair that speaks most against it; −1: none. */
  weakest: number
  worst: number
}

/** Gathers the pairs inside clusters and finds what holds each of them together. */
export function gatherEdges({ compared: { pairs }, labels }: Inside): ClusterEdges {
  const starts = new Int32Array(labels.length + 1)
  for (const { count, left, right } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const label = labels[left[i] as number] as number
      if (label === labels[right[i] as number])
        starts[label + 1] = (starts[label + 1] as number) + 1
    }
  }
  for (let c = 0; c < labels.length; c++)
    starts[c + 1] = (starts[c + 1] as number) + (starts[c] as number)
  const total = starts[labels.length] as number
  const [left, right, pattern] = [0, 1, 2].map(() => new Int32Array(total)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const weight = new Float64Array(total)
  const next = starts.slice()
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      const l = chunk.left[i] as number
      const label = labels[l] as number
      if (label !== labels[chunk.right[i] as number]) continue
      const at = next[label] as number
      next[label] = at + 1
      left[at] = l
      right[at] = chunk.right[i] as number
      pattern[at] = chunk.pattern[i] as number
      weight[at] = chunk.weight[i] as number
    }
  }
  return { starts, left, right, weight, pattern, holds: new Uint8Array(total) }
}

/** For every cluster of several records what holds it together. Marks `holds` of the edges. */
export function measureCohesion(edges: ClusterEdges, labels: Int32Array): Cohesion[] {
  const size = new Int32Array(labels.length)
  for (const label of labels) size[label] = (size[label] as number) + 1
  const sets = new DisjointSets(labels.length)
  const found: Cohesion[] = []
  for (let label = 0; label < labels.length; label++) {
    if ((size[label] as number) < 2) continue
    const from = edges.starts[label] as number
    const to = edges.starts[label + 1] as number
    let weakest = -1
    // A spanning tree of the strongest links: the last link that it takes is the weakest needed.
    for (const edge of strongestFirst(edges.weight, from, to)) {
      const a = sets.find(edges.left[edge] as number)
      const b = sets.find(edges.right[edge] as number)
      if (a === b) continue
      sets.join(a, b)
      edges.holds[edge] = 1
      weakest = edge
    }
    let worst = -1
    for (let e = from; e < to; e++) {
      if (worst < 0 || (edges.weight[e] as number) < (edges.weight[worst] as number)) worst = e
    }
    found.push({ label, size: size[label] as number, weakest, worst })
  }
  return found
}

function strongestFirst(
  weight: Float64Array,
  from: number,
  to: number,
): ArrayLike<number> & Iterable<number> {
  if (to - from < 2) return to > from ? [from] : []
  return Int32Array.from({ length: to - from }, (_, i) => from + i).sort(
    (a, b) => (weight[b] as number) - (weight[a] as number) || a - b,
  )
}
