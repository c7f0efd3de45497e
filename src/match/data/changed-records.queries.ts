import { sql } from 'kysely'
import type { SourceRecord } from '#extract'
import type { Handle } from '#platform/db'
import { matchId } from '../rules/match-row.ts'

/** Up to which load of each feed something has been looked at. */
export type SeenLoads = Readonly<Record<string, number>>

/** A person's key in one feed. */
export interface PersonKey {
  readonly feed: string
  readonly personKey: string
}

/** What the matching reads of a person. */
const kinds = ['person', 'address', 'relationship'] as const

/** The newest load of each feed that has brought something. */
export async function loadsNow(db: Handle): Promise<SeenLoads> {
  const { rows } = await sql<{ feed: string; load_id: number }>`
    select feed, max(load_id) as load_id from extract.load_v1
    where state = 'loaded' group by feed`.execute(db)
  return Object.fromEntries(rows.map((row) => [row.feed, row.load_id]))
}

/** Whoever has a record in force as a person. */
export async function personsInForce(db: Handle): Promise<Map<string, PersonKey>> {
  const { rows } = await sql<{ feed: string; person_key: string }>`
    select feed, person_key from extract.current_record_v1 where kind = 'person'`.execute(db)
  return new Map(
    rows.map((row) => [
      matchId(row.feed, row.person_key),
      { feed: row.feed, personKey: row.person_key },
    ]),
  )
}

/** Whose records, as far as the matching reads them, began, ended or were erased since some loads. */
export async function personsChanged(
  db: Handle,
  seen: SeenLoads,
  now: SeenLoads,
): Promise<PersonKey[]> {
  const changed: PersonKey[] = []
  const add = (rows: readonly { feed: string; person_key: string }[]) => {
    for (const row of rows) changed.push({ feed: row.feed, personKey: row.person_key })
  }
  for (const feed of Object.keys(now)) {
    const from = seen[feed] ?? 0
    if (from === now[feed]) continue
    // Each end by itself: the indexes of loads answer nothing else.
    for (const end of ['load_from', 'load_to']) {
      const { rows } = await sql<{ feed: string; person_key: string }>`
        select distinct feed, person_key from extract.record_version_v1
        where feed = ${feed} and kind = any (${[...kinds]}) and ${sql.ref(end)} > ${from}`.execute(
        db,
      )
      add(rows)
    }
  }
  const { rows } = await sql<{ feed: string; person_key: string }>`
    select distinct feed, person_key from extract.erased_key_v1
    where kind = any (${[...kinds]})`.execute(db)
  add(rows)
  return changed
}

/** The records in force of one kind of some persons, by the persons' ids in the matching. */
export async function recordsOfPersons<Kind extends (typeof kinds)[number]>(
  db: Handle,
  kind: Kind,
  persons: readonly PersonKey[],
): Promise<Map<string, SourceRecord<Kind>['content'][]>> {
  const { rows } = await sql<{ feed: string; person_key: string; content: unknown }>`
    select r.feed, r.person_key, r.content
    from unnest(${persons.map(({ feed }) => feed)}::text[],
                ${persons.map(({ personKey }) => personKey)}::text[]) asked (feed, person_key)
    join extract.current_record_v1 r on r.feed = asked.feed and r.person_key = asked.person_key
    where r.kind = ${kind}`.execute(db)
  const found = new Map<string, SourceRecord<Kind>['content'][]>()
  for (const row of rows) {
    const id = matchId(row.feed, row.person_key)
    const content = row.content as SourceRecord<Kind>['content']
    const known = found.get(id)
    if (known) known.push(content)
    else found.set(id, [content])
  }
  return found
}
