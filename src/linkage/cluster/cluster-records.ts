import type { PairTable } from '../blocking/pair-table.ts'
import type { Model } from '../model/model.ts'
import type { Records } from '../records/records.ts'
import { averageLinkage, CLIP_BITS } from './average.ts'
import { DisjointSets } from './components.ts'
import { GuardedSets, type Links } from './guards.ts'
import { strongestFirst } from './strongest-first.ts'

/** Decisions of people, by record numbers. */
export interface RowDecisions {
  same: [number, number][]
  notSame: [number, number][]
}

/** The cluster of each record, as the number of one of its records. */
export function clusterRecords(
  model: Model,
  records: Records,
  pairs: PairTable,
  matchBits: number,
  decisions: RowDecisions,
  tieBreak: Uint32Array,
): Int32Array {
  const { method, unseenBits } = model.clusters
  const { onePerSource, notTwoOf } = model.constraints
  const bare =
    !onePerSource && notTwoOf.length + decisions.same.length + decisions.notSame.length === 0
  if (method === 'components' && bare) return components(records.count, pairs, matchBits)
  const free = model.sources.freeOfDuplicates
  const single = records.sourceNames.map(
    (name) => free === true || free === false || free.includes(name),
  )
  const guarded = new GuardedSets(records.count, {
    onePerSource: onePerSource ? records.sources.map((s) => (single[s] ? s : -1)) : null,
    notTwoOf: notTwoOf.map((name) => records.column({ kind: 'column', name }).codes),
    ...decisions,
  })
  if (method === 'average') {
    averageLinkage(linksFrom(pairs, -CLIP_BITS, matchBits), guarded, unseenBits, tieBreak)
    return guarded.sets.labels()
  }
  const links = linksFrom(pairs, 0, matchBits)
  for (const k of strongestFirst(links, tieBreak)) {
    const a = guarded.sets.find(links.left[k] as number)
    const b = guarded.sets.find(links.right[k] as number)
    if (a !== b && guarded.allow(a, b)) guarded.join(a, b)
  }
  return guarded.sets.labels()
}

function components(count: number, pairs: PairTable, matchBits: number): Int32Array {
  const sets = new DisjointSets(count)
  for (const chunk of pairs.chunks) {
    for (let i = 0; i < chunk.count; i++) {
      if ((chunk.weight[i] as number) < matchBits) continue
      const a = sets.find(chunk.left[i] as number)
      const b = sets.find(chunk.right[i] as number)
      if (a !== b) sets.join(a, b)
    }
  }
  return sets.labels()
}

/** The pairs from a weight up, the threshold taken off their weights. */
function linksFrom(pairs: PairTable, lowest: number, matchBits: number): Links {
  let n = 0
  for (const { count, weight } of pairs.chunks) {
    for (let i = 0; i < count; i++) if ((weight[i] as number) - matchBits >= lowest) n++
  }
  const links = { left: new Int32Array(n), right: new Int32Array(n), weight: new Float64Array(n) }
  let at = 0
  for (const { count, weight, left, right } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const above = (weight[i] as number) - matchBits
      if (above < lowest) continue
      links.left[at] = left[i] as number
      links.right[at] = right[i] as number
      links.weight[at++] = above
    }
  }
  return links
}
