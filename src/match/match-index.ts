import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  applyChanges,
  compactIndex,
  type LinkageIndex,
  loadIndex,
  openIndex,
  saveIndex,
} from '#linkage'
import type { SeenLoads } from './data/changed-records.queries.ts'
import type { ReviewPair } from './data/links.ts'
import {
  listsOf,
  type MatchRow,
  matchColumns,
  propertyOf,
  rowsForm,
  splitMatchId,
} from './rules/match-row.ts'
import { type WeakLink, weakLinks } from './rules/weak-links.ts'
import { type FirstLook, type Settled, settle } from './settle.ts'

type Model = LinkageIndex['model']
type Decisions = NonNullable<Parameters<typeof applyChanges>[1]['decisions']>

/** What a change did to the index. */
export interface MatchIndexChange {
  /** Records that were new or not as they were. */
  readonly changed: number
  readonly removed: number
  /** Records that were clustered again. */
  readonly touched: number
}

/**
 * The matching of people, kept ready from night to night: all records with their clusters, the model
 * and the frequencies of names frozen, and every pair that weighs enough to be looked at. A night
 * compares only what it changes; the answer is the one of a run over everything with the same frozen
 * model.
 */
export class MatchIndex {
  readonly #index: LinkageIndex
  /** By the two ids, the smaller first. */
  readonly #pairs: Map<string, ReviewPair>
  /** The pairs of each record, by their keys. */
  readonly #pairsOf = new Map<string, Set<string>>()
  /** Up to which loads it knows the records; undefined where that is not known of all of them. */
  readonly seen: SeenLoads | undefined

  constructor(index: LinkageIndex, pairs: Iterable<ReviewPair>, seen?: SeenLoads) {
    this.#index = index
    this.seen = seen
    this.#pairs = new Map()
    for (const pair of pairs) this.#put(pair)
  }

  /** The model with what it learnt, frozen. */
  get basis(): LinkageIndex['basis'] {
    return this.#index.basis
  }

  /** Records in it. */
  get count(): number {
    return this.#index.count
  }

  /** Every pair that weighs enough to be looked at. */
  get pairs(): Iterable<ReviewPair> {
    return this.#pairs.values()
  }

  /** The ids of all records. */
  *ids(): Generator<string> {
    for (const [id] of this.#index.partition()) yield id
  }

  /**
   * Takes in what a night brought.
   *
   * @param table new and changed records; records given as they were cost next to nothing
   */
  async apply(change: {
    readonly connection: DuckDBConnection
    readonly table: string
    readonly removed: readonly string[]
    readonly decisions?: Decisions
  }): Promise<MatchIndexChange> {
    const { connection, table, removed, decisions } = change
    const difference = await applyChanges(this.#index, {
      connection,
      tables: [table],
      removed,
      ...(decisions && { decisions }),
    })
    for (const id of difference.retracted) this.#forget(id)
    for (const { left, right, weight, probability } of difference.pairs) {
      this.#put(inOrder({ left, right, weight, probability }))
    }
    return {
      changed: difference.records.new + difference.records.changed,
      removed: difference.records.removed,
      touched: difference.touched,
    }
  }

