import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import copyStreams from 'pg-copy-streams'
import { create } from 'tar'
import { BadInput } from '#kernel'
import { serverVersion } from '#platform/db'
import type { StageProgress } from '#platform/terminal'
import type { Home } from '../open-home.ts'
import { type Manifest, manifestName, tableFile } from './manifest.ts'
import { type BackupTable, tablesInOrder } from './tables.ts'

/** What a backup holds, for whoever made it. */
export interface BackupSummary {
  readonly file: string
  readonly tables: number
  readonly rows: number
}

/**
 * Writes every table, as all of them stood at one moment, and the landed files into one compressed
 * file. Others may go on working meanwhile. The file appears under its name only when it is whole.
 *
 * @throws BadInput when the file exists already, or its folder does not
 */
export async function writeBackup(
  home: Pick<Home, 'config' | 'database'>,
  file: string,
  onProgress: (progress: StageProgress) => void = () => {},
): Promise<BackupSummary> {
  const target = resolve(file)
  if (existsSync(target)) {
    throw new BadInput('A file of that name exists already.', {
      where: { file },
      fix: 'Give another name; a backup is never overwritten.',
    })
  }
  if (!existsSync(dirname(target))) {
    throw new BadInput('The folder for the backup does not exist.', { where: { file } })
  }
  const work = await mkdtemp(join(dirname(target), '.kith-backup-'))
  try {
    const manifest = await copyTables(home, work, onProgress)
    await writeFile(join(work, manifestName), JSON.stringify(manifest))
    onProgress({ stage: 'Compressing' })
    const unfinished = join(work, 'backup.tar.gz')
    const entries = [manifestName, 'tables', ...(await landedEntries(home.config.home, work))]
    await create({ gzip: true, file: unfinished, cwd: work, portable: true }, entries)
    await rename(unfinished, target)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { file: target, tables: manifest.tables.length, rows }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function copyTables(
  home: Pick<Home, 'database'>,
  work: string,
  onProgress: (progress: StageProgress) => void,
): Promise<Manifest> {
  await mkdir(join(work, 'tables'))
  const client = await home.database.pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const tables: Manifest['tables'] = []
    const all = await tablesInOrder(client)
    for (const table of all) {
      onProgress({ stage: 'Copying tables', done: tables.length, total: all.length })
      const out = client.query(copyStreams.to(copyOut(table)))
      await pipeline(out, createWriteStream(join(work, tableFile(table.table)), { mode: 0o600 }))
      tables.push({ table: table.table, columns: [...table.columns], rows: out.rowCount })
    }
    const { rows } = await client.query<{ name: string }>(
      'select name from platform.migration order by name',
    )
    await client.query('commit')
    return {
      format: 1,
      kith: '0.1.0',
      madeAt: new Date().toISOString(),
      postgres: await serverVersion(home.database.db),
      migrations: rows.map((row) => row.name),
      tables,
    }
  } finally {
    client.release()
  }
}

function copyOut({ table, columns }: BackupTable): string {
  return `copy ${table} (${columns.join(', ')}) to stdout`
}

/** The files as they came belong to the record: a source row can always be shown as it arrived. */
async function landedEntries(home: string, work: string): Promise<string[]> {
  if (!existsSync(join(home, 'landed'))) return []
  await create({ file: join(work, 'landed.tar'), cwd: home, portable: true }, ['landed'])
  // The mark tells tar to take over the entries of an archive.
  return ['@landed.tar']
}
