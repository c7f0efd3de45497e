import type { CheckInput, CheckResult } from '../checks/run-checks.ts'
import type { Coverage } from '../checks/tally.ts'
import type { Connection } from './load.queries.ts'

/** The last extract of the same sort that was taken: what a new one is compared with. */
export async function extractBefore(
  client: Connection,
  feed: string,
  extract: 'full' | 'delta',
): Promise<CheckInput['before']> {
  const { rows } = await client.query<{
    rows_read: number
    coverage: Coverage
    header: string[] | null
  }>(
    `select rows_read, coverage, header from extract.load
     where feed = $1 and extract = $2 and state = 'loaded' and coverage is not null
     order by load_id desc limit 1`,
    [feed, extract],
  )
  const [row] = rows
  return row && { rowsRead: row.rows_read, coverage: row.coverage, header: row.header ?? [] }
}

/** Persons in force, and how many of them the incoming records would end or erase. */
export async function countGone(
  client: Connection,
  load: { feed: string; isFull: boolean; heldKeys: readonly string[] },
): Promise<{ personsInForce: number; personsGone: number }> {
  const gone = load.isFull
    ? '(i.record_key is null or i.erases is not null)'
    : '(i.record_key is not null and i.content is null)'
  const { rows } = await client.query<{ in_force: number; gone: number }>(
    `select count(distinct r.record_key) as in_force,
            count(distinct r.record_key) filter (where ${gone} and r.person_key <> all ($2)) as gone
     from extract.source_record r
     left join pg_temp.incoming i on i.kind = 'person' and i.record_key = r.record_key
     where r.feed = $1 and r.kind = 'person' and r.load_to is null`,
    [load.feed, load.heldKeys],
  )
  return { personsInForce: rows[0]?.in_force ?? 0, personsGone: rows[0]?.gone ?? 0 }
}

/** Keeps what the checks of a load found. */
export async function saveChecks(
  client: Connection,
  loadId: number,
  results: readonly CheckResult[],
): Promise<void> {
  if (results.length === 0) return
  await client.query(
    `insert into extract.check_result (load_id, place, check_name, level, message)
     select $1, c.place, c."check", c.level, c.message
     from jsonb_to_recordset($2) as c (place integer, "check" text, level text, message text)`,
    [loadId, JSON.stringify(results.map((result, place) => ({ place, ...result })))],
  )
}

/** Keeps what a file was found to hold. */
export async function saveCoverage(
  client: Connection,
  loadId: number,
  { coverage, header }: { coverage: Coverage; header: readonly string[] },
): Promise<void> {
  await client.query('update extract.load set coverage = $2, header = $3 where load_id = $1', [
    loadId,
    JSON.stringify(coverage),
    header,
  ])
}
