import type { Handle } from '#platform/db'
import type { Grants } from './rules/grants.ts'

/** A person as pages about shields name them. */
export interface NamedPerson {
  readonly personId: string
  readonly reference: string
  readonly name: string
}

/** Somebody whom a shield hides, as the restricted records officer sees them. */
export interface RestrictedPerson extends NamedPerson {
  /** The sources that restrict the record themselves. */
  readonly sourceNames: readonly string[]
}

/** Whom somebody who breaks the glass looks for: by one of these. */
export interface GlassTarget {
  readonly reference?: string | undefined
  readonly nhsNumber?: string | undefined
  readonly person?: { family: string; given: string; bornOn: string } | undefined
}

/** What access asks of the store about people, which it cannot know itself. */
export interface RestrictedPeople {
  /** The person of a reference, if the reader of this transaction is shown them and any of their data. */
  find(db: Handle, grants: Grants, reference: string): Promise<NamedPerson | undefined>
  /** Binds a shield that has just been raised to the people whom it is of. */
  bind(db: Handle, shieldId: string): Promise<void>
  /** The one hidden person who fits, whoever asks; undefined for none and for several. */
  findHidden(db: Handle, target: GlassTarget): Promise<NamedPerson | undefined>
  /** Everybody hidden, for the officer; by name. */
  list(db: Handle, limit: number): Promise<RestrictedPerson[]>
}
