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
    from cleanse.not_seen n join match.person_v1 p using (person_id)
    where n.finder = ${finder} and n.person_id not in (select person_id from store.hidden_person_v1)
    order by n.found_on, p.reference limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

/** What every finder has. Nobody who is hidden is counted, nor is anybody held back who is. */
export async function countNotSeen(db: Handle): Promise<FinderCount[]> {
  const { rows } = await sql<FinderCount>`
    with hidden as materialized (select person_id from store.hidden_person_v1),
    listed as (
      select finder, count(*)::integer as children from cleanse.not_seen
      where person_id not in (select person_id from hidden) group by finder
    ),
    held as (
      select finder, count(*)::integer as children,
             string_agg(distinct late_source, ', ' order by late_source) as late_sources
      from cleanse.not_seen_held_back where person_id not in (select person_id from hidden) group by finder
    )
    select finder, coalesce(n.children, 0) as children, coalesce(h.children, 0) as "heldBack",
           h.late_sources as "lateSources"
    from listed n full join held h using (finder)`.execute(db)
  return rows
}
