import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import copyStreams from 'pg-copy-streams'
import { create } from 'tar'
import { BadInput } from '#kernel'
import { serverVersion } from '#platform/db'
import type { StageProgress } from '#platform/terminal'
import type { Home } from '../open-home.ts'
import { version } from '../version.ts'
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
    throw new BadInput('The folder for the backup does not exist.', {
      where: { file },
      fix: 'Make it first, or give another.',
    })
  }
  const work = await mkdtemp(join(home.config.home, '.kith-backup-'))
  const unfinished = `${target}.part`
  try {
    const manifest = await copyTables(home, work, onProgress)
    await writeFile(join(work, manifestName), JSON.stringify(manifest))
    onProgress({ stage: 'Compressing' })
    await pack(home.config.home, basename(work), unfinished)
    await rename(unfinished, target)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { file: target, tables: manifest.tables.length, rows }
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(unfinished, { force: true })
  }
}

/**
 * Packs the manifest, the tables and the files as they came: those belong to the record, since a
 * source row can always be shown as it arrived.
 */
async function pack(home: string, work: string, file: string): Promise<void> {
  const entries = [`${work}/${manifestName}`, `${work}/tables`]
  if (existsSync(join(home, 'landed'))) entries.push('landed')
  await create(
    {
      gzip: true,
      file,
      cwd: home,
      portable: true,
      mode: 0o600,
      onWriteEntry: (entry) => {
        entry.path = entry.path.replace(`${work}/`, '')
      },
    },
    entries,
  )
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
      kith: version,
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
