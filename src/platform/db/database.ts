import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

/**
 * What every query takes first: the database or a transaction in it. It names no table; a module
 * narrows it to its own tables with {@link only}.
 */
export type Handle = Kysely<unknown> | Transaction<unknown>

/** An open database: the handle for queries, the pool for COPY and locks, and how to close both. */
export interface Database {
  readonly db: Kysely<unknown>
  readonly pool: pg.Pool
  close(): Promise<void>
}

const { builtins } = pg.types

/** A date stays the string YYYY-MM-DD: turned into a Date it would slip a day west of Greenwich. */
function typeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === builtins.DATE) return (value: string) => value
  if (oid === builtins.INT8) return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid)
}

/** Opens a pool of connections. Each names itself, so that a run lock can say who holds it. */
export function openDatabase(url: string, applicationName = 'kith'): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: 10,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  })
  // An idle connection that the server drops must not end the process.
  pool.on('error', () => {})
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const close = async () => {
    await db.destroy()
    // Kysely ends the pool only where it has run a query itself.
    if (!pool.ending) await pool.end()
  }
  return { db, pool, close }
}

/**
 * The handle narrowed to one module's tables, so that a query on another module's table does not
 * compile: `only<ExtractTables>(db)`.
 */
export function only<Tables>(db: Handle): Kysely<Tables> {
  return db as unknown as Kysely<Tables>
}

/** Runs the work in one transaction: all of it happens or none. */
export async function inTransaction<T>(
  db: Kysely<unknown>,
  work: (trx: Transaction<unknown>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(work)
}

/**
 * The same on one connection of the pool, for COPY and temporary tables, which a query builder does
 * not do. What the work throws is thrown on, after everything has been undone.
 */
export async function onOneConnection<T>(
  database: Database,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Answers when the server can be reached, with its major version. Kith needs 15 or later. */
export async function serverVersion(db: Handle): Promise<number> {
  const { rows } = await sql<{ server_version_num: string }>`show server_version_num`.execute(db)
  return Math.floor(Number(rows[0]?.server_version_num) / 10_000)
}
