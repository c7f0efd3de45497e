import type { Database } from '#platform/db'
import { type ChildRecord, readChild, type Sourced } from '#store'
import { allShared } from '../../bench/all-shared.ts'
import { today } from './portal.ts'

/** A child of the borough, with everything that a search can ask for. */
export interface KnownChild {
  readonly record: ChildRecord
  readonly reference: string
  readonly given: string
  readonly family: string
  readonly bornOn: string
  readonly postcode: string
  readonly nhsNumber: string
  readonly upn: string
}

/**
 * A child whom everybody may see, known to several sources that do not agree on everything, with
 * each identifier, a parent and services.
 *
 * @param suits what else must be so
 */
export async function knownChild(
  database: Database,
  suits: (child: KnownChild) => boolean = () => true,
): Promise<KnownChild> {
  const { rows } = await database.pool.query<{ reference: string }>(
    `select reference from store.person_v1 join store.value v using (person_id)
     where not is_restricted and run_to is null and v.attribute = 'upn'
     group by reference order by max(v.content ->> 'value')`,
  )
  for (const { reference } of rows) {
    const record = await readChild(database.db, allShared, reference, today)
    const child = record && withEverything(record)
    if (child && suits(child)) return child
  }
  throw new Error('The borough has no child such as the journey needs: choose another seed.')
}

function withEverything(record: ChildRecord): KnownChild | undefined {
  const of = <T>(sourced: Sourced<T>) => ('blank' in sourced ? undefined : sourced.value)
  const [given, family, bornOn] = [of(record.given), of(record.family), of(record.bornOn)]
  const [nhsNumber, upn] = [of(record.nhsNumber), of(record.upn)]
  const postcode = of(record.address)?.postcode
  if (!given || !family || !bornOn || !nhsNumber || !upn || !postcode) return undefined
  const isRich =
    record.bornOnIs === 'exact' &&
    bornOn > '2009' &&
    record.sources.filter(({ holdsRecord }) => holdsRecord).length >= 3 &&
    record.relationships.length > 0 &&
    record.involvements.length > 0
  if (!isRich) return undefined
  const { reference } = record
  return { record, reference, given, family, bornOn, postcode, nhsNumber, upn }
}

/** A family name with a slip of the pen: a letter in its middle left out. */
export function misspelt(name: string): string {
  const middle = Math.ceil(name.length / 2)
  return name.slice(0, middle) + name.slice(middle + 1)
}

/** Someone whom a source restricts, with what that source holds of them. */
export interface HiddenPerson {
  readonly reference: string
  readonly given: string
  readonly family: string
  readonly bornOn: string
  readonly nhsNumber: string | undefined
}

/** Everyone whom nobody may see, by the records that are joined in them. */
export async function hiddenPeople(database: Database): Promise<HiddenPerson[]> {
  const { rows } = await database.pool.query<HiddenPerson>(
    `select distinct on (p.reference) p.reference,
            n ->> 'given' as given, n ->> 'family' as family,
            r.content ->> 'bornOn' as "bornOn", r.content ->> 'nhsNumber' as "nhsNumber"
     from match.person p join match.link l using (person_id)
     join extract.current_record_v1 r using (feed, person_key)
     cross join jsonb_array_elements(r.content -> 'names') n
     where l.run_to is null and r.kind = 'person' and (r.content ->> 'isRestricted')::boolean
       and r.content ? 'bornOn' and n ? 'given' and n ? 'family'
     order by p.reference, "nhsNumber" nulls last`,
  )
  return rows
}
