import type pg from 'pg'
import { type Database, onOneConnection } from '#platform/db'
import { askForFiles } from './data/due.queries.ts'
import { type Forget, removeFiles } from './run-retention.ts'

interface Erasure {
  readonly erasure_id: string
  readonly feed: string
  readonly load_id: number
  readonly persons: number
  readonly records: number
}

/**
 * Follows what sources have had erased: everything derived from it goes, and the landed files that
 * held it, those of all loads up to the one that asked. Each erasure is followed once and noted. Call
 * it after a whole run: until then the keys are needed, to mask whom they belong to.
 */
export async function followErasures(
  database: Database,
  { home, forget }: { readonly home: string; readonly forget: readonly Forget[] },
): Promise<number> {
  const followed = await onOneConnection(database, async (client) => {
    const erasures = await unfollowed(client)
    for (const { erasure_id, feed, load_id, persons, records } of erasures) {
      await askForFiles(client, { feed, upTo: load_id, reason: 'source' })
      await client.query(
        `insert into retention.act (erasure_id, done_by, feed, cause, persons, records, spared, basis)
         values ($1, 'the source', $2, 'source', $3, $4, 0, 'A deletion marker in its extract.')`,
        [erasure_id, feed, persons, records],
      )
    }
    if (erasures.length > 0) for (const one of forget) await one(client)
    return erasures.length
  })
  if (followed > 0) await removeFiles(database, home)
  return followed
}

async function unfollowed(client: pg.ClientBase): Promise<Erasure[]> {
  const { rows } = await client.query<Erasure>(`
    select e.erasure_id, e.feed, e.load_id, e.persons, e.records from extract.erasure_v1 e
    where e.cause = 'source' and e.load_id is not null
      and not exists (select from retention.act a where a.erasure_id = e.erasure_id)`)
  return rows
}
