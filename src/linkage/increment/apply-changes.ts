import type { DuckDBConnection } from '@duckdb/node-api'
import type { RowDecisions } from '../cluster/cluster-records.ts'
import { LinkageError } from '../errors.ts'
import type { Warning } from '../options.ts'
import { bitsOf, probabilityOf } from '../score/scorer.ts'
import {
  changedPairs,
  checkDecisions,
  decisionsOnRows,
  type IdDecisions,
  plainDecisions,
} from './decisions-by-id.ts'
import {
  type ChangedPair,
  type ClusterChangeKind,
  changesOf,
  type Difference,
  type Membership,
} from './difference.ts'
import { keyHashes } from './key-hashes.ts'
import type { LinkageIndex } from './linkage-index.ts'
import { byBytes } from './order.ts'
import { findPairs } from './pair-finder.ts'
import { readRows } from './read-changes.ts'
import { regroup, type WeighedAmong, weighAmong } from './regroup.ts'
import { type SortedRows, sortRows } from './sort-changes.ts'

/** What has happened since the index was made or last changed. */
export interface IndexChanges {
  connection: DuckDBConnection
  /**
   * Tables of new and changed records, in the shape of those that the index was made from: the
   * n-th holds those of the n-th, null where there are none.
   */
  tables?: readonly (string | null)[]
  /** Ids of records that are gone. */
  removed?: readonly (string | number)[]
  /** All decisions of people that hold now; left out, those from before hold on. */
  decisions?: {
    same: readonly (readonly [string | number, string | number])[]
    notSame: readonly (readonly [string | number, string | number])[]
  }
}

/**
 * Compares new and changed records with those indexed and rebuilds the clusters that a change
 * touches; the partition is then the one of a full run over everything with the same frozen
 * parameters and frequencies. Refused input changes nothing.
 */
export async function applyChanges(
  index: LinkageIndex,
  changes: IndexChanges,
): Promise<Difference> {
  if (index.broken) {
    throw new LinkageError(
      'index-unusable',
      'The index failed in the middle of an earlier change, or is being changed. Load it again from its file.',
    )
  }
  const clock = stopwatch()
  const decisions = changes.decisions ? plainDecisions(changes.decisions) : index.decisions
  checkDecisions(decisions)
  const read = await readRows(index, changes.connection, changes.tables ?? [])
  const sorted = sortRows(index, read, (changes.removed ?? []).map(String))
  clock.lap('read')
  index.broken = true
  index.version++
  const { former, first, caps, seeds } = takeIn(index, sorted)
  const touched = new Touched(index, former)
  for (const row of seeds) touched.group(row)
  const redecided = decisionsTouched(index, decisions)
  index.decisions = decisions
  const active = decisionsOnRows(decisions, (id) => index.rows.find(id))
  for (const row of redecided) touched.group(row)
  touchDecided(active, first, touched)
  clock.lap('index')
  const pairs = await pairsOfSeeds(index, seeds, touched, changes.connection)
  clock.lap('compare')
  const among = touched.living()
  const members = membershipBefore(index, among, former, first)
  await regroup(index, among, active, changes.connection)
  clock.lap('cluster')
  const difference = describe(index, members, sorted, { pairs, seeds, former, caps })
  index.broken = false
  clock.lap('difference')
  return {
    ...difference,
    touched: among.length,
    warnings: warningsOf(active.gone),
    seconds: clock.seconds,
  }
}

/** The records that were taken out, where the new ones begin, and whose pairs are not what they were. */
interface Taken {
  former: number[]
  first: number
  caps: Difference['caps']
  seeds: Int32Array
}

/** Takes the changed records out of the index's records and blocks, and the new ones in. */
function takeIn(index: LinkageIndex, { rows, records, former, sourceNames }: SortedRows): Taken {
  index.sourceNames = [...sourceNames]
  for (const block of index.blocks) block.startChange()
  for (const row of former) {
    for (const block of index.blocks) block.remove(row)
    index.rows.remove(row)
  }
  const first = index.rows.count
  if (rows && records) {
    index.rows.append(rows)
    for (const block of index.blocks)
      block.append(keyHashes(block.rule.keys, records), rows.ids.length)
  }
  const seeds = new Set<number>()
  for (let row = first; row < index.rows.count; row++) seeds.add(row)
  const caps: Difference['caps'] = []
  for (const block of index.blocks) {
    const { passed, returned } = block.endChange()
    if (passed.length + returned.length === 0) continue
    caps.push({ rule: block.rule.words, passed: passed.length, returned: returned.length })
    for (const b of [...passed, ...returned])
      block.eachOf(b, (row) => {
        if (index.rows.alive[row] === 1) seeds.add(row)
      })
  }
  return { former, first, caps, seeds: Int32Array.from(seeds) }
}

/** The records of which a group has changed, or may have. */
class Touched {
  readonly #index: LinkageIndex
  readonly #marked: Uint8Array
  readonly #rows: number[] = []

  constructor(index: LinkageIndex, former: readonly number[]) {
    this.#index = index
    this.#marked = new Uint8Array(index.rows.count)
    for (const row of former) this.group(row)
  }

  has(row: number): boolean {
    return this.#marked[row] === 1
  }

