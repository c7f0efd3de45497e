import type { Connection } from './load.queries.ts'
import { shieldGone } from './shield.queries.ts'

/** Why records are erased. */
export type ErasureCause = 'source' | 'retention' | 'agreement-ended' | 'rights-request'

/** What to erase: persons with all that hangs on them, and single records. */
export interface ErasureOrder {
  readonly feed: string
  /** The source's keys of the persons. */
  readonly personKeys?: readonly string[]
  readonly records?: readonly { readonly kind: string; readonly recordKey: string }[]
  readonly cause: ErasureCause
  /** In plain words, without a name or a value: it is kept. */
  readonly reason?: string
  /** The account that decided it; nobody where a rule did. */
  readonly doneBy?: string
  /** The load whose file asked for it. */
  readonly loadId?: number
}

/** What an erasure removed. */
export interface ErasureResult {
  readonly erasureId: string
  readonly persons: number
  /** All versions counted. */
  readonly records: number
  /** Persons whom a hold kept. */
  readonly spared: number
}

/**
 * Removes source records with every version they ever had, and keeps that it was done, when and
 * why. Records that a hold is on stay (a legal hold, or a decision that rests on them). Call it inside the transaction that removes what was derived from them. What a source asked
 * for may come again from that source; what Kith erased by itself stays out until the source
 * changes it (UK GDPR article 5(1)(e), article 17).
 */
export async function eraseRecords(
  client: Connection,
  order: ErasureOrder,
): Promise<ErasureResult> {
  const { rows } = await client.query<{ erasure_id: string }>(
    `insert into extract.erasure (feed, cause, load_id, persons, records, reason, done_by)
     values ($1, $2, $3, 0, 0, $4, $5) returning erasure_id`,
    [order.feed, order.cause, order.loadId ?? null, order.reason ?? null, order.doneBy ?? null],
  )
  const erasureId = rows[0]?.erasure_id ?? ''
  const { rows: spared } = await client.query<{ spared: number }>(
    `select count(distinct h.person_key) as spared from extract.hold_v1 h
     where h.feed = $1 and (h.person_key = any ($2) or exists (
       select from extract.source_record x
       join jsonb_to_recordset($3) as o (kind text, "recordKey" text)
         on x.kind = o.kind and x.record_key = o."recordKey"
       where x.feed = $1 and x.person_key = h.person_key))`,
    [order.feed, order.personKeys ?? [], JSON.stringify(order.records ?? [])],
  )
  const { rows: counts } = await client.query<{ persons: number; records: number }>(
    `with erased as (
       delete from extract.source_record r
       where r.feed = $1 and (r.person_key = any ($2) or r.record_id in (
         select x.record_id from extract.source_record x
         join jsonb_to_recordset($3) as o (kind text, "recordKey" text)
           on x.kind = o.kind and x.record_key = o."recordKey"
         where x.feed = $1))
         and not exists (select from extract.hold_v1 h
                         where h.feed = r.feed and h.person_key = r.person_key)
       returning r.kind, r.person_key, r.record_key, r.content_digest
     ), kept as (
       insert into extract.erased_content (feed, kind, content_digest, erasure_id, keeps_out)
       select distinct $1, kind, content_digest, $4::uuid, $5::boolean from erased
       on conflict (feed, kind, content_digest) do update
         set keeps_out = extract.erased_content.keeps_out or excluded.keeps_out
     ), keys as (
       insert into extract.erased_key (erasure_id, feed, kind, person_key, record_key)
       select distinct $4::uuid, $1, kind, person_key, record_key from erased
     )
     update extract.erasure e set records = c.records, persons = c.persons
     from (select count(*) as records,
                  count(distinct person_key) filter (where kind = 'person') as persons
           from erased) c
     where e.erasure_id = $4
     returning e.persons, e.records`,
    [
      order.feed,
      order.personKeys ?? [],
      JSON.stringify(order.records ?? []),
      erasureId,
      order.cause !== 'source',
    ],
  )
  return {
    erasureId,
    persons: counts[0]?.persons ?? 0,
    records: counts[0]?.records ?? 0,
    spared: spared[0]?.spared ?? 0,
  }
}

