import { type Apart, apartSources } from '../blocking/candidates.ts'
import type { Model } from '../model/model.ts'
import type { FrequencyTable } from '../score/frequency-table.ts'
import { bitsOf } from '../score/scorer.ts'
import type { Parameters } from '../train/parameters.ts'
import { withVariants } from '../train/variants.ts'
import type { IdDecisions } from './decisions-by-id.ts'
import { IndexedRows } from './indexed-rows.ts'
import { byBytes } from './order.ts'
import { RuleBlocks } from './rule-blocks.ts'

/** What an index is made with and never changes. */
export interface IndexBasis {
  model: Model
  parameters: Parameters
  frequencies: FrequencyTable
  /** Probability from which two records are joined. */
  threshold: number
  /** Whether it was made from several tables, each a source unless the model names a column. */
  severalTables: boolean
  seed: number
}

/**
 * Linked records, kept ready: new, changed and removed ones are compared with them (`applyChanges`)
 * and searched among them (`openSearch`), with a model that is frozen. `openIndex` makes one from
 * tables, `saveIndex` and `loadIndex` keep it on disk.
 */
export class LinkageIndex {
  /** The model as it was written; what it learnt of variants is in the parameters. */
  readonly basis: IndexBasis
  /** The model with the variants that it learnt. */
  readonly model: Model
  readonly matchBits: number
  sourceNames: string[]
  rows: IndexedRows
  blocks: RuleBlocks[]
  decisions: IdDecisions = { same: [], notSame: [] }
  /** Set while a change is being made: one that failed half way leaves no index to be used. */
  broken = false
  /** Rises with every change. */
  version = 0

  constructor(basis: IndexBasis, sourceNames: readonly string[]) {
    const { model, parameters } = basis
    this.basis = basis
    this.model = parameters.variants ? withVariants(model, parameters.variants) : model
    this.matchBits = bitsOf(basis.threshold)
    this.sourceNames = [...sourceNames]
    this.rows = new IndexedRows(model.columns.map((c) => c.name))
    this.blocks = model.blocking.map((rule) => new RuleBlocks(rule))
  }

  /** Records in it. */
  get count(): number {
    return this.rows.living
  }

  /** Which records its sources hold apart. */
  get apart(): Apart {
    return apartSources(this.model, this, this.basis.severalTables)
  }

  /** Bytes of memory that its arrays take. */
  get bytes(): number {
    return this.blocks.reduce((sum, b) => sum + b.bytes, this.rows.bytes)
  }

  /** The ids of the records in one cluster with a record, in order; none where it is not there. */
  clusterOf(id: string | number): string[] {
    const row = this.rows.find(String(id))
    if (row < 0) return []
    const found: string[] = []
    this.rows.eachOfGroup(row, (other) => {
      if (this.rows.cluster[other] === this.rows.cluster[row]) found.push(this.rows.idText(other))
    })
    return found.sort(byBytes)
  }

  /** What a record holds of one of the model's columns; undefined where it is missing, or there is no such record. */
  valueOf(id: string, column: string): string | undefined {
    const row = this.rows.find(id)
    const found = this.rows.columns.find(({ name }) => name === column)
    if (row < 0 || found === undefined) return undefined
    const code = found.codes[row] as number
    return code < 0 ? undefined : found.values.text(code)
  }

  /** Every record with the name of its cluster, which is its smallest id. */
  *partition(): Generator<[id: string, cluster: string]> {
    const { rows } = this
    const names = new Map<number, string>()
    for (let row = 0; row < rows.count; row++) {
      if (rows.alive[row] === 0) continue
      const cluster = rows.cluster[row] as number
      const known = names.get(cluster)
      const id = rows.idText(row)
      if (known === undefined || byBytes(id, known) < 0) names.set(cluster, id)
    }
    for (let row = 0; row < rows.count; row++) {
      if (rows.alive[row] === 1)
        yield [rows.idText(row), names.get(rows.cluster[row] as number) as string]
    }
  }
}