  group(row: number): void {
    if (this.#marked[row] === 1) return
    this.#index.rows.eachOfGroup(row, (other) => {
      this.#marked[other] = 1
      this.#rows.push(other)
    })
  }

  living(): Int32Array {
    return Int32Array.from(this.#rows.filter((row) => this.#index.rows.alive[row] === 1)).sort()
  }
}

/** The records of decisions that are new or withdrawn. */
function decisionsTouched(index: LinkageIndex, decisions: IdDecisions): number[] {
  if (decisions === index.decisions) return []
  return changedPairs(index.decisions, decisions)
    .flat()
    .map((id) => index.rows.find(id))
    .filter((row) => row >= 0)
}

/** A decision about a record that was not there till now begins to hold. */
function touchDecided({ same, notSame }: RowDecisions, first: number, touched: Touched): void {
  for (const pair of [...same, ...notSame]) {
    if (pair.some((row) => row >= first || touched.has(row)))
      for (const row of pair) touched.group(row)
  }
}

/** Weighs the seeds' pairs with everything; what they link is touched. Returns those worth showing. */
async function pairsOfSeeds(
  index: LinkageIndex,
  seeds: Int32Array,
  touched: Touched,
  connection: DuckDBConnection,
): Promise<ChangedPair[]> {
  if (seeds.length === 0) return []
  const found = findPairs(index, seeds)
  const marked = new Uint8Array(index.rows.count)
  for (const row of seeds) marked[row] = 1
  for (let i = 0; i < found.count; i++) {
    marked[found.left[i] as number] = 1
    marked[found.right[i] as number] = 1
  }
  const rows: number[] = []
  for (let row = 0; row < marked.length; row++) if (marked[row] === 1) rows.push(row)
  const weighed = await weighAmong(index, Int32Array.from(rows), found, connection)
  return shownPairs(index, weighed, (l, r, weight) => {
    if (weight < index.matchBits) return
    touched.group(l)
    touched.group(r)
  })
}

function shownPairs(
  { rows, model, matchBits }: LinkageIndex,
  { among, pairs, patterns }: WeighedAmong,
  each: (left: number, right: number, weight: number) => void,
): ChangedPair[] {
  const reviewBits = Math.min(matchBits, bitsOf(model.thresholds.review))
  const shown: ChangedPair[] = []
  const { width, levels } = patterns
  for (const { count, left, right, weight, pattern, rule } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const bits = weight[i] as number
      if (bits < reviewBits) continue
      const l = among[left[i] as number] as number
      const r = among[right[i] as number] as number
      each(l, r, bits)
      const from = (pattern[i] as number) * width
      const ids = [rows.idText(l), rows.idText(r)].sort(byBytes) as [string, string]
      shown.push({
        left: ids[0],
        right: ids[1],
        weight: bits,
        probability: probabilityOf(bits),
        rule: rule[i] as number,
        levels: levels.slice(from, from + width),
      })
    }
  }
  return shown
}

/** Which cluster each touched record was in; what comes after is filled in by `describe`. */
function membershipBefore(
  { rows }: LinkageIndex,
  among: Int32Array,
  former: readonly number[],
  first: number,
): Map<number, Membership> {
  const members = new Map<number, Membership>()
  for (const row of [...former, ...among]) {
    const id = rows.idOf[row] as number
    if (members.has(id)) continue
    const before = row >= first ? -1 : (rows.cluster[row] as number)
    members.set(id, { id: rows.idText(row), before, after: -1 })
  }
  return members
}

function describe(
  { rows }: LinkageIndex,
  members: ReadonlyMap<number, Membership>,
  { counts, unknown }: SortedRows,
  { pairs, seeds, former, caps }: Omit<Taken, 'first'> & { pairs: ChangedPair[] },
): Pick<Difference, 'changes' | 'counts' | 'records' | 'pairs' | 'retracted' | 'caps'> {
  for (const [id, member] of members) {
    const row = rows.rowOf[id] as number
    if (row >= 0) member.after = rows.cluster[row] as number
  }
  const changes = changesOf([...members.values()], byBytes)
  const kinds: Record<ClusterChangeKind, number> = {
    new: 0,
    gone: 0,
    grown: 0,
    shrunk: 0,
    replaced: 0,
    joined: 0,
    split: 0,
    moved: 0,
  }
  for (const { kind } of changes) kinds[kind]++
  const retracted = new Set([...former, ...seeds].map((row) => rows.idText(row)))
  return {
    changes,
    counts: kinds,
    records: { ...counts, unknown },
    pairs: pairs.sort((a, b) => byBytes(a.left, b.left) || byBytes(a.right, b.right)),
    retracted: [...retracted].sort(byBytes),
    caps,
  }
}

function warningsOf(gone: number): Warning[] {
  if (gone === 0) return []
  return [
    {
      code: 'decision-about-missing-record',
      message: `${gone} decisions name a record that is not in the index; they are kept and hold again should it come back.`,
    },
  ]
}

function stopwatch(): { seconds: Record<string, number>; lap: (name: string) => void } {
  const seconds: Record<string, number> = {}
  let from = performance.now()
  return {
    seconds,
    lap(name) {
      const now = performance.now()
      seconds[name] = (now - from) / 1000
      from = now
    },
  }
}
