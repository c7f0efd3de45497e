import { checkReference } from '#kernel'
import type { Handle } from '#platform/db'
import type { ChildRecord } from './child-record.ts'
import { findPerson, itemsOf, sourcesFor, valuesOf } from './data/child.queries.ts'
import { childRecord } from './rules/child-record-of.ts'

/**
 * Everything the index holds of one person, each value with its source or the reason that it is
 * empty. Undefined where there is no such person, and where any source restricts them: to the
 * reader the two are the same.
 *
 * @param reference as people type it; a reference that was joined to another gives the other
 * @param today `YYYY-MM-DD`, to tell which addresses have ended and which sources are late
 * @param now the moment of reading: a source is late from the moment it was due, not all that day
 */
export async function readChild(
  db: Handle,
  reference: string,
  today: string,
  now: Date = new Date(),
): Promise<ChildRecord | undefined> {
  const asked = reference.replace(/[\s-]/g, '').toUpperCase()
  if (!checkReference(asked, asked.replace(/\d+$/, '')).ok) return undefined
  const person = await findPerson(db, asked)
  if (!person) return undefined
  const values = await valuesOf(db, person.personId)
  const items = await itemsOf(db, person.personId, today)
  const sources = await sourcesFor(db, person.personId, { today, now })
  return childRecord({ asked, person, values, items, sources })
}
