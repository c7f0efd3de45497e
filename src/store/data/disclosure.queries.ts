import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** Whom the reader of this transaction may not know of, and whose whereabouts they may not know. */
export interface Disclosures {
  readonly hidden: ReadonlySet<string>
  readonly masked: ReadonlySet<string>
}

/** What the shields in force leave to the reader of this transaction, of these people. */
export async function disclosuresOf(
  db: Handle,
  personIds: readonly string[],
): Promise<Disclosures> {
  if (personIds.length === 0) return { hidden: new Set(), masked: new Set() }
  const { rows } = await sql<{ personId: string; hides: 'record' | 'whereabouts' }>`
    with asked as (select unnest(${[...new Set(personIds)]}::uuid[]) as person_id)
    select a.person_id as "personId", 'record' as hides
    from asked a join store.hidden_from_reader_v1 h using (person_id)
    union
    select a.person_id, 'whereabouts'
    from asked a
    where a.person_id in (select person_id from store.masked_from_reader_v1)
       or exists (select from store.gone_records(a.person_id))`.execute(db)
  const of = (hides: 'record' | 'whereabouts') =>
    new Set(rows.filter((row) => row.hides === hides).map(({ personId }) => personId))
  return { hidden: of('record'), masked: of('whereabouts') }
}
