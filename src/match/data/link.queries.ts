import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Which person a source's record is of. */
export interface CurrentLink {
  readonly feed: string
  readonly personKey: string
  readonly personId: string
}

/** Every link in force, for scoring a run against the truth of a synthetic borough. */
export async function currentLinks(db: Handle): Promise<CurrentLink[]> {
  const { rows } = await sql<CurrentLink>`
    select feed, person_key as "personKey", person_id as "personId"
    from match.current_link_v1`.execute(db)
  return rows
}
