import type { Connection } from './load.queries.ts'

/**
 * Shields whom this load's new versions restrict, and lifts the shield of those whom the source no
 * longer restricts or holds again. One who is gone while restricted stays restricted.
 */
export async function shieldRestricted(
  client: Connection,
  { feed, loadId }: { feed: string; loadId: number },
): Promise<void> {
  await client.query(
    `insert into extract.shield (feed, person_key, kind, since_load)
     select distinct feed, person_key, 'restricted', $2::bigint
     from extract.source_record
     where feed = $1 and load_from = $2 and kind = 'person' and content @> '{"isRestricted": true}'
     on conflict do nothing`,
    [feed, loadId],
  )
  // A load lifts none of its own. Where it finds no other, as in a first load, whose table's size the
  // server does not know yet, nothing is asked of that table.
  const { rowCount } = await client.query(
    `select from extract.shield where feed = $1 and until_load is null and since_load <> $2 limit 1`,
    [feed, loadId],
  )
  if (rowCount === 0) return
  await client.query(
    `update extract.shield s set until_load = $2
     where s.feed = $1 and s.until_load is null and s.since_load <> $2 and exists (
       select from extract.source_record r
       where r.feed = s.feed and r.person_key = s.person_key and r.kind = 'person'
         and r.load_to is null)
     and (s.kind = 'gone' or not exists (
       select from extract.source_record r
       where r.feed = s.feed and r.person_key = s.person_key and r.kind = 'person'
         and r.load_to is null and r.content @> '{"isRestricted": true}'))`,
    [feed, loadId],
  )
}

/** Shields persons whom the source no longer holds, by their keys. */
export async function shieldGone(
  client: Connection,
  load: { feed: string; loadId: number; isErased: boolean },
  personKeys: readonly string[],
): Promise<void> {
  await client.query(
    `insert into extract.shield (feed, person_key, kind, since_load, is_erased)
     select $1, k, 'gone', $2, $4 from unnest($3::text[]) k
     where not exists (select from extract.source_record r
                       where r.feed = $1 and r.person_key = k and r.kind = 'person'
                         and r.load_to is null)
     on conflict (feed, person_key, kind) where until_load is null
       do update set is_erased = excluded.is_erased or extract.shield.is_erased`,
    [load.feed, load.loadId, personKeys, load.isErased],
  )
}

/** Shields every person whose last record of kind person has ended in this load. */
export async function shieldEnded(
  client: Connection,
  { feed, loadId, endedKeys }: { feed: string; loadId: number; endedKeys: readonly string[] },
): Promise<void> {
  if (endedKeys.length > 0) {
    await shieldGone(client, { feed, loadId, isErased: false }, endedKeys)
  }
}

/**
 * Forgets the keys of persons erased at a source's wish, and of all erased records, once matching and
 * index no longer hold anything of theirs: call it after a whole run.
 */
export async function forgetErasedKeys(client: Connection): Promise<void> {
  await client.query('delete from extract.shield where is_erased; delete from extract.erased_key')
}
