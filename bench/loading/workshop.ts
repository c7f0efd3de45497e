import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractMigrations } from '#extract'
import {
  type Database,
  migrate,
  openDatabase,
  platformMigrations,
  readMigrations,
  startEmbedded,
} from '#platform/db'

/** A folder and a database of the bench's own, on the PostgreSQL that Kith brings. */
export interface Workshop {
  readonly dir: string
  readonly database: Database
  readonly url: string
  close(): Promise<void>
}

/** Makes a {@link Workshop} under the system's temporary folder. */
export async function openWorkshop(): Promise<Workshop> {
  const dir = mkdtempSync(join(tmpdir(), 'kith-bench-'))
  chmodSync(dir, 0o755)
  const server = await startEmbedded(join(dir, 'postgres'))
  const database = openDatabase(server.url(), 'bench')
  await migrateForLoading(database)
  return {
    dir,
    database,
    url: server.url(),
    close: async () => {
      await database.close()
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Makes the tables that loading needs. */
export async function migrateForLoading(database: Database): Promise<void> {
  await migrate(database, readMigrations([platformMigrations, extractMigrations]))
}

/** Empties what loading writes. */
export async function emptyTables({ pool }: Database): Promise<void> {
  await pool.query('truncate extract.feed, extract.source_record cascade')
}

/** Seconds that the work took, with its result. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now()
  const result = await work()
  return { seconds: (performance.now() - start) / 1000, result }
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** A number for people: 12,345 or 0.34. */
export function shown(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en-GB')
    : value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
}
