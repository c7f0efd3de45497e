import type pg from 'pg'
import { NotFound } from '#kernel'

/** A hold on the records of a person. */
export interface HoldOrder {
  /** The person's reference; one that was joined to another holds the other. */
  readonly reference: string
  readonly kind: 'legal-hold' | 'decision'
  /** In plain words, without a name: which proceedings, which decision. */
  readonly reason: string
  readonly placedBy: string
}

/**
 * Keeps every record that is or ever was of a person from being erased, by their source or by
 * retention, until the hold is lifted. Answers how many source records of persons it holds.
 *
 * @throws NotFound where nobody has the reference
 */
export async function placeHold(client: pg.ClientBase, order: HoldOrder): Promise<number> {
  const { rows } = await client.query<{ person_id: string }>(
    'select store.final_person(person_id) as person_id from match.person_v1 where reference = $1',
    [order.reference],
  )
  const [person] = rows
  if (person === undefined) throw new NotFound('No person has this reference.')
  const { rowCount } = await client.query(
    `insert into extract.hold (feed, person_key, kind, reason, placed_by)
     select distinct l.feed, l.person_key, $2, $3, $4 from match.link_v1 l
     where store.final_person(l.person_id) = $1
     on conflict (feed, person_key, kind, reason) where lifted_at is null do nothing`,
    [person.person_id, order.kind, order.reason, order.placedBy],
  )
  return rowCount ?? 0
}

/** Lifts every hold of that reason on a person's records; what is due goes with the next run. */
export async function liftHold(
  client: pg.ClientBase,
  { reference, reason, liftedBy }: { reference: string; reason: string; liftedBy: string },
): Promise<number> {
  const { rowCount } = await client.query(
    `update extract.hold h set lifted_at = clock_timestamp(), lifted_by = $3
     where lifted_at is null and reason = $2 and exists (
       select from match.link_v1 l join match.person_v1 p on p.reference = $1
       where l.feed = h.feed and l.person_key = h.person_key
         and store.final_person(l.person_id) = store.final_person(p.person_id))`,
    [reference, reason, liftedBy],
  )
  return rowCount ?? 0
}
