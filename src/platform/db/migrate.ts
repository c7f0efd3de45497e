import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { Conflict } from '#kernel'
import { type Database, onOneConnection, serverVersion } from './database.ts'

/** One SQL file of one module, in the order of its name. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

// Any constant will do, as long as every Kith uses the same.
const migrationLock = 1_801_547_880

/**
 * The migrations of the folders given, sorted by file name across all of them.
 * Names begin with a time, `2026-11-21T0900_create-source-record.sql`.
 */
export function readMigrations(folders: readonly string[]): Migration[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.sql'))
        .map((file) => join(folder, file)),
    )
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .map((file) => ({ name: basename(file), sql: readFileSync(file, 'utf8') }))
}

/**
 * Brings the database up to this program: each new migration once, in order, in one transaction,
 * under a lock so that two programs can start together. Answers the names of what was applied.
 *
 * @throws Conflict when the database is newer than the program, or an applied file has been edited.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[],
): Promise<string[]> {
  if ((await serverVersion(database.db)) < 15) {
    throw new Conflict('This PostgreSQL is older than 15.', {
      fix: 'Use PostgreSQL 15 or later, or leave DATABASE_URL unset for the embedded one.',
    })
  }
  return onOneConnection(database, (client) => applyMigrations(client, migrations))
}

/** The same inside a transaction of the caller's, for a restore that must be all or nothing. */
export async function applyMigrations(
  client: pg.ClientBase,
  migrations: readonly Migration[],
): Promise<string[]> {
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
  const applied = await appliedMigrations(client)
  refuseNewerDatabase(applied, migrations)
  const fresh: string[] = []
  for (const migration of migrations) {
    const digest = createHash('sha256').update(migration.sql).digest('hex')
    const known = applied.get(migration.name)
    if (known === digest) continue
    if (known !== undefined) throw edited(migration.name)
    await client.query(migration.sql)
    await client.query('insert into platform.migration (name, digest) values ($1, $2)', [
      migration.name,
      digest,
    ])
    fresh.push(migration.name)
  }
  return fresh
}

async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migration (
      name text primary key,
      digest text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from platform.migration',
  )
  return new Map(rows.map((row) => [row.name, row.digest]))
}

function refuseNewerDatabase(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const known = new Set(migrations.map((m) => m.name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Conflict(
      `The database is newer than this program: it has ${unknown.sort().at(-1)}, which this version does not know.`,
      { fix: 'Start the newer Kith, or restore a backup made by this version.' },
    )
  }
}

function edited(name: string): Conflict {
  return new Conflict(`The migration ${name} has been edited since it was applied.`, {
    fix: 'Put the file back as it was, and write the change as a new migration.',
  })
}
