import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** A reference, and which one leads on from it. */
export interface KnownReference {
  readonly personId: string
  readonly reference: string
  readonly givenAt: Date
  /** The reference that it leads to today; its own where it has not been joined to another. */
  readonly leadsTo: string
  /** The person whom it leads to. */
  readonly nowPersonId: string
  readonly isRestricted: boolean
}

/** A reference of the ledger, given ever; undefined for one that never was. */
export async function knownReference(
  db: Handle,
  reference: string,
): Promise<KnownReference | undefined> {
  const { rows } = await sql<KnownReference>`
    with recursive way as (
      select person_id, merged_into, 1 as step from match.person where reference = ${reference}
      union all
      select p.person_id, p.merged_into, step + 1
      from way w join match.person p on p.person_id = w.merged_into where step < 100)
    select p.person_id as "personId", p.reference, run.started_at as "givenAt",
           last.reference as "leadsTo", last.person_id as "nowPersonId",
           exists (select from match.restricted_person_v1 r
                   where r.person_id in (select person_id from way)) as "isRestricted"
    from match.person p
    join platform.run run on run.run_id = p.run_from
    join (select person_id from way order by step desc limit 1) end_ on true
    join match.person last on last.person_id = end_.person_id
    where p.reference = ${reference}`.execute(db)
  return rows[0]
}

/** Something that became of a reference. */
export interface TrailEvent {
  readonly kind: 'joined-to' | 'split-from' | 'back' | 'moved-from'
  readonly reference: string
  readonly other: string
  readonly records: number
  readonly because: 'matching' | 'decision' | 'undone'
  readonly at: Date
  /** The reason that a reviewer gave, where a decision caused it. */
  readonly reason: string | null
}

/**
 * What became of a reference and of those that were joined to it or split from it, the newest first.
 * Events that name somebody restricted are left out unless the reader may see them.
 */
export async function trailOf(
  db: Handle,
  personId: string,
  maySeeRestricted: boolean,
): Promise<TrailEvent[]> {
  const { rows } = await sql<TrailEvent>`
    select e.kind, p.reference, o.reference as other, e.records, e.because, e.at,
           (select w.reason from match.decision d join match.answer w using (review_id)
            where d.decision_id = e.decision_id and w.answer = d.answer
            order by w.answered_at limit 1) as reason
    from match.reference_event e
    join match.person p on p.person_id = e.person_id
    join match.person o on o.person_id = e.other_person
    where (e.person_id = ${personId} or e.other_person = ${personId})
      and (${maySeeRestricted}::boolean or not exists (
        select from match.restricted_person_v1 r where r.person_id in (e.person_id, e.other_person)))
    order by e.event_id desc`.execute(db)
  return rows
}
