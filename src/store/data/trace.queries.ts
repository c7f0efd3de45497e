import { sql } from 'kysely'
import type { Handle } from '#platform/db'

/** One person whose NHS number is to be traced: who they are, and nothing else of them. */
export type TracePerson = Readonly<
  Record<'reference' | 'family' | 'given' | 'bornOn' | 'sex' | 'postcode', string | null>
>

/**
 * The people without a valid NHS number from one of these feeds, with what a trace goes by, from the
 * views that leave restricted people out and mask whereabouts. Who has died, or lacks a family name
 * or a real birth date, cannot be traced and is left out.
 */
export async function untracedPeople(
  db: Handle,
  verifiedBy: readonly string[],
): Promise<TracePerson[]> {
  const { rows } = await sql<TracePerson>`
    select p.reference, p.family_name as family, p.given_name as given, p.born_on::text as "bornOn",
           p.sex, (select a.postcode from reporting.address_v1 a
                   where a.person_id = p.person_id and a.to_on is null
                   order by a.rank limit 1) as postcode
    from reporting.person_v1 p
    where p.died_on is null and p.family_name is not null and p.born_on is not null
      and coalesce(p.born_on_certainty, 'exact') <> 'placeholder'
      and not exists (select from reporting.identifier_v1 i
                      where i.person_id = p.person_id and i.kind = 'nhs-number' and i.is_valid
                        and i.feed = any (${[...verifiedBy]}::text[]))
    order by p.reference`.execute(db)
  return rows
}
