import type { Handle } from '#platform/db'
import { lastStandingOf } from './data/build.queries.ts'
import { findPerson, formerReferencesOf } from './data/child.queries.ts'
import { storedReference } from './rules/stored-reference.ts'

/** Whom a page is about, before anything is read of them. */
export interface PersonAsked {
  readonly personId: string
  /** The reference in force. */
  readonly reference: string
  /** References that have been joined to it. */
  readonly formerReferences: readonly string[]
}

/**
 * Whom a reference leads to, as people type it. Undefined where there is no such person, and where
 * nobody is shown them. Whether this reader may know of them, their grants say.
 */
export async function findAsked(db: Handle, reference: string): Promise<PersonAsked | undefined> {
  const asked = storedReference(reference)
  if (asked === undefined) return undefined
  const person =
    (await findPerson(db, asked, 'now')) ??
    (await lastStandingOf(db, asked).then((last) => last && findPerson(db, asked, last.standing)))
  if (!person) return undefined
  const { personId } = person
  return {
    personId,
    reference: person.reference,
    formerReferences: await formerReferencesOf(db, personId),
  }
}