  /** Pairs that alone hold two parts of a person together, and are weak. */
  weakLinks(): WeakLink[] {
    return weakLinks(new Map(this.#index.partition()), this.#pairs.values())
  }

  /** Who is who now, after the second look, and what people must be asked. */
  settle(notSame: FirstLook['notSame'] = []): Settled {
    const clusterOf = new Map(this.#index.partition())
    const across = [...this.#pairs.values()].filter(
      ({ left, right }) => clusterOf.get(left) !== clusterOf.get(right),
    )
    const clusters = new Set(
      across.flatMap(({ left, right }) => [clusterOf.get(left), clusterOf.get(right)]),
    )
    const rows = new Map<string, MatchRow>()
    for (const [id, cluster] of clusterOf) {
      if (clusters.has(cluster)) rows.set(id, this.#rowOf(id))
    }
    return settle({ clusterOf, across, rows, notSame })
  }

  /** The rows of some records, as they were given, in all that the model compares by. */
  rowsOf(ids: Iterable<string>): MatchRow[] {
    return [...ids].map((id) => this.#rowOf(id))
  }

  /**
   * The same without anything that removed records and earlier forms of changed ones held: a source may
   * have had them erased.
   */
  compact(): MatchIndex {
    return new MatchIndex(compactIndex(this.#index), this.#pairs.values(), this.seen)
  }

  #rowOf(id: string): MatchRow {
    // The model calls the column of the feeds by another name.
    const own: Readonly<Record<string, string>> = { id, feed: splitMatchId(id).feed }
    const entries = Object.entries(matchColumns).map(([column, kind]) => {
      const value = own[column] ?? this.#index.valueOf(id, column)
      return [propertyOf(column), kind === 'list' ? listsOf(value) : value]
    })
    return Object.fromEntries(entries) as MatchRow
  }

  #put(pair: ReviewPair) {
    const key = `${pair.left}\n${pair.right}`
    this.#pairs.set(key, pair)
    for (const id of [pair.left, pair.right]) {
      const keys = this.#pairsOf.get(id)
      if (keys) keys.add(key)
      else this.#pairsOf.set(id, new Set([key]))
    }
  }

  #forget(id: string) {
    for (const key of this.#pairsOf.get(id) ?? []) {
      const pair = this.#pairs.get(key)
      if (pair === undefined) continue
      this.#pairs.delete(key)
      this.#pairsOf.get(pair.left === id ? pair.right : pair.left)?.delete(key)
    }
    this.#pairsOf.delete(id)
  }

  /**
   * Saves it as two files, readable by their owner alone; they hold values of records.
   *
   * @param seen up to which loads it knows the records
   */
  async save(path: string, seen?: SeenLoads): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    // Gone first: an index without its pairs is none, and one with those of another night would lie.
    await rm(`${path}.pairs`, { force: true })
    await saveIndex(path, this.#index)
    const file = await open(`${path}.pairs.new`, 'w', 0o600)
    try {
      let lines = `${JSON.stringify({ rowsForm, seen })}\n`
      for (const { left, right, weight, probability } of this.#pairs.values()) {
        lines += `${JSON.stringify([left, right, weight, probability])}\n`
        if (lines.length < 1_000_000) continue
        await file.write(lines)
        lines = ''
      }
      await file.write(`${lines}end\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.pairs.new`, `${path}.pairs`)
  }

  /** The index kept at a path; undefined where there is none, or it was made with another model. */
  static async load(path: string, model: Model): Promise<MatchIndex | undefined> {
    if (!existsSync(path) || !existsSync(`${path}.pairs`)) return undefined
    const index = await loadIndex(path)
    if (JSON.stringify(index.basis.model.file) !== JSON.stringify(model.file)) return undefined
    const pairs: ReviewPair[] = []
    const file = await open(`${path}.pairs`)
    let isWhole = false
    let seen: SeenLoads | undefined
    try {
      for await (const line of file.readLines()) {
        isWhole = line === 'end'
        if (isWhole) break
        const read = JSON.parse(line)
        if (!Array.isArray(read)) {
          // Rows that were standardised otherwise are all given again.
          if (read.rowsForm === rowsForm) seen = read.seen
          continue
        }
        const [left, right, weight, probability] = read
        pairs.push({ left, right, weight, probability })
      }
    } finally {
      await file.close()
    }
    if (!isWhole) throw new Error('The pairs beside the index of the matching are not whole.')
    return new MatchIndex(index, pairs, seen)
  }
}

/** Links a table of records, learns the model from them unless it is given frozen, and keeps all ready. */
export async function openMatchIndex(options: {
  readonly model: Model
  readonly connection: DuckDBConnection
  readonly table: string
  readonly decisions?: Decisions
  readonly frozen?: Pick<LinkageIndex['basis'], 'parameters' | 'frequencies'>
  readonly onProgress?: NonNullable<Parameters<typeof openIndex>[0]['onProgress']>
}): Promise<MatchIndex> {
  const { model, connection, table, decisions, frozen, onProgress } = options
  const { index, pairs } = await openIndex({
    model,
    connection,
    tables: [table],
    keepPairs: true,
    ...(decisions && {
      decisions: { same: decisions.same.map(copy), notSame: decisions.notSame.map(copy) },
    }),
    ...(frozen && { parameters: frozen.parameters, frequencies: frozen.frequencies }),
    ...(onProgress && { onProgress }),
  })
  return new MatchIndex(index, pairs.map(inOrder))
}

const copy = ([a, b]: readonly [string | number, string | number]): [
  string | number,
  string | number,
] => [a, b]

function inOrder(pair: ReviewPair): ReviewPair {
  return pair.left < pair.right ? pair : { ...pair, left: pair.right, right: pair.left }
}
