import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import { isOpen, type Standing } from './standing.ts'

/** A build of the index, and from when on the portal showed it. */
export interface Build {
  readonly runId: number
  readonly shownFrom: Date
}

/** The build that the end of a day saw, London time; undefined where the index did not exist yet. */
export async function buildShownOn(db: Handle, on: string): Promise<Build | undefined> {
  const { rows } = await sql<Build>`
    select run_id as "runId", shown_from as "shownFrom" from store.build
    where shown_from < (${on}::date + 1)::timestamp at time zone 'Europe/London'
    order by shown_from desc, run_id desc limit 1`.execute(db)
  return rows[0]
}

/** The first day on which there was an index, `YYYY-MM-DD`; undefined where there is none yet. */
export async function firstDay(db: Handle): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`
    select (min(shown_from) at time zone 'Europe/London')::date as day from store.build`.execute(db)
  return rows[0]?.day ?? undefined
}

/**
 * The references that a person of today stood under then: several where records have been joined
 * since. None where none of their records was in the index.
 */
export async function referencesThen(
  db: Handle,
  personId: string,
  runId: number,
): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    with recursive before as (
      select ${personId}::uuid as person_id
      union
      select p.person_id from match.person_v1 p join before b on p.merged_into = b.person_id
    )
    , held as materialized (
      select p.person_id, p.reference from before cross join lateral (
        select * from store.person p where p.person_id = before.person_id and ${isOpen('p')}
          and p.run_from <= ${runId} and (p.run_to is null or p.run_to > ${runId})
        offset 0
      ) p
    )
    select h.reference from held h where not store.held_hidden(h.person_id, ${runId})
    order by h.reference`.execute(db)
  return rows.map(({ reference }) => reference)
}

/**
 * The state that last held a person of whom no source has a record any more; undefined where they
 * never were in the index, still are, or where a record of theirs is somebody else's now.
 */
export async function lastStandingOf(
  db: Handle,
  reference: string,
): Promise<{ standing: Standing; shownUntil: string } | undefined> {
  const { rows } = await sql<{ run_id: number; until_day: string }>`
    with person as (
      select store.final_person(person_id) as person_id from match.person_v1 where reference = ${reference}
    ),
    last_held as (
      select s.person_id, max(s.run_to) as run_to from store.person s join person using (person_id)
      where not exists (select from store.person c where c.person_id = s.person_id and c.run_to is null)
      group by s.person_id
    )
    select (select max(b.run_id) from store.build b where b.run_id < h.run_to) as run_id,
           (ended.shown_from at time zone 'Europe/London')::date as until_day
    from last_held h join store.build ended on ended.run_id = h.run_to
    -- Asked here, so that whoever is shielded costs no more queries than a reference of nobody.
    where h.person_id not in (select person_id from store.hidden_from_reader_v1)
      and not exists (
      select from match.link_v1 l where l.person_id = h.person_id
        and store.person_of(l.feed, l.person_key) is distinct from h.person_id)`.execute(db)
  const [row] = rows
  return row?.run_id ? { standing: { runId: row.run_id }, shownUntil: row.until_day } : undefined
}
