import { existsSync, readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateBorough } from '#borough'
import { listExceptions } from '#cleanse'
import { Conflict } from '#kernel'
import type { Handle } from '#platform/db'
import { readChild } from '#store'
import { allShared, testHome } from '#testing'
import { runPipeline } from '../pipeline.ts'
import { readBackup } from './read-backup.ts'
import { ownSchemas } from './tables.ts'
import { writeBackup } from './write-backup.ts'

const home = await testHome()
const other = await testHome()
const file = join(home.config.home, 'all.kith.tar.gz')

/** Everything that the pages are made from. */
async function pagesOf({ database }: typeof home): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ reference: string }>(
    'select reference from match.person order by reference',
  )
  const children = await Promise.all(
    rows.map(({ reference }) => readChild(database.db, allShared, reference, '2026-11-01')),
  )
  return [rows, children, await listExceptions(database.db)]
}

let feedsLoaded = 0

const loads = async (db: Handle) => (await listExceptions(db)).length

beforeAll(async () => {
  const borough = join(home.config.home, 'borough')
  await generateBorough({ children: 120, seed: 3, out: borough })
  const { summary } = await runPipeline(home, borough, 'kith run')
  feedsLoaded = summary.feedsLoaded
  await writeBackup(home, file)
})

describe('backup and restore', () => {
  test('know every schema of the database', async () => {
    const { rows } = await home.database.pool.query<{ name: string }>(
      `select nspname as name from pg_namespace
       where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public') order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([...ownSchemas].sort())
  })

  test('bring the same pages back in another home, with the landed files', async () => {
    const summary = await readBackup(other, file, { replace: false })
    expect(summary.rows).toBeGreaterThan(1000)
    expect(await pagesOf(other)).toEqual(await pagesOf(home))
    expect(readdirSync(join(other.config.home, 'landed')).sort()).toEqual(
      readdirSync(join(home.config.home, 'landed')).sort(),
    )
  })

  test('a restored home goes on working: the next run numbers itself after the last', async () => {
    const { summary } = await runPipeline(other, join(home.config.home, 'borough'), 'kith run')
    expect(summary).toMatchObject({ newPeople: 0, merged: 0, feedsLoaded })
  })

  test('data is not replaced without being told to', async () => {
    const before = await loads(other.database.db)
    await expect(readBackup(other, file, { replace: false })).rejects.toThrow(Conflict)
    expect(await loads(other.database.db)).toBe(before)
    await readBackup(other, file, { replace: true })
    expect(await pagesOf(other)).toEqual(await pagesOf(home))
  })

  test('a damaged backup changes nothing and leaves nothing lying about', async () => {
    const damaged = join(home.config.home, 'damaged.kith.tar.gz')
    await writeBackup(home, damaged)
    truncateSync(damaged, 20_000)
    const before = await pagesOf(other)
    await expect(readBackup(other, damaged, { replace: true })).rejects.toThrow(
      'not a whole Kith backup',
    )
    expect(await pagesOf(other)).toEqual(before)
    expect(readdirSync(other.config.home).filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('a backup is never overwritten, and needs its folder', async () => {
    await expect(writeBackup(home, file)).rejects.toThrow('exists already')
    const nowhere = join(home.config.home, 'no', 'folder.tar.gz')
    await expect(writeBackup(home, nowhere)).rejects.toThrow('folder')
    expect(existsSync(nowhere)).toBe(false)
    expect(readdirSync(home.config.home).filter((name) => name.startsWith('.'))).toEqual([])
  })
})
