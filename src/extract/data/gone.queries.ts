import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Somebody whom a source's full extract no longer holds. */
export interface GonePerson {
  readonly feed: string
  readonly personKey: string
  /** The day of the extract that no longer had them, `YYYY-MM-DD`. */
  readonly sinceOn: string
  readonly isErased: boolean
  /** The owner's reason, once given: a code of the reasons. */
  readonly reason: string | undefined
  /** Who gave it, and when. */
  readonly by: string | undefined
  readonly givenAt: Date | undefined
}

/** Which of those who are gone: of all feeds where none is named, everybody where there is no limit. */
export interface GoneFilter {
  readonly feed?: string | undefined
  readonly isExplained: boolean
  readonly limit?: number
}

/** Those who are gone, longest first; where a reason was given, the latest given first. */
export async function listGone(
  db: Handle,
  { feed, isExplained, limit }: GoneFilter,
): Promise<GonePerson[]> {
  const { rows } = await sql<{ [K in keyof GonePerson]: GonePerson[K] | null }>`
    select s.feed, s.person_key as "personKey",
           ((l.extract_at at time zone 'Europe/London')::date) as "sinceOn",
           s.is_erased as "isErased", s.reason, s.reason_given_by as by, s.reason_given_at as "givenAt"
    from extract.shield s join extract.load l on l.load_id = s.since_load
    where s.kind = 'gone' and s.until_load is null and (s.reason is not null) = ${isExplained}
      and (${feed ?? null}::text is null or s.feed = ${feed ?? null})
    order by s.reason_given_at desc nulls last, l.extract_at, s.feed, s.person_key
    limit ${limit ?? null}`.execute(db)
  return rows.map((row) => ({
    ...(row as GonePerson),
    reason: row.reason ?? undefined,
    by: row.by ?? undefined,
    givenAt: row.givenAt ?? undefined,
  }))
}

/** Keeps why people are gone, where nobody has said so yet; answers of whom, by their keys. */
export async function saveGoneReason(
  db: Handle,
  gone: {
    feed: string
    personKeys: readonly string[]
    reason: string
    keepsMasked: boolean
    by: string
  },
): Promise<string[]> {
  const { rows } = await sql<{ person_key: string }>`
    update extract.shield set reason = ${gone.reason}, reason_keeps_masked = ${gone.keepsMasked},
      reason_given_by = ${gone.by}, reason_given_at = clock_timestamp()
    where feed = ${gone.feed} and person_key = any (${gone.personKeys}) and kind = 'gone'
      and until_load is null
    returning person_key`.execute(db)
  return rows.map((row) => row.person_key)
}

/** Takes the reason back: the banner and the mask are there again. Answers of whom, by their keys. */
export async function dropGoneReason(
  db: Handle,
  { feed, personKeys }: { feed: string; personKeys: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ person_key: string }>`
    update extract.shield set reason = null, reason_keeps_masked = null,
      reason_given_by = null, reason_given_at = null
    where feed = ${feed} and person_key = any (${personKeys}) and kind = 'gone'
      and until_load is null and reason is not null
    returning person_key`.execute(db)
  return rows.map((row) => row.person_key)
}
