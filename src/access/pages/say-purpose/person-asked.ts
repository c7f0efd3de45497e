import { NotFound } from '#kernel'
import type { PageContext } from '#platform/web'
import type { PeopleOfIndex } from '../../access-settings.ts'
import { openings, type Viewed } from '../../viewing.ts'

/**
 * Whom the address names, where the reader could come to see anything of them. Everybody else is not
 * found, in the same words as on the child's page.
 */
export async function personAsked(
  { database: { db }, request, reader, today }: PageContext,
  people: PeopleOfIndex | undefined,
): Promise<Viewed> {
  const viewed = await people?.find(db, referenceOf(request))
  if (people === undefined || viewed === undefined) throw notFound()
  const { grants } = await openings.viewing(db, reader, viewed, today)
  if (!(await people.shows(db, grants, viewed))) throw notFound()
  return viewed
}

function referenceOf(request: PageContext['request']): string {
  return (request.params as { reference: string }).reference
}

function notFound(): NotFound {
  return new NotFound('No record has this Child ID.')
}
