import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** A child whom hardly anybody sees, as the reader may hear of them. */
export interface NotSeenRow {
  readonly reference: string
  readonly reason: string
  readonly foundOn: string
}

/** How many children a finder has for this reader, and how many it holds back and why. */
export interface FinderCount {
  readonly finder: string
  readonly children: number
  readonly heldBack: number
  readonly lateSources: string | null
}

/** One page of a finder's children, longest on the list first. Nobody who is hidden from the reader. */
export async function listNotSeen(
  db: Handle,
  finder: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<NotSeenRow[]> {
  const { rows } = await sql<NotSeenRow>`
    select p.reference, n.reason, n.found_on as "foundOn"
    from cleanse.not_seen n join store.person_v1 p using (person_id)
    where n.finder = ${finder} and n.person_id not in (select person_id from store.hidden_person_v1)
    order by n.found_on, p.reference limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

/** What every finder has. */
export async function countNotSeen(db: Handle): Promise<FinderCount[]> {
  const { rows } = await sql<FinderCount>`
    select coalesce(n.finder, h.finder) as finder, coalesce(n.children, 0)::integer as children,
           coalesce(h.children, 0) as "heldBack", h.late_sources as "lateSources"
    from (select finder, count(*) as children from cleanse.not_seen join store.person_v1 using (person_id)
          where person_id not in (select person_id from store.hidden_person_v1) group by finder) n
    full join cleanse.not_seen_held_back h using (finder)`.execute(db)
  return rows
}
