import { type RawBuilder, sql } from 'kysely'
import type { DataKind, Grants } from '#access'
import type { Handle } from '#platform/db'
import type { GoneSource, SourceCoverage } from '../child-record.ts'
import { sharedKinds } from '../rules/grant-key.ts'
import { isGranted } from './granted.ts'
import { heldAt, isHidden, isOpen, type Standing } from './standing.ts'

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
  /** Of a relationship: the reference of the other person, where they are in the index. */
  readonly otherReference?: string | null
}

/** A relationship that another person's record has to this one. */
export interface NamedByItem {
  readonly content: Readonly<Record<string, unknown>>
  readonly feed: string
  readonly recordedOn: string
  readonly reference: string
  readonly name: { readonly family?: string; readonly given?: string } | null
}

/** A source with what it gives: attributes, kinds of record, and `indicator:caf` for a kind of those. */
export interface SourceRow extends SourceCoverage {
  readonly attributes: readonly string[]
  /** The kinds of its data that are shared with the reader, whatever it holds. */
  readonly sharedKinds: ReadonlySet<DataKind>
}

/** What a reader may see, when they look, and at which state of the index. */
export interface Reading {
  readonly grants: Grants
  /** `YYYY-MM-DD` in Europe/London; another day than that of `now` where one is fixed. */
  readonly today: string
  readonly now: Date
  readonly standing: Standing
}

/**
 * The person of a reference, following joins to the one in force then. Nothing for a reference that
 * was never given, for a person without records, and for one who is shielded from the reader, then or
 * today: the reader can't tell these apart.
 */
export async function findPerson(
  db: Handle,
  reference: string,
  standing: Standing,
): Promise<PersonRow | undefined> {
  const isJoined =
    standing === 'now'
      ? sql`p.merged_into is not null`
      : sql`(p.merged_into is not null and p.run_to <= ${standing.runId})`
  const { rows } = await sql<PersonRow>`
    with recursive trail as (
      select p.person_id, case when ${isJoined} then p.merged_into end as next
      from match.person_v1 p where p.reference = ${reference}
      union
      select p.person_id, case when ${isJoined} then p.merged_into end
      from match.person_v1 p join trail t on p.person_id = t.next
    ),
    -- The one person first: asked of everybody, whether they are hidden takes seconds.
    held as materialized (
      select s.person_id, s.reference from trail cross join lateral (
        select * from store.person s
        where s.person_id = trail.person_id and ${heldAt('s', standing)} and ${isOpen('s')}
        offset 0
      ) s
      where trail.next is null
    )
    select h.person_id as "personId", h.reference from held h
    where not ${isHidden(sql`h.person_id`)} and not ${holdsHiddenRecord(sql`h.person_id`, standing)}`.execute(
    db,
  )
  return rows[0]
}

/** The references that have been joined to a person's, by way of however many. */
export async function formerReferencesOf(db: Handle, personId: string): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    with recursive before as (
      select person_id, reference from match.person_v1 where merged_into = ${personId}
      union
      select p.person_id, p.reference from match.person_v1 p join before b on p.merged_into = b.person_id
    )
    select reference from before order by reference`.execute(db)
  return rows.map(({ reference }) => reference)
}

/** In SQL: whether a record that was the person's then is, or is now of somebody who is, hidden today. */
export function holdsHiddenRecord(
  personId: RawBuilder<unknown>,
  standing: Standing,
): RawBuilder<boolean> {
  if (standing === 'now') return sql<boolean>`false`
  return sql`store.held_hidden(${personId}, ${standing.runId})`
}

/** The candidates of every attribute of a person that the reader may see, best first within each. */
export async function valuesOf(
  db: Handle,
  personId: string,
  { standing, grants }: Reading,
): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select v.attribute, v.content, v.feed, v.recorded_on as "recordedOn"
    from store.value v
    where v.person_id = ${personId} and ${heldAt('v', standing)} and ${isGranted('v', grants)}
    order by v.attribute, v.rank`.execute(db)
  return rows
}

/**
 * All that the sources hold beside the attributes: the best address first, the rest newest first. A
 * relationship to somebody who is hidden today would show that person: it is left out.
 */
