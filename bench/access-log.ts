import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyAccessLog } from '#access'
import { migrate, openDatabase, startEmbedded } from '#platform/db'
import { migrations } from '../src/app/migrations.ts'

/**
 * How long it takes to prove the access log: writes rows as pages do (`access.record_access`), then
 * follows the chain. `node bench/access-log.ts [rows]`, 1,000,000 unless said.
 */
async function bench(rows: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'))
  chmodSync(folder, 0o755)
  const server = await startEmbedded(join(folder, 'postgres'))
  const database = openDatabase(server.url())
  try {
    await migrate(database, migrations())
    const written = await timed(() => write(database.pool, rows))
    let rss = 0
    const verified = await timed(async () => {
      const { tampering, rows: found } = await verifyAccessLog(database.db, [], () => {
        rss = Math.max(rss, process.memoryUsage.rss())
      })
      if (tampering.length > 0 || found !== rows) throw new Error('The log does not verify.')
    })
    const each = (seconds: number) => Math.round(rows / seconds).toLocaleString('en-GB')
    process.stdout.write(
      `${rows.toLocaleString('en-GB')} rows: written in ${written.toFixed(1)} s (${each(written)} a second), ` +
        `verified in ${verified.toFixed(1)} s (${each(verified)} a second), ` +
        `${Math.round(rss / 2 ** 20)} MB at most; verifying takes ${(verified / written).toFixed(2)} of the writing\n`,
    )
  } finally {
    await database.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function write(pool: { query(text: string): Promise<unknown> }, rows: number): Promise<void> {
  const perTransaction = 10_000
  for (let from = 1; from <= rows; from += perTransaction) {
    const to = Math.min(rows, from + perTransaction - 1)
    await pool.query(
      `select access.record_access('view.child.read', '00000000-0000-4000-8000-000000000001',
         'social-care', 'practitioner', array['RSV' || lpad(n::text, 10, '0')],
         jsonb_build_object('name', 'Ada Example ' || n), 'allowed', 'request-' || n, '127.0.0.1')
       from generate_series(${from}, ${to}) n`,
    )
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

await bench(Number(process.argv[2] ?? 1_000_000))
