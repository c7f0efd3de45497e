import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db'
import type { SourceCoverage } from '../child-record.ts'

/** A person of the index as pages ask for them. */
export interface PersonRow {
  readonly personId: string
  readonly reference: string
}

/** A candidate value of one attribute, best first within it. */
export interface ValueRow {
  readonly attribute: string
  readonly content: Readonly<Record<string, string>>
  readonly feed: string
  readonly recordedOn: string
}

/** An address, relationship, involvement, indicator or event as its source gave it. */
export interface ItemRow {
  readonly kind: string
  readonly content: Readonly<Record<string, unknown>>
  readonly feed: string
  readonly recordedOn: string
}

/** A source with what it gives: attributes, kinds of record, and `indicator:caf` for a kind of those. */
export interface SourceRow extends SourceCoverage {
  readonly attributes: readonly string[]
}

/** When somebody looks. */
export interface Reading {
  /** `YYYY-MM-DD` in Europe/London; another day than that of `now` where one is fixed. */
  readonly today: string
  readonly now: Date
}

/**
 * The person of a reference, following joins to the one in force. Nothing for a reference that was
 * never given, for a person without records, and for one whom any source restricts: the reader
 * can't tell these apart.
 */
export async function findPerson(db: Handle, reference: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    with recursive trail as (
      select person_id, merged_into from match.person_v1 where reference = ${reference}
      union
      select p.person_id, p.merged_into from match.person_v1 p join trail t on p.person_id = t.merged_into
    )
    select s.person_id as "personId", s.reference
    from trail join store.person s using (person_id)
    where trail.merged_into is null and s.run_to is null and not s.is_restricted`.execute(db)
  return rows[0]
}

/** Every candidate of every attribute of a person, best first within each. */
export async function valuesOf(db: Handle, personId: string): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select attribute, content, feed, recorded_on as "recordedOn"
    from store.value where person_id = ${personId} and run_to is null
    order by attribute, rank`.execute(db)
  return rows
}

/** All that the sources hold beside the attributes: the best address first, the rest newest first. */
export async function itemsOf(db: Handle, personId: string, today: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select kind, content, feed, recorded_on as "recordedOn"
    from store.item where person_id = ${personId} and run_to is null
    order by kind, ${isFormerAddress(sql`content`, today)}, rank, coalesce(content ->> 'startOn', content ->> 'fromOn', content ->> 'happenedOn') desc nulls last,
             recorded_on desc, row_digest`.execute(db)
  return rows
}

/** In SQL: whether an address has ended. One whose end is still to come is current. */
export function isFormerAddress(content: RawBuilder<unknown>, today: string): RawBuilder<unknown> {
  return sql`coalesce(${content} ->> 'toOn' <= ${today}, false)`
}

/**
 * Every source there is: whether it holds a record of this person, how fresh it is, what it gives. It
 * is late once its next extract is due and has not come: judged at `now` where that is `today`, and
 * at the end of any other day, which is one fixed for a demonstration.
 */
export async function sourcesFor(
  db: Handle,
  personId: string,
  { today, now }: Reading,
): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select f.feed, f.source_name as "sourceName", f.organisation,
           exists (select from match.current_link_v1 l where l.feed = f.feed and l.person_id = ${personId}) as "holdsRecord",
           (f.last_extract_at at time zone 'Europe/London')::date as "asOf",
           coalesce(f.last_extract_at + make_interval(hours => f.late_after_hours) < reading.moment, true) as "isLate",
           array(select attribute from store.source_attribute a where a.feed = f.feed
                 union all
                 select 'indicator:' || kind from store.indicator_kind k where k.feed = f.feed) as attributes
    from extract.feed_freshness_v1 f
    cross join (
      select case when (${now}::timestamptz at time zone 'Europe/London')::date = ${today}::date then ${now}::timestamptz
             else (${today}::date + 1)::timestamp at time zone 'Europe/London' end as moment
    ) reading
    order by f.source_name`.execute(db)
  return rows.map((row) => ({ ...row, asOf: row.asOf ?? undefined }))
}
