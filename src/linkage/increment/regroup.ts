import type { DuckDBConnection } from '@duckdb/node-api'
import { clusterRecords, isConstrained, type RowDecisions } from '../cluster/cluster-records.ts'
import { DisjointSets } from '../cluster/components.ts'
import type { LinkageIndex } from './linkage-index.ts'
import { tiesAmong } from './order.ts'
import { type FoundPairs, findPairs } from './pair-finder.ts'
import { subset } from './subset.ts'
import { type Weighed, weighPairs } from './weigh-pairs.ts'

/** Pairs of records of an index, weighed; they are numbered as places in `among`. */
export interface WeighedAmong extends Weighed {
  among: Int32Array
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Weighs pairs of records of an index. */
export async function weighAmong(
  index: LinkageIndex,
  among: Int32Array,
  found: FoundPairs,
  connection: DuckDBConnection | null,
): Promise<WeighedAmong> {
  const place = new Int32Array(index.rows.count)
  among.forEach((row, i) => {
    place[row] = i
  })
  const at = (row: number) => place[row] as number
  const list = {
    count: found.count,
    left: found.left.subarray(0, found.count).map(at),
    right: found.right.subarray(0, found.count).map(at),
    rule: found.rule,
  }
  const { model } = index
  const { parameters, frequencies } = index.basis
  const frozen = { model, parameters, frequencies }
  return { among, ...(await weighPairs(frozen, subset(index, among), list, connection)) }
}

/**
 * Builds the clusters of some records again, and the groups that links hold together. No link
 * leads out of them: where it would, the record at its other end must be among them.
 */
export async function regroup(
  index: LinkageIndex,
  among: Int32Array,
  decisions: RowDecisions,
  connection: DuckDBConnection,
): Promise<void> {
  const { rows, model, matchBits } = index
  const within = new Uint8Array(rows.count)
  for (const row of among) within[row] = 1
  const found = findPairs(index, among, within)
  const { pairs, patterns, scorer } = await weighAmong(index, among, found, connection)
  const own = localDecisions(among, decisions)
  const ties = isConstrained(model, own)
    ? tiesAmong(index, among)
    : Float64Array.from(among, (row) => rows.hash[row] as number)
  const records = subset(index, among)
  const labels = await clusterRecords(
    model,
    records,
    pairs,
    patterns,
    scorer,
    matchBits,
    own,
    async () => ties,
    nextTurn,
  )
  among.forEach((row, i) => {
    rows.cluster[row] = among[labels[i] as number] as number
  })
  const sets = new DisjointSets(among.length)
  const join = (x: number, y: number) => {
    const [a, b] = [sets.find(x), sets.find(y)]
    if (a !== b) sets.join(a, b)
  }
  for (const { count, left, right, weight } of pairs.chunks) {
    for (let i = 0; i < count; i++)
      if ((weight[i] as number) >= matchBits) join(left[i] as number, right[i] as number)
  }
  for (const [a, b] of own.same) join(a, b)
  writeRings(rows.ring, among, sets)
}

/** Puts the records of each set into a ring. */
export function writeRings(ring: Int32Array, among: Int32Array, sets: DisjointSets): void {
  const last = new Int32Array(among.length).fill(-1)
  among.forEach((row, i) => {
    const root = sets.find(i)
    const before = last[root] as number
    if (before < 0) ring[row] = row
    else {
      const previous = among[before] as number
      ring[row] = ring[previous] as number
      ring[previous] = row
    }
    last[root] = i
  })
}

/** Those decisions of which both records are among some. */
function localDecisions(among: Int32Array, { same, notSame }: RowDecisions): RowDecisions {
  const place = new Map(
    same.length + notSame.length === 0 ? [] : Array.from(among, (row, i) => [row, i] as const),
  )
  const here = (list: RowDecisions['same']) =>
    list.flatMap(([a, b]): [number, number][] => {
      const [x, y] = [place.get(a), place.get(b)]
      return x === undefined || y === undefined ? [] : [[x, y]]
    })
  return { same: here(same), notSame: here(notSame) }
}
