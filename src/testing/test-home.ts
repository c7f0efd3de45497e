import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Config, readConfig } from '#platform/config'
import type { Database } from '#platform/db'
import { type Log, openLog } from '#platform/log'
import { testDatabase } from './test-database.ts'

/** What commands work on, in a temporary folder that is removed after the file's last test. */
export async function testHome(env: NodeJS.ProcessEnv = {}): Promise<{
  config: Config
  database: Database
  databaseUrl: string
  log: Log
  close(): Promise<void>
}> {
  const home = mkdtempSync(join(tmpdir(), 'kith-home-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const database = await testDatabase()
  const config = readConfig({ KITH_HOME: home, KITH_TODAY: '2026-11-01', ...env })
  return { config, database, databaseUrl: database.url, log: openLog(home), close: async () => {} }
}
