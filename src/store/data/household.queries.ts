import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import { holdsHiddenRecord, type ItemRow, type Reading } from './child.queries.ts'
import { isGranted } from './granted.ts'
import { heldAt, isHidden, isOpen } from './standing.ts'

/** Somebody's address at a place, with what tells who they are. */
export interface PlaceRow extends Pick<ItemRow, 'content' | 'feed' | 'recordedOn'> {
  readonly place: string
  readonly reference: string
  readonly name: Readonly<Record<string, string>> | null
  readonly born: Readonly<Record<string, string>> | null
  readonly expected: Readonly<Record<string, string>> | null
}

/** One address of the person, with how many others any source has there. */
export interface OwnPlace {
  readonly place: string
  readonly content: ItemRow['content']
  readonly feed: string
  readonly recordedOn: string
  readonly others: number
}

/** The person's addresses whose house can be told, best first, each house once. */
export async function placesOf(
  db: Handle,
  personId: string,
  { standing, grants }: Reading,
): Promise<OwnPlace[]> {
  const { rows } = await sql<OwnPlace>`
    select o.place, o.content, o.feed, o."recordedOn",
           (select count(distinct i.person_id) from store.item i
            where i.place = o.place and i.kind = 'address' and i.person_id <> ${personId}
              and ${heldAt('i', standing)} and ${isGranted('i', grants)})::integer as others
    from (
      select distinct on (i.place) i.place, i.content, i.feed, i.recorded_on as "recordedOn", i.rank
      from store.item i
      where i.person_id = ${personId} and i.kind = 'address' and i.place is not null
        and ${heldAt('i', standing)} and ${isGranted('i', grants)}
      order by i.place, i.rank
    ) o
    order by o.rank, o.place`.execute(db)
  return rows
}

/**
 * Who else has an address at these places. Left out is whoever the reader is not shown, and whoever's
 * whereabouts are hidden, be it by a shield or because a source no longer has them: here they would show.
 */
export async function peopleAt(
  db: Handle,
  personId: string,
  places: readonly string[],
  { standing, grants }: Reading,
): Promise<PlaceRow[]> {
  const value = (attribute: string) => sql`(
    select v.content from store.value v
    where v.person_id = h.person_id and v.attribute = ${attribute} and ${heldAt('v', standing)}
      and ${isGranted('v', grants)}
    order by v.rank limit 1)`
  const { rows } = await sql<PlaceRow>`
    with here as materialized (
      select i.person_id, i.place, i.content, i.feed, i.recorded_on, i.rank, p.reference
      from store.item i cross join lateral (
        select p.person_id, p.reference from store.person p
        where p.person_id = i.person_id and ${heldAt('p', standing)} and ${isOpen('p')}
        offset 0
      ) p
      where i.place = any (${[...places]}::text[]) and i.kind = 'address'
        and i.person_id <> ${personId} and ${heldAt('i', standing)} and ${isGranted('i', grants)}
    )
    select h.place, h.reference, h.content, h.feed, h.recorded_on as "recordedOn",
           ${value('name')} as name, ${value('bornOn')} as born, ${value('expectedOn')} as expected
    from here h
    where not ${isHidden(sql`h.person_id`)} and not ${holdsHiddenRecord(sql`h.person_id`, standing)}
      and store.final_person(h.person_id) not in (select m.person_id from store.masked_from_reader_v1 m)
      and not exists (select from store.gone_records(store.final_person(h.person_id)))
    order by h.place, h.reference, h.rank`.execute(db)
  return rows
}
