import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#platform/config'
import { type Database, migrate, onOneConnection, openDatabase, startEmbedded } from '#platform/db'
import { type Log, openLog } from '#platform/log'
import { describeViews, reportViews } from '#store'
import { migrations } from './migrations.ts'

/** A Kith ready to work: settings, log, and a database brought up to this program. */
export interface Home {
  readonly config: Config
  readonly database: Database
  readonly log: Log
  /** Where the database is, for its owner. */
  readonly databaseUrl: string
  close(): Promise<void>
}

/**
 * Opens what every command works on: the PostgreSQL of DATABASE_URL, or the embedded one under
 * `config.home`, migrated to this program's version.
 *
 * @param command named to the database, so that a lock can say who holds it
 */
export async function openHome(config: Config, command: string): Promise<Home> {
  mkdirSync(config.home, { recursive: true })
  const log = openLog(config.home)
  const server = config.databaseUrl ? undefined : await startEmbedded(join(config.home, 'postgres'))
  const url = config.databaseUrl ?? server?.url() ?? ''
  const database = openDatabase(url, command)
  const close = async () => {
    await database.close()
    await server?.stop()
  }
  try {
    const applied = await migrate(database, migrations())
    log.info({ command, database: server?.place ?? 'DATABASE_URL' }, 'home opened')
    if (applied.length > 0) log.info({ applied }, 'migrations applied')
    await onOneConnection(database, (client) => describeViews(client, reportViews))
    return { config, database, databaseUrl: url, log, close }
  } catch (error) {
    await close()
    throw error
  }
}
