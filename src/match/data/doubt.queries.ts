import { sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { RecordName } from './answer.queries.ts'

/** A record that stands under a person, with its source's name. */
export interface PersonRecord extends RecordName {
  readonly sourceName: string
}

/** The records that stand under a person, source by source. */
export async function recordsOfPerson(db: Handle, personId: string): Promise<PersonRecord[]> {
  const { rows } = await sql<PersonRecord>`
    select l.feed, l.person_key as "personKey", coalesce(f.source_name, l.feed) as "sourceName"
    from match.current_link_v1 l left join extract.feed_v1 f on f.feed = l.feed
    where l.person_id = ${personId} order by 3, 2`.execute(db)
  return rows
}

/** A doubt about a person's records that is under review. */
export interface OpenDoubt {
  readonly since: Date
}

/** Whether somebody has said that a person's records are not all of one child, and it is not decided yet. */
export async function openDoubtOf(db: Handle, personId: string): Promise<OpenDoubt | undefined> {
  const { rows } = await sql<OpenDoubt>`
    select min(r.opened_at) as since
    from match.review r
    join match.current_link_v1 l on (l.feed, l.person_key) in ((r.feed_a, r.key_a), (r.feed_b, r.key_b))
    where r.kind = 'doubt' and r.closed_at is null and l.person_id = ${personId}
    having count(*) > 0`.execute(db)
  return rows[0]
}

/** Opens the question. A pair of the same records that waits already becomes it. */
export async function addDoubt(
  db: Handle,
  { accountId, because }: { readonly accountId: string; readonly because: string },
  doubted: readonly RecordName[],
  rest: readonly RecordName[],
): Promise<void> {
  const [a, b] = [doubted[0], rest[0]]
  if (!a || !b) return
  const side = (of: readonly RecordName[], field: keyof RecordName) => of.map((one) => one[field])
  await sql`
    with r as (
      insert into match.review
        (kind, feed_a, key_a, feed_b, key_b, records, opened_by, opened_because)
      values ('doubt', ${a.feed}, ${a.personKey}, ${b.feed}, ${b.personKey},
              ${doubted.length + rest.length}, ${accountId}, ${because})
      on conflict (feed_a, key_a, feed_b, key_b) where closed_at is null
        do update set kind = 'doubt', opened_by = excluded.opened_by,
                      opened_because = excluded.opened_because
      returning review_id)
    insert into match.review_side (review_id, side, feed, person_key)
    select r.review_id, 'a', d.* from r, unnest(
      ${side(doubted, 'feed')}::text[], ${side(doubted, 'personKey')}::text[]) d
    union all
    select r.review_id, 'b', d.* from r, unnest(
      ${side(rest, 'feed')}::text[], ${side(rest, 'personKey')}::text[]) d
    on conflict do nothing`.execute(db)
}
