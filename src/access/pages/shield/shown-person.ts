import { NotFound } from '#kernel'
import type { PageContext } from '#platform/web'
import type { AccessSettings } from '../../access-settings.ts'
import type { NamedPerson } from '../../restricted-people.ts'
import { openings } from '../../viewing.ts'

/** @throws NotFound for a reference of nobody that the reader may know of */
export async function shownOrNotFound(
  settings: AccessSettings,
  context: PageContext,
  reference: string,
): Promise<NamedPerson> {
  const found = await shownPerson(settings, context, reference)
  if (found === undefined) throw new NotFound('No record has this Child ID.')
  return found
}

/** The person of a reference, by what the reader could find: undefined for nobody that they may know of. */
export async function shownPerson(
  { restrictedPeople }: AccessSettings,
  { database: { db }, reader, today }: PageContext,
  reference: string,
): Promise<NamedPerson | undefined> {
  const grants = await openings.finding(db, reader, today)
  return restrictedPeople?.find(db, grants, reference)
}
