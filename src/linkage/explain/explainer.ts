import type { DuckDBConnection } from '@duckdb/node-api'
import type { Comparer } from '../compare/comparer.ts'
import { makeComparers, resolveComparers } from '../compare/make-comparers.ts'
import { Patterns } from '../compare/patterns.ts'
import { LinkageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { readOutsideFrequencies } from '../records/outside-frequencies.ts'
import { readRecords } from '../records/read-records.ts'
import type { Records } from '../records/records.ts'
import { quote } from '../records/tables.ts'
import type { FrequencyTable } from '../score/frequency-table.ts'
import { makeScorer, type Scorer } from '../score/scorer.ts'
import { makeTermFrequencies, type TermFrequencies } from '../score/term-frequencies.ts'
import { checkParameters, type Parameters } from '../train/parameters.ts'
import { savedPatternBits } from '../train/pattern-bits.ts'
import { withVariants } from '../train/variants.ts'
import { explainScored } from './explain-scored.ts'
import type { Explanation } from './explanation.ts'

/** Records ready to be compared, and what a model has learnt about them. */
export interface Explainable {
  /** The model with the variants that training has learnt. */
  model: Model
  parameters: Parameters
  records: Records
  comparers: readonly Comparer[]
  frequencies: TermFrequencies
}

/** Explains any two of its records, by their numbers, whether or not a rule proposes them. */
export class Explainer {
  readonly of: Explainable
  readonly #connection: DuckDBConnection
  readonly #idTable: string
  readonly #patterns: Patterns
  #scorer: Scorer | null = null

  /** `idTable` holds the ids in the order of the records' places; `connection` holds it. */
  constructor(of: Explainable, connection: DuckDBConnection, idTable: string) {
    this.of = of
    this.#connection = connection
    this.#idTable = idTable
    this.#patterns = new Patterns(of.model.comparisons.map((c) => c.levels.length))
  }

  /** Explains two records by their numbers. */
  async rows(left: number, right: number): Promise<Explanation> {
    const [l, r] = left < right ? [left, right] : [right, left]
    const pattern = await this.#patternOf(l, r)
    return explainScored(
      { ...this.of, patterns: this.#patterns, scorer: this.#scored() },
      pattern,
      l,
      r,
    )
  }

  /** The numbers of two ids; throws `input-invalid` where there is no such record. */
  async find(a: string | number, b: string | number): Promise<[number, number]> {
    const found = await this.#connection.runAndReadAll(
      `SELECT id, rowid FROM ${quote(this.#idTable)} WHERE id IN ($1, $2)`,
      [String(a), String(b)],
    )
    const rowAt = this.of.records.rowsByPlace()
    const rows = new Map(
      found.getRows().map((row) => [String(row[0]), rowAt[Number(row[1])] as number]),
    )
    const [x, y] = [rows.get(String(a)), rows.get(String(b))]
    if (x !== undefined && y !== undefined) return [x, y]
    throw new LinkageError(
      'input-invalid',
      'A pair cannot be explained, since one of its records is not in the tables.',
    )
  }

  async #patternOf(left: number, right: number): Promise<number> {
    const before = this.#patterns.size
    let levels = levelsOf(this.of.comparers, left, right)
    if (await resolveComparers(this.of.comparers, this.#connection, this.#idTable))
      levels = levelsOf(this.of.comparers, left, right)
    const pattern = this.#patterns.number(levels)
    // A scorer knows the patterns that there were when it was made.
    if (this.#patterns.size > before) this.#scorer = null
    return pattern
  }

  #scored(): Scorer {
    const { model, parameters, frequencies } = this.of
    const learnt = parameters.patterns
      ? savedPatternBits(parameters.patterns, this.#patterns)
      : null
    this.#scorer ??= makeScorer(model, parameters, this.#patterns, frequencies, learnt)
    return this.#scorer
  }
}

/** The level that two records reach in each comparison. */
export function levelsOf(comparers: readonly Comparer[], left: number, right: number): Uint8Array {
  return Uint8Array.from(
    comparers.flatMap(({ comparisons, codes, level }) => {
      const reached = level(codes[left] as number, codes[right] as number)
      return comparisons.length === 1 ? [reached] : [reached >> 4, reached & 15]
    }),
  )
}

/** What can be explained: a run that was asked to `explain`, or an explainer opened by itself. */
export type Explains = Explainer | { explainer?: Explainer }

/** Explains two records by their ids; throws `input-invalid` where one is not there. */
export async function explainPair(
  from: Explains,
  a: string | number,
  b: string | number,
): Promise<Explanation> {
  const explainer = from instanceof Explainer ? from : from.explainer
  if (!explainer) {
    throw new LinkageError(
      'input-invalid',
      'This run kept nothing to explain its pairs with. Link with "explain: true", or open an explainer.',
    )
  }
  return await explainer.rows(...(await explainer.find(a, b)))
}

let opened = 0

/**
 * Opens records to be explained without linking them again: the same model, frozen parameters and
 * tables as in the run. It leaves a temporary table of ids in the connection until closed.
 */
export async function openExplainer(options: {
  model: Model
  parameters: Parameters
  connection: DuckDBConnection
  tables: readonly string[]
  /** Frozen frequencies of values, where the run had them. */
  frequencies?: FrequencyTable
}): Promise<{ explainer: Explainer; close(): Promise<void> }> {
  const { parameters, connection, tables } = options
  const model = parameters.variants
    ? withVariants(options.model, parameters.variants)
    : options.model
  checkParameters(parameters, model)
  const idTable = `linkage_explainer_${++opened}_ids`
  const close = async () => {
    await connection.run(`DROP TABLE IF EXISTS temp.${quote(idTable)}`)
  }
  try {
    const records = await readRecords(connection, tables, model, idTable, async () => {})
    const outside = await readOutsideFrequencies(connection, model)
    const explainable = {
      model,
      parameters,
      records,
      comparers: makeComparers(model.comparisons, records),
      frequencies: makeTermFrequencies(model, records, outside, options.frequencies),
    }
    return { explainer: new Explainer(explainable, connection, idTable), close }
  } catch (error) {
    await close()
    throw error
  }
}
