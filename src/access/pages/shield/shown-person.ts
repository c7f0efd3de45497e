import type { PageContext } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import type { NamedPerson } from '../../restricted-people.ts'
import { openings } from '../../viewing.ts'

/** The person of a reference, by what the reader could find: undefined for nobody that they may know of. */
export async function shownPerson(
  { restrictedPeople }: AccessSettings,
  { database: { db }, reader, today }: PageContext,
  reference: string,
): Promise<NamedPerson | undefined> {
  const grants = await openings.finding(db, reader, today)
  return restrictedPeople?.find(db, grants, reference)
}
