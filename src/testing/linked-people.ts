import { formatReference } from '#kernel'
import { type Database, type Run, withRun } from '#platform/db'

/**
 * Links records to people as a test says, in place of the matching: each list of `feed|key` is one
 * person. Answers their references, in order, and the run that did it.
 */
export async function linkPeople(
  database: Database,
  people: readonly (readonly string[])[],
): Promise<{ references: string[]; run: Run }> {
  const { pool } = database
  return withRun(database, 'test', async (run) => {
    await pool.query('update match.link set run_to = $1 where run_to is null', [run.runId])
    const references: string[] = []
    for (const records of people) {
      const digits = String(run.runId * 1000 + references.length).padStart(9, '0')
      const reference = formatReference('RSV', digits)
      const { rows } = await pool.query<{ person_id: string }>(
        'insert into match.person (reference, run_from) values ($1, $2) returning person_id',
        [reference, run.runId],
      )
      for (const record of records) {
        await pool.query(
          'insert into match.link (feed, person_key, person_id, run_from) values ($1, $2, $3, $4)',
          [...record.split('|'), rows[0]?.person_id, run.runId],
        )
      }
      references.push(reference)
    }
    return { references, run }
  })
}
