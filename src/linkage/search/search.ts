import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import type { IndexedColumn, IndexedRows } from '../increment/indexed-rows.ts'
import type { LinkageIndex } from '../increment/linkage-index.ts'
import { byBytes } from '../increment/order.ts'
import { subset } from '../increment/subset.ts'
import { weighPairs } from '../increment/weigh-pairs.ts'
import { probabilityOf } from '../score/scorer.ts'
import { columnsByLikeness, valuesBeginning, valuesLike } from './alike.ts'
import { Candidates } from './candidates.ts'
import { makePostings, type Postings } from './postings.ts'
import { type Query, readQuery, type SearchFields } from './query.ts'
import { Turns } from './turns.ts'

/** Records compared whole in one turn. */
const SLICE = 100
/** Records that came after the lists were made; with more, the lists are made again. */
const MOST_LATER = 20_000

export interface SearchOptions {
  /** How many are wanted (10). */
  limit?: number
  /** How many of the likeliest are compared whole (300). */
  compared?: number
}

/** A record found. */
export interface SearchHit {
  id: string
  /** The name of its cluster: the smallest id in it. */
  cluster: string
  /** Bits, the prior's among them; a beginning counts by how few records begin so. */
  weight: number
  probability: number
  /** The level that it reaches in each comparison of the model. */
  levels: number[]
}

/**
 * Search in an index, in the thread of the caller: it works in turns of a few milliseconds and lets
 * everything else run in between. It follows the changes of the index by itself.
 */
export class Search {
  readonly #index: LinkageIndex
  readonly #connection: DuckDBConnection | null
  readonly #byLikeness: ReadonlySet<string>
  #postings: Postings[] = []
  #madeOf: IndexedRows | null = null
  #making: Promise<void> | null = null

  constructor(index: LinkageIndex, connection: DuckDBConnection | null) {
    this.#index = index
    this.#connection = connection
    this.#byLikeness = columnsByLikeness(index.model)
  }

  /** Bytes of memory beyond the index's own. */
  get bytes(): number {
    return this.#postings.reduce((sum, p) => sum + p.starts.byteLength + p.rows.byteLength, 0)
  }

  /** Makes the lists that searches walk, where they are missing or too old. */
  async prepare(): Promise<void> {
    const { rows } = this.#index
    const covered = this.#postings[0]?.upTo ?? -1
    if (this.#madeOf === rows && rows.count - covered <= MOST_LATER) return
    this.#making ??= this.#make().finally(() => {
      this.#making = null
    })
    await this.#making
  }

  async #make(): Promise<void> {
    const { rows } = this.#index
    const turns = new Turns()
    const count = rows.count
    const made: Postings[] = []
    for (const column of rows.columns) made.push(await makePostings(column, count, turns))
    this.#postings = made
    this.#madeOf = rows
  }

  /**
   * The records that a record, or the little that is known of one, is likeliest to be about, ranked
   * by weight. First those that share a value are compared; where none of them is a match, also
   * those whose values are a slip away.
   */
  async find(fields: SearchFields, options: SearchOptions = {}): Promise<SearchHit[]> {
    const query = readQuery(this.#index.model, fields)
    for (;;) {
      if (this.#index.broken)
        throw new LinkageError('index-unusable', 'The index is being changed, or failed.')
      const { version } = this.#index
      const hits = await this.#findOnce(query, options)
      // What was found while the index changed is half old and half new.
      if (this.#index.version === version) return hits
    }
  }

  async #findOnce(query: Query, options: SearchOptions): Promise<SearchHit[]> {
    await this.prepare()
    const turns = new Turns()
    const candidates = new Candidates(this.#index, this.#postings, query)
    for (const [c, beginning] of query.beginnings.entries()) {
      if (beginning === null) continue
      const { values } = this.#index.rows.columns[c] as IndexedColumn
      candidates.mustBegin(c, await valuesBeginning(values, beginning, turns))
    }
    const most = options.compared ?? 300
    let ranked = await this.#weigh(query, candidates, candidates.likeliest(most), turns)
    if ((ranked[0]?.weight ?? Number.NEGATIVE_INFINITY) < this.#index.matchBits) {
      for (const c of this.#slipColumns(query)) {
        const { values, name } = this.#index.rows.columns[c] as IndexedColumn
        for (const from of this.#typedFor(name, query))
          candidates.addAlike(c, await valuesLike(values, from, turns))
      }
      ranked = await this.#weigh(query, candidates, candidates.likeliest(most), turns)
    }
    return ranked.slice(0, options.limit ?? 10).map((hit) => ({
      ...hit,
      cluster: this.#index.clusterOf(hit.id)[0] ?? hit.id,
    }))
  }

  #slipColumns({ values }: Query): number[] {
    return this.#index.rows.columns.flatMap(({ name }, c) =>
      this.#byLikeness.has(name) && (values[c] ?? null) !== null ? [c] : [],
    )
  }

  /** What was given for a column, or for the one that it may be swapped with. */
  #typedFor(name: string, query: Query): string[] {
    const { columns } = this.#index.rows
    const swapped = this.#index.model.comparisons.flatMap((c) =>
      c.eitherWay?.columns.includes(name) ? c.eitherWay.columns : [],
    )
    const names = new Set([name, ...swapped])
    const typed = columns.flatMap((c, i) => (names.has(c.name) ? [query.values[i] ?? null] : []))
    return [...new Set(typed.filter((t) => t !== null))]
  }

  async #weigh(
    query: Query,
    candidates: Candidates,
    likeliest: Int32Array,
    turns: Turns,
  ): Promise<Omit<SearchHit, 'cluster'>[]> {
    const hits: Omit<SearchHit, 'cluster'>[] = []
    for (let from = 0; from < likeliest.length; from += SLICE) {
      if (turns.isDue) await turns.next()
      const among = likeliest.subarray(from, from + SLICE)
      hits.push(...(await this.#weighSome(query, candidates, among)))
    }
    return hits.sort((a, b) => b.weight - a.weight || byBytes(a.id, b.id))
  }

  async #weighSome(
    query: Query,
    candidates: Candidates,
    among: Int32Array,
  ): Promise<Omit<SearchHit, 'cluster'>[]> {
    const { rows, model, basis } = this.#index
    const n = among.length
    const list = {
      count: n,
      left: Int32Array.from(among, (_, i) => i),
      right: new Int32Array(n).fill(n),
      rule: new Uint8Array(n),
    }
    const records = subset(this.#index, among, query.values)
    const frozen = { model, parameters: basis.parameters, frequencies: basis.frequencies }
    const { pairs, patterns } = await weighPairs(frozen, records, list, this.#connection)
    const hits: Omit<SearchHit, 'cluster'>[] = []
    for (const { count, left, weight, pattern } of pairs.chunks) {
      for (let i = 0; i < count; i++) {
        const row = among[left[i] as number] as number
        // It may have been removed since the candidates were found.
        if (rows.alive[row] === 0) continue
        const bits = (weight[i] as number) + candidates.beginningBits
        const at = (pattern[i] as number) * patterns.width
        hits.push({
          id: rows.idText(row),
          weight: bits,
          probability: probabilityOf(bits),
          levels: patterns.levels.slice(at, at + patterns.width),
        })
      }
    }
    return hits
  }
}

/**
 * Prepares an index for search. The connection is needed only where the model compares by SQL of
 * its own.
 */
export async function openSearch(
  index: LinkageIndex,
  connection: DuckDBConnection | null = null,
): Promise<Search> {
  const search = new Search(index, connection)
  await search.prepare()
  return search
}
