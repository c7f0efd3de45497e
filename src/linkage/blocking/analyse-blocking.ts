import type { DuckDBConnection } from '@duckdb/node-api'
import type { Model } from '../model/model.ts'
import { readRecords } from '../records/read-records.ts'
import { quote } from '../records/tables.ts'
import { makeBlocks, type Skipped, sizesOf } from './block.ts'
import { apartSources, CandidatePairs } from './candidates.ts'

/** What one blocking rule costs and adds. */
export interface RuleAnalysis {
  rule: string
  blocks: number
  /** Records that are in some block. */
  records: number
  largestBlock: number
  /** Pairs that the rule would propose alone. */
  pairsAlone: number
  /** Pairs that no rule before it proposes; null where there were too many to count. */
  pairsAdded: number | null
  skipped: Skipped
}

/** More pairs than this are not visited one by one. */
const MOST_VISITED = 100_000_000

let runs = 0

/** Looks at what each of a model's blocking rules costs and adds, without comparing anything. */
export async function analyseBlocking(options: {
  model: Model
  connection: DuckDBConnection
  tables: readonly string[]
}): Promise<RuleAnalysis[]> {
  const { model, connection, tables } = options
  const idTable = `linkage_analysis_${++runs}_ids`
  try {
    const records = await readRecords(connection, tables, model, idTable, async () => {})
    const blocks = model.blocking.map((rule) => makeBlocks(rule, records))
    const sizes = blocks.map(sizesOf)
    const added = blocks.map(() => 0)
    const countable = sizes.reduce((sum, { pairs }) => sum + pairs, 0) <= MOST_VISITED
    if (countable) {
      const apart = apartSources(model, records, tables.length > 1)
      new CandidatePairs(blocks, records, apart).visitAll((_l, _r, rule, isApart) => {
        if (!isApart) added[rule] = (added[rule] as number) + 1
      })
    }
    return sizes.map(({ blocks: count, largest, pairs, skipped }, i) => ({
      rule: model.blocking[i]?.words ?? '',
      blocks: count,
      records: new Set(blocks[i]?.rows).size,
      largestBlock: largest,
      pairsAlone: pairs,
      pairsAdded: countable ? (added[i] as number) : null,
      skipped,
    }))
  } finally {
    await connection.run(`DROP TABLE IF EXISTS temp.${quote(idTable)}`)
  }
}
