import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { openFile } from '../link-files.ts'
import type { Model } from '../model/model.ts'
import type { Warning } from '../options.ts'
import type { Progress } from '../progress.ts'
import { quote } from '../records/tables.ts'
import type { Parameters } from '../train/parameters.ts'
import { applyChanges } from './apply-changes.ts'
import type { Difference } from './difference.ts'
import { loadIndex, saveIndex } from './index-file.ts'
import { openIndex } from './open-index.ts'

export interface IndexFilesOptions {
  /** CSV or Parquet files: one, or one for each source. */
  files: readonly string[]
  model: Model
  /** Where the index goes. */
  out: string
  parameters?: Parameters
  threshold?: number
  seed?: number
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** Links the records of files and saves an index of them. */
export async function indexFiles(
  options: IndexFilesOptions,
): Promise<{ records: number; warnings: Warning[] }> {
  const { files, model, out, ...rest } = options
  return await withDatabase(async (connection) => {
    const tables: string[] = []
    for (const file of files)
      tables.push(await openFile(connection, file, tables.length, model.id, undefined))
    const { index, warnings } = await openIndex({ ...rest, model, connection, tables })
    await saveIndex(out, index)
    return { records: index.count, warnings }
  })
}

export interface ChangeFilesOptions {
  /** The index as it was saved. */
  index: string
  /** New and changed records: the n-th file holds those of the n-th file indexed. */
  files: readonly string[]
  /** A file of which the first column holds ids of records that are gone. */
  removed?: string
  /** Where the changed index goes; left out, in the place of the old one. */
  out?: string
}

/** Brings a saved index up to date with files, saves it and says what has changed. */
export async function changeIndexFile(options: ChangeFilesOptions): Promise<Difference> {
  const index = await loadIndex(options.index)
  return await withDatabase(async (connection) => {
    const tables: string[] = []
    for (const file of options.files)
      tables.push(await openFile(connection, file, tables.length, index.model.id, undefined))
    const removed = options.removed
      ? await firstColumn(connection, options.removed, index.model.id, tables.length)
      : []
    if (tables.length + removed.length === 0) {
      throw new LinkageError(
        'input-invalid',
        'Nothing was given to change: name a file of new and changed records, or of removed ones.',
      )
    }
    const difference = await applyChanges(index, { connection, tables, removed })
    await saveIndex(options.out ?? options.index, index)
    return difference
  })
}

async function firstColumn(
  connection: DuckDBConnection,
  file: string,
  id: string,
  number: number,
): Promise<string[]> {
  const table = await openFile(connection, file, number, id, undefined)
  const rows = await connection.runAndReadAll(`SELECT * FROM ${quote(table)}`)
  return rows.getRows().flatMap(([first]) => (first === null ? [] : [String(first)]))
}

async function withDatabase<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return await work(connection)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
