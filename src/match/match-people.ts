import { rm } from 'node:fs/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type Explanation, explainPair, openExplainer, type Progress, readModel } from '#linkage'
import type { Database, Run } from '#platform/db'
import { decisionsInForce } from './data/decision.queries.ts'
import { type LinkChanges, writeLinks } from './data/links.ts'
import { openReviews } from './data/open-reviews.ts'
import { MatchIndex, openMatchIndex } from './match-index.ts'
import { openTable, type StagedRows, stageRows } from './match-table.ts'

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
    const decisions = await decisionsInForce(database.db)
    const { index, rematched, staged } = await upToDate(connection, database, options, decisions)
    const { clusters, pairs } = index.settle(decisions.notSame)
    const { model, parameters } = index.basis
    const changes = await writeLinks(database, run, options.referencePrefix, {
      clusters,
      pairs,
      weakLinks: index.weakLinks(),
      modelName: model.name,
      parameters,
    })
    await openReviews(database, run, (asked) => explainPairs(connection, index, asked))
    if (options.indexFile !== undefined) {
      // Made without gaps: a source may have had erased what was changed or removed.
      const kept = rematched > 0 ? index.compact() : index
      await kept.save(options.indexFile, staged.seen)
    }
    const sourceRecords = staged.count
    return { sourceRecords, rematched, ...changes }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

type Decisions = Awaited<ReturnType<typeof decisionsInForce>>

/** The index over all records in force: the one of an earlier run with the changes laid over it, or a new one. */
async function upToDate(
  connection: DuckDBConnection,
  database: Database,
  { model: path, indexFile, onProgress }: MatchOptions,
  decisions: Decisions,
): Promise<{ index: MatchIndex; rematched: number; staged: StagedRows }> {
  const model = await readModel(path)
  const kept = indexFile === undefined ? undefined : await MatchIndex.load(indexFile, model)
  if (kept !== undefined) {
    const known = { ids: new Set(kept.ids()), seen: kept.seen ?? {} }
    const staged = await stageRows(connection, database, known)
    const { removed } = staged
    const { changed } = await kept.apply({ connection, table: 'person', removed, decisions })
    return { index: kept, rematched: changed + removed.length, staged }
  }
  const staged = await stageRows(connection, database)
  const index = await openMatchIndex({
    model,
    connection,
    table: 'person',
    decisions,
    ...(onProgress && { onProgress }),
  })
  return { index, rematched: index.count, staged }
}

/** Why each of some pairs weighs what it does. */
async function explainPairs(
  connection: DuckDBConnection,
  index: MatchIndex,
  asked: readonly (readonly [string, string])[],
): Promise<Explanation[]> {
  if (asked.length === 0) return []
  const table = await openTable(connection, 'asked_about')
  for (const row of index.rowsOf(new Set(asked.flat()))) table.append(row)
  table.close()
  const { model, parameters, frequencies } = index.basis
  const { explainer, close } = await openExplainer({
    model,
    parameters,
    frequencies,
    connection,
    tables: ['asked_about'],
  })
  const found: Explanation[] = []
  for (const [left, right] of asked) found.push(await explainPair(explainer, left, right))
  await close()
  return found
}

/**
 * Removes the index that is kept from night to night, since it holds values of records that were
 * erased. The next run makes a new one; references stay with the people.
 */
export async function forgetMatchIndex(indexFile: string): Promise<void> {
  await rm(indexFile, { force: true })
  await rm(`${indexFile}.pairs`, { force: true })
}
