import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Something that retention or a source had erased: the proof that it was done, and nothing of it. */
export interface ActRow {
  readonly doneAt: Date
  readonly doneBy: string
  readonly feed: string
  readonly cause: 'gone' | 'agreement-ended' | 'source'
  readonly persons: number
  readonly records: number
  readonly spared: number
  readonly basis: string
}

/** What was erased, the latest first. */
export async function listActs(db: Handle, limit: number): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select done_at as "doneAt", done_by as "doneBy", feed, cause, persons, records, spared, basis
    from retention.act order by done_at desc, act_id limit ${limit}`.execute(db)
  return rows
}

/** Holds in force by what they are for: how many persons' records each keeps. */
export interface HoldRow {
  readonly kind: 'legal-hold' | 'decision'
  readonly reason: string
  readonly placedBy: string
  readonly since: Date
  readonly records: number
}

/** The holds in force, the oldest first. */
export async function listHolds(db: Handle): Promise<HoldRow[]> {
  const { rows } = await sql<HoldRow>`
    select kind, reason, min(placed_by) as "placedBy", min(placed_at) as since,
           count(*)::integer as records
    from extract.hold_v1 group by kind, reason order by min(placed_at), reason`.execute(db)
  return rows
}