export async function itemsOf(
  db: Handle,
  personId: string,
  { today, standing, grants }: Reading,
): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.kind, i.content, i.feed, i.recorded_on as "recordedOn", other.reference as "otherReference"
    from store.item i
    left join store.person other on other.person_id = i.other_person_id and ${heldAt('other', standing)}
    where i.person_id = ${personId} and ${heldAt('i', standing)} and ${isGranted('i', grants)}
      and (i.kind <> 'relationship' or not ${leadsToHidden(standing)})
    order by i.kind, ${isFormerAddress(sql`i.content`, today)}, i.rank,
             coalesce(i.content ->> 'startOn', i.content ->> 'fromOn', i.content ->> 'happenedOn') desc nulls last,
             i.recorded_on desc, i.feed, i.record_key`.execute(db)
  return rows
}

function leadsToHidden(standing: Standing): RawBuilder<boolean> {
  return sql`(
    not coalesce(${isOpen('other')}, true)
    or (i.other_person_id is not null and
      (${isHidden(sql`i.other_person_id`)} or ${holdsHiddenRecord(sql`i.other_person_id`, standing)}))
    or exists (select from extract.shield_v1 s where s.kind = 'restricted' and s.feed = i.feed
                 and s.person_key = i.content ->> 'otherKey'
                 and not coalesce(store.passes_shield(store.final_person(i.other_person_id)), false)))`
}

/** Whose records name this person, as a mother's page shows her children; those whom nobody is shown left out. */
export async function namedByItems(
  db: Handle,
  personId: string,
  { standing, grants }: Reading,
): Promise<NamedByItem[]> {
  const { rows } = await sql<NamedByItem>`
    with named as materialized (
      select i.*, p.reference
      from store.item i cross join lateral (
        select * from store.person p
        where p.person_id = i.person_id and ${heldAt('p', standing)} and ${isOpen('p')}
        offset 0
      ) p
      where i.other_person_id = ${personId} and i.kind = 'relationship' and ${heldAt('i', standing)}
        and i.person_id <> ${personId} and ${isGranted('i', grants)}
    )
    select n.content, n.feed, n.recorded_on as "recordedOn", n.reference,
           (select v.content from store.value v
            where v.person_id = n.person_id and v.attribute = 'name' and ${heldAt('v', standing)}
              and ${isGranted('v', grants)}
            order by v.rank limit 1) as name
    from named n
    where not ${isHidden(sql`n.person_id`)} and not ${holdsHiddenRecord(sql`n.person_id`, standing)}
    order by n.content ->> 'kind', n.reference, n.feed, n.record_key`.execute(db)
  return rows
}

/** In SQL: whether an address has ended. One whose end is still to come is current. */
export function isFormerAddress(content: RawBuilder<unknown>, today: string): RawBuilder<unknown> {
  return sql`coalesce(${content} ->> 'toOn' <= ${today}, false)`
}

/**
 * Every source there is and what of it is shared: whether, as far as it is, it holds a record of this person, how fresh what the index has of it
 * is, what it gives. It is late once its next extract is due and has not come: judged at `now` where
 * that is `today`, and at the end of any other day, past or fixed for a demonstration.
 */
export async function sourcesFor(
  db: Handle,
  personId: string,
  { today, now, standing, grants }: Reading,
): Promise<SourceRow[]> {
  const { rows } = await sql<Omit<SourceRow, 'sharedKinds' | 'isShared'>>`
    select f.feed, f.source_name as "sourceName", f.organisation,
           exists (select from store.value v where v.feed = f.feed and v.person_id = ${personId}
                     and ${heldAt('v', standing)} and ${isGranted('v', grants)}) as "holdsRecord",
           (f.last_extract_at at time zone 'Europe/London')::date as "asOf",
           coalesce(f.last_extract_at + make_interval(hours => f.late_after_hours) < reading.moment, true) as "isLate",
           f.attributes
    from store.source f
    cross join (
      select case when (${now}::timestamptz at time zone 'Europe/London')::date = ${today}::date then ${now}::timestamptz
             else (${today}::date + 1)::timestamp at time zone 'Europe/London' end as moment
    ) reading
    where ${heldAt('f', standing)}
    order by f.source_name`.execute(db)
  return rows.map((row) => {
    const shared = sharedKinds(grants, row.feed)
    return { ...row, asOf: row.asOf ?? undefined, sharedKinds: shared, isShared: shared.size > 0 }
  })
}

/**
 * The sources that no longer hold a person and have not said why, today: of the person, and of all to
 * whom the records have gone that were the person's then. Of the past also those of then. Whatever the
 * reader's grants, the whereabouts are masked; a source of which nothing is shared is not named.
 */
export async function goneSources(
  db: Handle,
  personId: string,
  { standing, grants }: Reading,
): Promise<GoneSource[]> {
  const since =
    standing === 'now'
      ? sql``
      : sql`union select store.person_of(l.feed, l.person_key) from match.link_v1 l
            where l.person_id = ${personId} and ${heldAt('l', standing)}`
  const then =
    standing === 'now'
      ? sql``
      : sql`union all select g ->> 'feed', (g ->> 'sinceOn')::date
            from store.person s cross join jsonb_array_elements(s.gone) g
            where s.person_id = ${personId} and ${heldAt('s', standing)}`
  const { rows } = await sql<GoneSource & { feed: string }>`
    select f.feed, f.source_name as "sourceName", min(g.since_on) as "sinceOn"
    from (
      select g.feed, g.since_on
      from (select store.final_person(${personId}) as person_id ${since}) p
      cross join lateral store.gone_records(p.person_id) g
      ${then}
    ) g
    join extract.feed_freshness_v1 f on f.feed = g.feed
    group by f.feed, f.source_name order by 2`.execute(db)
  const named = rows.map(({ feed, sourceName, sinceOn }) => ({
    sourceName: sharedKinds(grants, feed).size > 0 ? sourceName : 'A source',
    sinceOn,
  }))
  return named.filter(
    (one, at) => named.findIndex(({ sourceName }) => sourceName === one.sourceName) === at,
  )
}

/** How a shield bears on a person whom the reader is shown. */
export interface ShieldStanding {
  /** Hidden from everybody else, today. */
  readonly isRestricted: boolean
  /** Where they are is hidden from the reader too. */
  readonly isShielded: boolean
}

/**
 * How shields bear on a person today: theirs, that of close family, or of whoever has a record now that
 * was theirs then. A grant of the record alone leaves whereabouts hidden.
 */
export async function shieldStanding(
  db: Handle,
  personId: string,
  standing: Standing,
): Promise<ShieldStanding> {
  const since =
    standing === 'now'
      ? sql``
      : sql`union select store.person_of(l.feed, l.person_key) from match.link_v1 l
            where l.person_id = ${personId} and ${heldAt('l', standing)}`
  const { rows } = await sql<ShieldStanding>`
    with person as materialized (select store.final_person(${personId}) as person_id ${since})
    select exists (select from person p where p.person_id in (
             select h.person_id from store.hidden_person_v1 h)) as "isRestricted",
           exists (select from person p where p.person_id in (
             select m.person_id from store.masked_from_reader_v1 m)) as "isShielded"`.execute(db)
  return rows[0] ?? { isRestricted: true, isShielded: true }
}
