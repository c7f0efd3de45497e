import { DuckDBInstance } from '@duckdb/node-api'
import { explainPair, link, type Progress, readModel } from '#linkage'
import type { Database, Run } from '#platform/db'
import { decisionsInForce } from './data/decision.queries.ts'
import { type LinkChanges, writeLinks } from './data/links.ts'
import { openReviews } from './data/open-reviews.ts'
import { readFirstLook, stageRows } from './match-table.ts'
import { settle } from './settle.ts'

/** What a match found, for the run's summary. */
export interface MatchChanges extends LinkChanges {
  readonly sourceRecords: number
}

/** How to match. */
export interface MatchOptions {
  /** Path of the linkage model for people. */
  readonly model: string
  /** Letters before the ten digits of a reference. */
  readonly referencePrefix: string
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Finds which source records are of one person and gives each person a stable reference. The
 * matching works on a disposable DuckDB in memory; links and the ledger are written to PostgreSQL in
 * one transaction at the end, so that a run that breaks off changes nothing.
 */
export async function matchPeople(
  database: Database,
  run: Run,
  options: MatchOptions,
): Promise<MatchChanges> {
  const model = await readModel(options.model)
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    const sourceRecords = await stageRows(connection, database)
    const decisions = await decisionsInForce(database.db)
    const result = await link({
      model,
      connection,
      tables: ['person'],
      decisions,
      explain: true,
      ...(options.onProgress && { onProgress: options.onProgress }),
    })
    const { clusters, pairs } = settle({
      ...(await readFirstLook(connection, result)),
      notSame: decisions.notSame,
    })
    const changes = await writeLinks(database, run, options.referencePrefix, {
      clusters,
      pairs,
      modelName: model.name,
      parameters: result.parameters,
    })
    await openReviews(database, run, (left, right) => explainPair(result, left, right))
    return { sourceRecords, ...changes }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
