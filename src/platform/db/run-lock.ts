import { hostname } from 'node:os'
import type pg from 'pg'
import { Conflict } from '#kernel'
import type { Database } from './database.ts'

const runLock = 1_801_547_881

/** A run under way: its number marks everything that it derives. */
export interface Run {
  readonly runId: number
}

/**
 * Does the work as the one pipeline run at a time, under a lock that ends with the process, however
 * it ends. The run's outcome and summary are kept in platform.run.
 *
 * @throws Conflict when another run is under way, saying who holds it and since when.
 */
export async function withRun<T extends object>(
  database: Database,
  command: string,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const client = await database.pool.connect()
  try {
    if (!(await takeLock(client))) throw await whoHolds(client)
    await client.query(`update platform.run set state = 'abandoned' where state = 'running'`)
    const { rows } = await client.query<{ run_id: number }>(
      'insert into platform.run (command, host, process_id) values ($1, $2, $3) returning run_id',
      [command, hostname(), process.pid],
    )
    const runId = Number(rows[0]?.run_id)
    try {
      const summary = await work({ runId })
      await finish(client, runId, 'done', summary)
      return summary
    } catch (error) {
      await finish(client, runId, 'failed', {}).catch(() => {})
      throw error
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [runLock]).catch(() => {})
    client.release()
  }
}

async function takeLock(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock($1) as taken',
    [runLock],
  )
  return rows[0]?.taken === true
}

async function finish(client: pg.PoolClient, runId: number, state: string, summary: object) {
  await client.query(
    'update platform.run set state = $2, finished_at = now(), summary = $3 where run_id = $1',
    [runId, state, JSON.stringify(summary)],
  )
}

async function whoHolds(client: pg.PoolClient): Promise<Conflict> {
  const { rows } = await client.query<{
    command: string
    host: string
    process_id: number
    started_at: Date
  }>(
    `select command, host, process_id, started_at from platform.run
     where state = 'running' order by run_id desc limit 1`,
  )
  const run = rows[0]
  const holder = run
    ? `\`${run.command}\`, process ${run.process_id} on ${run.host}, since ${run.started_at.toISOString()}`
    : 'another process that is just starting'
  return new Conflict(`A run is under way: ${holder} holds the lock.`, {
    fix: 'Wait until it has ended, or stop that process; a stopped run leaves nothing half done.',
  })
}
