import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import {
  applyChanges,
  dropLinkResult,
  type LinkageIndex,
  link,
  openIndex,
  readModel,
} from '#linkage'
import type { Row } from '../table.ts'

const NEW = 10_000
const CHANGED = 1000
const REMOVED = 1000

/** What the increments' row of the table is made from. */
export interface IncrementFigures {
  records: number
  openSeconds: number
  bytes: number
  /** Of each change in turn. */
  changes: {
    seconds: number
    cpu: number
    parts: Record<string, number>
    touched: number
    clusters: number
  }[]
  fullSeconds: number
  identical: boolean
}

/** A database with the records of a file, split into what is indexed first and what comes later. */
export async function loadSplit(file: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const columns = ['id', 'source', 'first_name', 'surname', 'dob', 'postcode', 'gender']
  const cleaned = columns.map((c) => `nullif(trim(CAST("${c}" AS VARCHAR)), '') AS "${c}"`)
  await connection.run(
    `CREATE TABLE everyone AS SELECT ${cleaned.join(', ')}, hash(id) AS lot FROM read_parquet('${file.replaceAll("'", "''")}')`,
  )
  return connection
}

/** Makes three changes of new, changed and removed records, one after the other, and times them. */
export async function measureIncrements(
  connection: DuckDBConnection,
  modelFile: string,
): Promise<{ figures: IncrementFigures; index: LinkageIndex }> {
  const rounds = 3
  const model = await readModel(modelFile)
  // The last ones by lot come later: what is indexed first and the changes together are everyone.
  await connection.run(
    `CREATE TABLE placed AS SELECT * EXCLUDE (lot), row_number() OVER (ORDER BY lot, id) AS place FROM everyone`,
  )
  const total = Number(
    (await connection.runAndReadAll('SELECT count(*) FROM placed')).getRows()[0]?.[0],
  )
  const first = total - rounds * NEW
  await connection.run(
    `CREATE TABLE now AS SELECT * EXCLUDE (place) FROM placed WHERE place <= ${first}`,
  )
  const started = performance.now()
  const { index } = await openIndex({ model, connection, tables: ['now'] })
  const openSeconds = (performance.now() - started) / 1000
  const changes: IncrementFigures['changes'] = []
  for (let round = 0; round < rounds; round++) {
    const removed = await makeChange(connection, first, round)
    const before = performance.now()
    const cpu = process.cpuUsage()
    const difference = await applyChanges(index, { connection, tables: ['coming'], removed })
    changes.push({
      seconds: (performance.now() - before) / 1000,
      cpu: cpuSeconds(cpu),
      parts: difference.seconds,
      touched: difference.touched,
      clusters: difference.changes.length,
    })
  }
  const bytes = index.bytes
  const from = performance.now()
  const { parameters, frequencies } = index.basis
  const full = await link({ model, connection, tables: ['now'], parameters, frequencies })
  const fullSeconds = (performance.now() - from) / 1000
  const identical = await isSame(connection, index, full.clusters)
  await dropLinkResult(connection, full)
  return {
    index,
    figures: { records: index.count, openSeconds, bytes, changes, fullSeconds, identical },
  }
}

/** Puts new and changed records into `coming` and brings `now` up to date; returns who is gone. */
async function makeChange(
  connection: DuckDBConnection,
  first: number,
  round: number,
): Promise<string[]> {
  const lot = (what: string) => `hash(id || '${what} ${round}')`
  const gone = await connection.runAndReadAll(
    `SELECT id FROM now ORDER BY ${lot('gone')}, id LIMIT ${REMOVED}`,
  )
  const removed = gone.getRows().map((r) => String(r[0]))
  await connection.run(
    `CREATE OR REPLACE TABLE leaving AS SELECT id FROM now ORDER BY ${lot('gone')}, id LIMIT ${REMOVED}`,
  )
  await connection.run('DELETE FROM now WHERE id IN (SELECT id FROM leaving)')
  // A third move, a third lose a letter of their surname, a third get the birth date of another.
  await connection.run(
    `CREATE OR REPLACE TABLE coming AS
     WITH picked AS (SELECT *, row_number() OVER (ORDER BY ${lot('changed')}, id) AS n FROM now QUALIFY n <= ${CHANGED}),
     other AS (SELECT *, row_number() OVER (ORDER BY ${lot('other')}, id) AS n FROM now QUALIFY n <= ${CHANGED})
     SELECT p.id, p.source, p.first_name,
       CASE WHEN p.n % 3 = 1 THEN left(p.surname, 3) || substr(p.surname, 5) ELSE p.surname END AS surname,
       CASE WHEN p.n % 3 = 2 THEN o.dob ELSE p.dob END AS dob,
       CASE WHEN p.n % 3 = 0 THEN o.postcode ELSE p.postcode END AS postcode, p.gender
     FROM picked p JOIN other o USING (n)`,
  )
  await connection.run('DELETE FROM now WHERE id IN (SELECT id FROM coming)')
  const from = first + round * NEW
  await connection.run(
    `INSERT INTO coming SELECT * EXCLUDE (place) FROM placed WHERE place > ${from} AND place <= ${from + NEW}`,
  )
  await connection.run('INSERT INTO now SELECT * FROM coming')
  return removed
}

/** Whether the index's partition is the one in a table (id, cluster), name by name. */
async function isSame(
  connection: DuckDBConnection,
  index: LinkageIndex,
  clusters: string,
): Promise<boolean> {
  const reader = await connection.runAndReadAll(`SELECT id, "cluster" FROM "${clusters}"`)
  const full = new Map(reader.getRows().map((r) => [String(r[0]), String(r[1])]))
  let count = 0
  for (const [id, cluster] of index.partition()) {
    count++
    if (full.get(id) !== cluster) return false
  }
  return count === full.size
}

const cpuSeconds = (since: NodeJS.CpuUsage) => {
  const used = process.cpuUsage(since)
  return (used.user + used.system) / 1e6
}

/** The row of the table. */
export function incrementRow(figures: IncrementFigures): Row {
  const seconds = figures.changes.map((c) => c.seconds)
  const slowest = Math.max(...seconds)
  return {
    work: `${NEW + CHANGED + REMOVED} changes against ${figures.records} records`,
    splink: 'has none',
    ours: `${seconds.map((s) => s.toFixed(2)).join(', ')} s; ${figures.identical ? 'identical to' : 'NOT'} the full run (${figures.fullSeconds.toFixed(1)} s)`,
    ratio: `full run ÷ ${(figures.fullSeconds / slowest).toFixed(1)}`,
    target: 'under 2 s, identical',
    reached: slowest < 2 && figures.identical,
  }
}