/**
 * Erases what the incoming rows ask for, shields those persons until the index has caught up, and
 * takes these rows out of the incoming ones. Answers how many records went, all versions counted.
 */
export async function eraseIncoming(
  client: Connection,
  load: { feed: string; loadId: number },
): Promise<number> {
  const { rows } = await client.query<{ erases: string; kind: string; keys: string[] }>(
    `with asked as (delete from pg_temp.incoming where erases is not null
                    returning erases, kind, person_key, record_key)
     select erases, kind, array_agg(distinct case erases when 'person' then person_key else record_key end) as keys
     from asked group by erases, kind`,
  )
  const personKeys = rows.filter((row) => row.erases === 'person').flatMap((row) => row.keys)
  const records = rows
    .filter((row) => row.erases === 'record')
    .flatMap(({ kind, keys }) => keys.map((recordKey) => ({ kind, recordKey })))
  if (personKeys.length + records.length === 0) return 0
  const { feed, loadId } = load
  const known = await knownPersons(client, feed, personKeys)
  const erased = await eraseRecords(client, { feed, loadId, personKeys, records, cause: 'source' })
  if (erased.spared > 0) await endHeld(client, { feed, loadId, personKeys, records })
  await shieldGone(client, { feed, loadId, isErased: true }, known)
  return erased.records
}

/** Forgets which records were erased, once nothing derived holds anything of them. */
export async function forgetErasedRecords(client: Connection): Promise<void> {
  await client.query('delete from extract.erased_key')
}

/** What a hold keeps is no longer in force all the same: its source does not have it any more. */
async function endHeld(
  client: Connection,
  order: {
    feed: string
    loadId: number
    personKeys: readonly string[]
    records: readonly { kind: string; recordKey: string }[]
  },
): Promise<void> {
  await client.query(
    `update extract.source_record r set load_to = $2
     where r.feed = $1 and r.load_to is null and (r.person_key = any ($3) or exists (
       select from jsonb_to_recordset($4) as o (kind text, "recordKey" text)
       where r.kind = o.kind and r.record_key = o."recordKey"))`,
    [order.feed, order.loadId, order.personKeys, JSON.stringify(order.records)],
  )
}

async function knownPersons(client: Connection, feed: string, keys: readonly string[]) {
  const { rows } = await client.query<{ person_key: string }>(
    `select distinct person_key from extract.source_record
     where feed = $1 and person_key = any ($2)`,
    [feed, keys],
  )
  return rows.map((row) => row.person_key)
}

/**
 * Drops from the incoming records what was erased for good: what Kith erased by itself, and, where
 * an older file is loaded again, what its source has had erased since.
 */
export async function dropErased(
  client: Connection,
  { feed, isReplay }: { feed: string; isReplay: boolean },
): Promise<number> {
  const { rowCount } = await client.query(
    `delete from pg_temp.incoming i using extract.erased_content e
     where e.feed = $1 and e.kind = i.kind and e.content_digest = i.content_digest
       and (e.keeps_out or $2)`,
    [feed, isReplay],
  )
  return rowCount ?? 0
}

/**
 * Ends a source: its agreement is over, and nothing of it is taken in any more. Its name and its loads
 * stay, to tell what came when.
 */
export async function endFeed(client: Connection, feed: string, endedOn: string): Promise<void> {
  await client.query('update extract.feed set ended_on = $2 where feed = $1', [feed, endedOn])
}

/** The sources that have ended. */
export async function endedFeeds(client: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ feed: string }>(
    'select feed from extract.feed where ended_on is not null',
  )
  return new Set(rows.map((row) => row.feed))
}
