import type { Connection } from './load.queries.ts'

/** Somebody whom a source's full extract no longer holds. */
export interface GonePerson {
  readonly feed: string
  readonly personKey: string
  /** The day of the extract that no longer had them, `YYYY-MM-DD`. */
  readonly sinceOn: string
  readonly isErased: boolean
  /** The owner's reason, once given. */
  readonly reason: string | undefined
}

/** Those who are gone from a feed, longest first; of all feeds where none is named. */
export async function listGone(
  client: Connection,
  { feed, isExplained }: { feed?: string | undefined; isExplained: boolean },
): Promise<GonePerson[]> {
  const { rows } = await client.query<{
    feed: string
    person_key: string
    since_on: string
    is_erased: boolean
    reason: string | null
  }>(
    `select s.feed, s.person_key, ((l.extract_at at time zone 'Europe/London')::date) as since_on,
            s.is_erased, s.reason
     from extract.shield s join extract.load l on l.load_id = s.since_load
     where s.kind = 'gone' and s.until_load is null and (s.reason is not null) = $2
       and ($1::text is null or s.feed = $1)
     order by l.extract_at, s.feed, s.person_key`,
    [feed ?? null, isExplained],
  )
  return rows.map((row) => ({
    feed: row.feed,
    personKey: row.person_key,
    sinceOn: row.since_on,
    isErased: row.is_erased,
    reason: row.reason ?? undefined,
  }))
}

/** Keeps why somebody is gone; false where nobody of that key is. */
export async function saveGoneReason(
  client: Connection,
  gone: { feed: string; personKey: string; reason: string; keepsMasked: boolean; by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update extract.shield set reason = $3, reason_keeps_masked = $4, reason_given_by = $5,
       reason_given_at = clock_timestamp()
     where feed = $1 and person_key = $2 and kind = 'gone' and until_load is null`,
    [gone.feed, gone.personKey, gone.reason, gone.keepsMasked, gone.by],
  )
  return (rowCount ?? 0) > 0
}
