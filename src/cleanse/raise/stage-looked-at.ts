import type pg from 'pg'
import type { IsoDate } from '#kernel'

/** Rules whose finding may pass with time alone, without a change of the record. */
const timeBound = ['no-postcode']

/** Which records are looked at: all in force, or those in `looked_at`. */
export type Scope = 'all' | 'changed'

/**
 * Prepares the run: `hidden_key` with whom nobody may hear of, and, unless the rules have changed,
 * `looked_at` with the records that a load has brought, changed or ended since the last run.
 */
export async function stageLookedAt(
  client: pg.ClientBase,
  rulesDigest: string,
  today: IsoDate,
): Promise<{ scope: Scope; since: IsoDate | undefined }> {
  await client.query(`
    create temp table hidden_now on commit drop as
    with hidden as materialized (select person_id from store.hidden_person_v1)
    select feed, person_key from match.current_link_v1 where person_id in (select person_id from hidden)
    union
    select feed, person_key from extract.shield_v1 where kind = 'restricted';
    create unique index on hidden_now (feed, person_key);
    analyze hidden_now;
    create temp table looked_at (feed text, kind text, record_key text) on commit drop`)
  const { rows } = await client.query<{
    feed: string
    loadId: number
    checkedUpTo: number
    digest: string
    checkedOn: IsoDate | null
  }>(
    `select f.feed, coalesce(max(l.load_id), 0) as "loadId", coalesce(c.load_id, 0) as "checkedUpTo",
            coalesce(c.rules_digest, '') as digest, c.checked_on as "checkedOn"
     from extract.feed_freshness_v1 f
     left join extract.load_v1 l on l.feed = f.feed and l.state = 'loaded'
     left join cleanse.checked_load c on c.feed = f.feed
     group by f.feed, c.load_id, c.rules_digest, c.checked_on`,
  )
  const scope = rows.some(({ digest }) => digest !== rulesDigest) ? 'all' : 'changed'
  if (scope === 'changed') {
    // Feed by feed, with its number in the query: the indexes of loads answer nothing else.
    for (const { feed, checkedUpTo, loadId } of rows) {
      if (loadId === checkedUpTo) continue
      for (const end of ['load_from', 'load_to']) {
        await client.query(
          `insert into looked_at select feed, kind, record_key from extract.record_version_v1
           where feed = $1 and ${end} > $2`,
          [feed, checkedUpTo],
        )
      }
    }
    await addReopened(client)
  }
  await client.query(
    `insert into cleanse.checked_load (feed, load_id, rules_digest, checked_on)
     select feed, load_id, $2, $3::date from jsonb_to_recordset($1) as c (feed text, load_id bigint)
     on conflict (feed) do update set load_id = excluded.load_id, rules_digest = excluded.rules_digest,
       checked_on = excluded.checked_on`,
    [
      JSON.stringify(rows.map(({ feed, loadId }) => ({ feed, load_id: loadId }))),
      rulesDigest,
      today,
    ],
  )
  const days = rows.map(({ checkedOn }) => checkedOn)
  const [first] = days.filter((day) => day !== null).sort()
  const isKnown = scope === 'changed' && !days.includes(null)
  return { scope, since: isKnown ? first : undefined }
}

/** Records of those who were hidden at the last run and are not any more, and what time may mend. */
async function addReopened(client: pg.ClientBase): Promise<void> {
  await client.query(
    `insert into looked_at
     select r.feed, r.kind, r.record_key
     from (select feed, person_key from cleanse.hidden_key
           except select feed, person_key from hidden_now) shown
     join extract.current_record_v1 r using (feed, person_key)
     union all
     select feed, record_kind, record_key from cleanse.exception where run_to is null and rule = any ($1)`,
    [timeBound],
  )
  await client.query(`
    create index on looked_at (feed, kind, record_key);
    analyze looked_at`)
}
