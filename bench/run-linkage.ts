import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type LinkResult, link, type Model, readModel } from '#linkage'

/** What a child process is asked to run: one linkage, timed without its loading. */
export interface LinkageJob {
  model: string
  files: readonly string[]
  /** The column that holds the truth; it is kept away from the engine. */
  truth: string
  /** In place of the model's own. */
  uPairs?: number
  /** Puts the rows in the order of this column first, where the file's own order is too kind. */
  sortBy?: string
  /** One run before the one that counts. */
  warm?: boolean
}

/** Precision, recall and F1 over pairs of records. */
export interface Scores {
  precision: number
  recall: number
  f1: number
}

/** The line that a child prints, in seconds and megabytes. */
export interface RunLine {
  wall: number
  cpu: number
  peak_mb: number
  stages: Record<string, number>
  records: number
  candidate_pairs: number
  pairs: Scores
  clusters: Scores
  /** Both records of each true pair that is not in one cluster, where there are few. */
  missing: string[]
  versions: { duckdb: string; node: string }
}

/** Loads, links, scores; meant for a process of its own, so that the peak memory is the job's. */
export async function runLinkage(job: LinkageJob): Promise<RunLine> {
  const model = await modelOf(job)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const tables: string[] = []
  for (const file of job.files) tables.push(await load(connection, file, tables.length, job))
  if (job.warm) await link({ model, connection, tables })
  const cpu = process.cpuUsage()
  const started = performance.now()
  const result = await link({ model, connection, tables })
  const wall = (performance.now() - started) / 1000
  const used = process.cpuUsage(cpu)
  const peak = process.resourceUsage().maxRSS / 1024
  const scores = await judge(connection, result, model.id, job)
  const version = await connection.runAndReadAll('SELECT version()')
  return {
    wall,
    cpu: (used.user + used.system) / 1e6,
    peak_mb: peak,
    stages: result.seconds,
    records: result.counts.records,
    candidate_pairs: result.counts.candidatePairs,
    ...scores,
    versions: { duckdb: String(version.getRows()[0]?.[0]), node: process.version },
  }
}

async function modelOf(job: LinkageJob): Promise<Model> {
  const model = await readModel(job.model)
  if (job.uPairs === undefined) return model
  return { ...model, training: { ...model.training, uPairs: job.uPairs } }
}

/** Loads a file for the engine, without the truth. */
async function load(
  connection: DuckDBConnection,
  file: string,
  index: number,
  { truth, sortBy }: LinkageJob,
): Promise<string> {
  const columns = await cleaned(connection, file)
  const kept = columns.filter(({ name }) => name !== truth)
  const order = sortBy ? `ORDER BY "${sortBy}"` : ''
  await connection.run(
    `CREATE TABLE input_${index} AS SELECT ${kept.map((c) => c.sql).join(', ')} FROM ${readerOf(file)} ${order}`,
  )
  return `input_${index}`
}

/** Loads a file once more with its truth; after the run, so that the peak memory is not its. */
async function loadTruth(
  connection: DuckDBConnection,
  file: string,
  index: number,
  truth: string,
): Promise<void> {
  const columns = await cleaned(connection, file)
  await connection.run(
    `CREATE TABLE truth_${index} AS SELECT ${columns.map((c) => c.sql).join(', ')} FROM ${readerOf(file)}`,
  )
  await connection.run(`ALTER TABLE truth_${index} RENAME COLUMN "${truth}" TO truth`)
}

function readerOf(file: string): string {
  const path = file.replaceAll("'", "''")
  return file.endsWith('.parquet')
    ? `read_parquet('${path}')`
    : `read_csv('${path}', all_varchar = true, header = true)`
}

/** The columns of a file as text, empty ones as missing values. */
async function cleaned(
  connection: DuckDBConnection,
  file: string,
): Promise<{ name: string; sql: string }[]> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${readerOf(file)}`)
  return described.getRows().map((row) => {
    const name = String(row[0])
    return { name, sql: `nullif(trim(CAST("${name}" AS VARCHAR)), '') AS "${name}"` }
  })
}

async function judge(
  connection: DuckDBConnection,
  result: LinkResult,
  id: string,
  { files, truth }: LinkageJob,
): Promise<Pick<RunLine, 'pairs' | 'clusters' | 'missing'>> {
  for (const [i, file] of files.entries()) await loadTruth(connection, file, i, truth)
  const parts = files.map(
    (_, i) => `SELECT "${id}" AS id, truth FROM truth_${i} WHERE truth IS NOT NULL`,
  )
  await connection.run(`CREATE TABLE truth_of AS ${parts.join(' UNION ALL ')}`)
  const number = async (sql: string) =>
    Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0)
  const inGroups = (table: string, by: string) =>
    number(`SELECT sum(n * (n - 1) // 2) FROM (SELECT count(*) n FROM ${table} GROUP BY ${by})`)
  const truePairs = await inGroups('truth_of', 'truth')
  const found = await number(`SELECT count(*) FROM "${result.pairs}" WHERE probability >= 0.5`)
  const hits = await number(
    `SELECT count(*) FROM "${result.pairs}" p JOIN truth_of l ON l.id = p.id_l
     JOIN truth_of r ON r.id = p.id_r AND r.truth = l.truth WHERE probability >= 0.5`,
  )
  await connection.run(
    `CREATE TABLE judged AS SELECT id, cluster, truth FROM "${result.clusters}" JOIN truth_of USING (id)`,
  )
  const clustered = await inGroups('judged', 'cluster')
  const together = await inGroups('judged', 'cluster, truth')
  return {
    pairs: scoresOf(found, hits, truePairs),
    clusters: scoresOf(clustered, together, truePairs),
    missing: truePairs - together > 20 ? [] : await missing(connection, id, files.length),
  }
}

async function missing(connection: DuckDBConnection, id: string, files: number): Promise<string[]> {
  const whole = Array.from({ length: files }, (_, i) => `SELECT * FROM truth_${i}`).join(
    ' UNION ALL BY NAME ',
  )
  const rows = await connection.runAndReadAll(
    `SELECT to_json(wl)::VARCHAR, to_json(wr)::VARCHAR
     FROM judged l JOIN judged r ON l.truth = r.truth AND l.id < r.id AND l.cluster <> r.cluster
     JOIN (${whole}) wl ON wl."${id}" = l.id JOIN (${whole}) wr ON wr."${id}" = r.id ORDER BY l.id, r.id`,
  )
  return rows.getRows().map((row) => `${row[0]} and ${row[1]}`)
}

/** Scores from counts of pairs found, of those that are true, and of all that are true. */
export function scoresOf(found: number, hits: number, all: number): Scores {
  const precision = found === 0 ? 0 : hits / found
  const recall = all === 0 ? 0 : hits / all
  const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}

if (import.meta.main) {
  const job = JSON.parse(process.argv[2] ?? '{}') as LinkageJob
  process.stdout.write(`${JSON.stringify(await runLinkage(job))}\n`)
}
