import { chmod, stat, writeFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { LinkageError } from './errors.ts'
import { scoreClusters } from './evaluate/cluster-scores.ts'
import { link } from './link.ts'
import { columnsOf } from './model/expression.ts'
import type { Model } from './model/model.ts'
import { type BlockingReport, checkThreshold, type LinkOptions, type Warning } from './options.ts'
import type { Progress } from './progress.ts'
import { quote } from './records/tables.ts'
import { linkWithReport } from './report/link-with-report.ts'
import type { Parameters } from './train/parameters.ts'

export interface LinkFilesOptions {
  /** CSV or Parquet files: one, or one for each source. */
  files: readonly string[]
  model: Model
  /** A column that holds the truth, for the figures only: the engine never sees it. */
  truth?: string
  /** Where to write id,cluster as CSV. */
  out?: string
  /**
   * Where to write a report of the run, whether it may show values of records (true), and at which
   * further probabilities it is to build clusters, to compare.
   */
  report?: { file: string; values?: boolean; alsoAt?: readonly number[] }
  /** Probability from which two records are joined, in place of the model's. */
  threshold?: number
  parameters?: Parameters
  seed?: number
  threads?: number
  /** What the database and the table of pairs may hold; the rest spills to disk. */
  memoryLimitMb?: number
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/** What `kith link` prints; precision, recall and f1 are null without a truth. */
export interface LinkReport {
  records: number
  clusters: number
  candidatePairs: number
  precision: number | null
  recall: number | null
  f1: number | null
  /** Of the linking alone; reading the files and judging by the truth come on top. */
  linkSeconds: number
  wallSeconds: number
  cpuSeconds: number
  peakMemoryMb: number
  parameters: Parameters
  blocking: BlockingReport[]
  warnings: Warning[]
  seconds: Record<string, number>
}

/** Links the records of files, and judges the answer where a truth column is named. */
export async function linkFiles(options: LinkFilesOptions): Promise<LinkReport> {
  const { files, model, truth, out, report } = options
  const started = performance.now()
  const cpu = process.cpuUsage()
  refuseTruthInModel(model, truth)
  if (options.threshold !== undefined) checkThreshold(options.threshold, 'The threshold')
  if (report) await refuseMissingFolder(report.file)
  const instance = await DuckDBInstance.create(':memory:', {
    ...(options.threads ? { threads: String(options.threads) } : {}),
    ...(options.memoryLimitMb
      ? { memory_limit: `${Math.ceil(options.memoryLimitMb / 2)}MiB` }
      : {}),
  })
  const connection = await instance.connect()
  try {
    const tables: string[] = []
    for (const file of files)
      tables.push(await openFile(connection, file, tables.length, model.id, truth))
    if (truth) await gatherTruth(connection, tables)
    const before = performance.now()
    const work: LinkOptions = {
      model,
      connection,
      tables,
      ...(options.threshold === undefined ? {} : { threshold: options.threshold }),
      ...(options.parameters ? { parameters: options.parameters } : {}),
      ...(options.memoryLimitMb === undefined ? {} : { memoryLimitMb: options.memoryLimitMb }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    }
    const { values = true, alsoAt = [] } = report ?? {}
    const { result, report: page } = report
      ? await linkWithReport(work, { values, alsoAt, ...(truth ? { truth: TRUTH } : {}) })
      : { result: await link(work), report: null }
    const reportSeconds = result.seconds['report'] ?? 0
    const linkSeconds = (performance.now() - before) / 1000 - reportSeconds
    // Records are personal: nobody but their keeper should read what is written of them.
    if (report && page !== null) {
      await writeFile(report.file, page, { mode: 0o600 })
      // A file that was there before keeps its old rights otherwise.
      await chmod(report.file, 0o600)
    }
    const scores = truth ? await scoreClusters(connection, result.clusters, TRUTH) : null
    if (out) {
      await connection.run(
        `COPY (SELECT id, cluster FROM ${quote(result.clusters)} ORDER BY id) TO '${escapeText(out)}' (HEADER)`,
      )
    }
    const used = process.cpuUsage(cpu)
    return {
      records: result.counts.records,
      clusters: result.counts.clusters,
      candidatePairs: result.counts.candidatePairs,
      precision: scores?.precision ?? null,
      recall: scores?.recall ?? null,
      f1: scores?.f1 ?? null,
      linkSeconds,
      wallSeconds: (performance.now() - started) / 1000,
      cpuSeconds: (used.user + used.system) / 1e6,
      peakMemoryMb: process.resourceUsage().maxRSS / 1024,
      parameters: result.parameters,
      blocking: result.blocking,
      warnings: result.warnings,
      seconds: result.seconds,
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function refuseTruthInModel(model: Model, truth: string | undefined): void {
  const uses = (c: Model['columns'][number]) =>
    'sql' in c.from ? false : columnsOf(c.from.expression).includes(truth ?? '')
  if (
    truth !== undefined &&
    (model.columns.some(uses) || model.id === truth || model.sources.column === truth)
  ) {
    throw new LinkageError(
      'model-invalid',
      `The model reads the column "${truth}", which holds the truth. Take it out of the model.`,
    )
  }
}

const escapeText = (text: string) => text.replaceAll("'", "''")

/**
 * Loads a file as a table. The truth goes to a table of its own and the engine gets the rest, so
 * that training cannot see it.
 */
export async function openFile(
  connection: DuckDBConnection,
  file: string,
  index: number,
  id: string,
  truth: string | undefined,
): Promise<string> {
  const info = await stat(file).catch(() => null)
  if (!info?.isFile()) throw new LinkageError('input-invalid', `There is no file ${file}.`)
  const reader =
    extname(file) === '.parquet'
      ? `read_parquet('${escapeText(file)}')`
      : `read_csv('${escapeText(file)}', all_varchar = true, header = true, parallel = false)`
  const table = `records_${index}`
  try {
    await connection.run(`CREATE TABLE ${quote(table)} AS SELECT * FROM ${reader}`)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new LinkageError('input-invalid', `Cannot read ${file}: ${reason}`)
  }
  if (truth === undefined) return table
  const described = await connection.runAndReadAll(`DESCRIBE ${quote(table)}`)
  const present = new Set(described.getRows().map((r) => String(r[0])))
  for (const column of [truth, id]) {
    if (!present.has(column)) {
      throw new LinkageError(
        'input-invalid',
        `The file ${file} has no column "${column}"; it has ${[...present].join(', ')}.`,
      )
    }
  }
  await connection.run(
    `CREATE TABLE ${quote(`truth_${index}`)} AS
     SELECT CAST(${quote(id)} AS VARCHAR) AS id, CAST(${quote(truth)} AS VARCHAR) AS truth FROM ${quote(table)}`,
  )
  await connection.run(`ALTER TABLE ${quote(table)} DROP COLUMN ${quote(truth)}`)
  return table
}

/** The view that holds the truth of all files. */
const TRUTH = 'judged_by'

async function gatherTruth(connection: DuckDBConnection, tables: readonly string[]): Promise<void> {
  const parts = tables.map((_, i) => `SELECT id, truth FROM ${quote(`truth_${i}`)}`)
  await connection.run(`CREATE TEMP VIEW ${TRUTH} AS ${parts.join(' UNION ALL ')}`)
}

/** Says before the work, not after it, that there is no place for the report. */
async function refuseMissingFolder(file: string): Promise<void> {
  const info = await stat(dirname(file)).catch(() => null)
  if (!info?.isDirectory()) {
    throw new LinkageError(
      'input-invalid',
      `The report cannot be written to ${file}: there is no folder ${dirname(file)}.`,
    )
  }
}
