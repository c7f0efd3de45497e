import { createReadStream, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import copyStreams from 'pg-copy-streams'
import { extract } from 'tar'
import { BadInput, Conflict } from '#kernel'
import { applyMigrations, onOneConnection } from '#platform/db'
import type { StageProgress } from '#platform/terminal'
import { migrations } from '../migrations.ts'
import type { Home } from '../open-home.ts'
import { type Manifest, manifestName, manifestSchema, tableFile } from './manifest.ts'
import { ownSchemas, resetCounters, tablesInOrder } from './tables.ts'

/** What a restore brought back. */
export interface RestoreSummary {
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
}

/**
 * Puts a backup in place of the database's contents, in one transaction: the tables as they were,
 * then the migrations that this program has beyond the backup's. The landed files come back too.
 *
 * @throws BadInput when the file is no backup or is damaged
 * @throws Conflict when the database holds data and `replace` is not set, or the backup is newer
 * than this program
 */
export async function readBackup(
  home: Pick<Home, 'config' | 'database'>,
  file: string,
  options: {
    readonly replace: boolean
    readonly onProgress?: (progress: StageProgress) => void
  },
): Promise<RestoreSummary> {
  if (!existsSync(file)) {
    throw new BadInput('There is no such file.', { where: { file }, fix: 'Check the path.' })
  }
  await mkdir(home.config.home, { recursive: true })
  const work = await mkdtemp(join(home.config.home, '.kith-restore-'))
  try {
    options.onProgress?.({ stage: 'Reading the backup' })
    const manifest = await unpack(resolve(file), work)
    await replaceTables(home, work, manifest, options)
    const landed = join(work, 'landed')
    if (existsSync(landed)) {
      await cp(landed, join(home.config.home, 'landed'), { recursive: true, force: true })
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { madeAt: manifest.madeAt, tables: manifest.tables.length, rows }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function unpack(file: string, work: string): Promise<Manifest> {
  const damaged = (cause: unknown) =>
    new BadInput('This is not a whole Kith backup.', {
      where: { file },
      fix: 'Give a file that `kith backup` wrote, copied completely.',
      cause,
    })
  let manifest: unknown
  try {
    // All at once: an unpacking that fails must not go on writing while the folder is removed.
    extract({ file, cwd: work, strict: true, sync: true })
    manifest = JSON.parse(await readFile(join(work, manifestName), 'utf8'))
  } catch (error) {
    throw damaged(error)
  }
  const parsed = manifestSchema.safeParse(manifest)
  if (!parsed.success) throw damaged(parsed.error)
  return parsed.data
}

async function replaceTables(
  home: Pick<Home, 'database'>,
  work: string,
  manifest: Manifest,
  options: { readonly replace: boolean; readonly onProgress?: (progress: StageProgress) => void },
): Promise<void> {
  const known = migrations()
  refuseNewerBackup(manifest, known)
  await onOneConnection(home.database, async (client) => {
    if (!options.replace) await refuseFullDatabase(client)
    await client.query(`drop schema if exists ${ownSchemas.join(', ')} cascade`)
    await applyMigrations(
      client,
      known.filter(({ name }) => manifest.migrations.includes(name)),
    )
    await client.query('truncate platform.migration')
    for (const [done, { table, columns, rows }] of manifest.tables.entries()) {
      options.onProgress?.({ stage: 'Restoring tables', done, total: manifest.tables.length })
      const into = client.query(
        copyStreams.from(`copy ${table} (${columns.join(', ')}) from stdin`),
      )
      await pipeline(createReadStream(join(work, tableFile(table))), into)
      if (into.rowCount !== rows) {
        throw new BadInput(`The backup is damaged: ${table} lacks rows. Nothing was changed.`)
      }
    }
    await resetCounters(client)
    await applyMigrations(client, known)
  })
}

function refuseNewerBackup(manifest: Manifest, known: readonly { name: string }[]): void {
  const unknown = manifest.migrations.filter((name) => !known.some((m) => m.name === name))
  if (unknown.length === 0) return
  throw new Conflict(`The backup was made by a newer Kith (${manifest.kith}, ${unknown.at(-1)}).`, {
    fix: 'Restore it with that version or a later one.',
  })
}

/** A database is empty for this purpose while nothing has been loaded and nobody has an account. */
async function refuseFullDatabase(client: pg.ClientBase): Promise<void> {
  for (const { table } of await tablesInOrder(client)) {
    if (table.startsWith('platform.')) continue
    const { rowCount } = await client.query(`select 1 from ${table} limit 1`)
    if ((rowCount ?? 0) === 0) continue
    throw new Conflict('This database holds data already.', {
      fix: 'Restore into an empty home (KITH_HOME=folder), or add --replace to lose what is there.',
    })
  }
}
