import { rm } from 'node:fs/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { explainPair, openExplainer, type Progress, readModel } from '#linkage'
import type { Database, Run } from '#platform/db'
import { decisionsInForce } from './data/decision.queries.ts'
import { type LinkChanges, writeLinks } from './data/links.ts'
import { openReviews } from './data/open-reviews.ts'
import { MatchIndex, openMatchIndex } from './match-index.ts'
import { stageRows } from './match-table.ts'

/** What a match found, for the run's summary. */
export interface MatchChanges extends LinkChanges {
  readonly sourceRecords: number
  /** Records that were new or not as the run before had them; all of them in a first run. */
  readonly rematched: number
}

/** How to match. */
export interface MatchOptions {
  /** Path of the linkage model for people. */
  readonly model: string
  /** Letters before the ten digits of a reference. */
  readonly referencePrefix: string
  /** Where the index is kept from night to night; without it every run learns and matches everything anew. */
  readonly indexFile?: string
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Finds which source records are of one person and gives each person a stable reference. The
 * matching works on a disposable DuckDB in memory; links and the ledger are written to PostgreSQL in
 * one transaction at the end, so that a run that breaks off changes nothing.
 *
 * With an index of an earlier run only what has changed since is compared, by the model as it was
 * frozen then. The answer depends on the records in force alone, not on the nights between.
 */
export async function matchPeople(
  database: Database,
  run: Run,
  options: MatchOptions,
): Promise<MatchChanges> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  try {
    const sourceRecords = await stageRows(connection, database)
    const decisions = await decisionsInForce(database.db)
    const { index, rematched, removed } = await upToDate(connection, options, decisions)
    const { clusters, pairs } = index.settle(decisions.notSame)
    const { model, parameters, frequencies } = index.basis
    const changes = await writeLinks(database, run, options.referencePrefix, {
      clusters,
      pairs,
      weakLinks: index.weakLinks(),
      modelName: model.name,
      parameters,
    })
    const { explainer, close } = await openExplainer({
      model,
      parameters,
      frequencies,
      connection,
      tables: ['person'],
    })
    await openReviews(database, run, (left, right) => explainPair(explainer, left, right))
    await close()
    if (options.indexFile !== undefined) {
      const kept = removed > 0 ? await withoutRemoved(connection, index, decisions) : index
      await kept.save(options.indexFile)
    }
    return { sourceRecords, rematched, ...changes }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

type Decisions = Awaited<ReturnType<typeof decisionsInForce>>

/** The index over the staged records: the one of an earlier run with the changes laid over it, or a new one. */
async function upToDate(
  connection: DuckDBConnection,
  { model: path, indexFile, onProgress }: MatchOptions,
  decisions: Decisions,
): Promise<{ index: MatchIndex; rematched: number; removed: number }> {
  const model = await readModel(path)
  const kept = indexFile === undefined ? undefined : await MatchIndex.load(indexFile, model)
  if (kept !== undefined) {
    const reader = await connection.runAndReadAll('select id from person')
    const here = new Set(reader.getRowsJS().map(([id]) => String(id)))
    const removed = [...kept.ids()].filter((id) => !here.has(id))
    const { changed } = await kept.apply({ connection, table: 'person', removed, decisions })
    return { index: kept, rematched: changed + removed.length, removed: removed.length }
  }
  const index = await openMatchIndex({
    model,
    connection,
    table: 'person',
    decisions,
    ...(onProgress && { onProgress }),
  })
  return { index, rematched: index.count, removed: 0 }
}

/**
 * The same index made anew: what was removed leaves its values behind in the one it was removed from, and
 * a source may have had them erased.
 */
async function withoutRemoved(
  connection: DuckDBConnection,
  { basis }: MatchIndex,
  decisions: Decisions,
): Promise<MatchIndex> {
  const { model, parameters, frequencies } = basis
  return openMatchIndex({
    model,
    connection,
    table: 'person',
    decisions,
    frozen: { parameters, frequencies },
  })
}

/**
 * Removes the index that is kept from night to night, since it holds values of records that were
 * erased. The next run makes a new one; references stay with the people.
 */
export async function forgetMatchIndex(indexFile: string): Promise<void> {
  await rm(indexFile, { force: true })
  await rm(`${indexFile}.pairs`, { force: true })
}
