import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Somebody whom a shield hides from those without a grant. */
export interface HiddenPerson {
  readonly personId: string
  readonly reference: string
  readonly name: string
}

/** Whom to look for among those who are hidden: by one of these. */
export interface HiddenTarget {
  readonly reference?: string | undefined
  /** Ten digits. */
  readonly nhsNumber?: string | undefined
  readonly person?: { family: string; given: string; bornOn: string } | undefined
}

/** Binds a shield that has just been raised to whom it is of today. */
export async function bindShield(db: Handle, shieldId: string): Promise<void> {
  await sql`select store.bind_shields(${shieldId}::uuid)`.execute(db)
}

/**
 * The one hidden person who fits, whoever asks: breaking the glass looks past the shield, and so only
 * exactly, never by likeness. Undefined for none, and for several.
 */
export async function findHidden(
  db: Handle,
  { reference, nhsNumber, person }: HiddenTarget,
): Promise<HiddenPerson | undefined> {
  const { rows } = await sql<HiddenPerson>`
    select person_id as "personId", reference, name
    from store.find_hidden(${reference ?? null}::text, ${nhsNumber ?? null}::text, ${person?.family ?? null}::text,
                           ${person?.given ?? null}::text, ${person?.bornOn ?? null}::text)`.execute(
    db,
  )
  return rows.length === 1 ? rows[0] : undefined
}

/** Everybody whom a shield hides, by name, with the sources that restrict them. For the officer alone. */
export async function hiddenPeople(
  db: Handle,
  limit: number,
): Promise<(HiddenPerson & { readonly sourceNames: readonly string[] })[]> {
  const { rows } = await sql<HiddenPerson & { sourceNames: string[] }>`
    with restricted as (
      select r.person_id, array_agg(distinct f.source_name order by f.source_name) as names
      from extract.shield_v1 s
      join extract.feed_freshness_v1 f using (feed)
      cross join lateral store.person_of(s.feed, s.person_key) r (person_id)
      where s.kind = 'restricted' group by r.person_id
    )
    select p.person_id as "personId", p.reference, p.name, coalesce(r.names, '{}') as "sourceNames"
    from store.hidden_people() p
    left join restricted r on r.person_id = p.person_id
    order by 3, 2 limit ${limit}`.execute(db)
  return rows
}
