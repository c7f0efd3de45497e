import type { Openings } from '#access'
import { NotFound } from '#kernel'
import type { PageContext, Reader } from '#platform/web'
import { countBySource, type SourceCount } from '../data/exception.queries.ts'
import type { RuleBook } from '../rules/rule-book.ts'

/** Who answers for a source: a role and an address, never a person's name. */
export interface Contact {
  readonly role: string
  readonly email: string
}

/** A source as its definition names who answers for it. */
export interface SourceOwner {
  readonly feed: string
  readonly owner: Contact
  readonly steward: Contact
}

/** What the pages need: the rules in force on a day, who answers for each source, and what a reader may see. */
export interface CleanseParts {
  readonly book: (today: string) => RuleBook
  readonly owners: () => readonly SourceOwner[]
  readonly opens: Openings
}

/** Whether a reader may see a source's exceptions one by one: their own organisation's, or all. */
export function maySee(reader: Reader, organisation: string): boolean {
  if (reader.permissions.has('cleanse.exception.read-all')) return true
  return reader.permissions.has('cleanse.exception.read') && isOwn(reader, organisation)
}

/** Whether a reader may answer for a source: a steward of the organisation. */
export function mayAnswer(reader: Reader, organisation: string): boolean {
  return reader.permissions.has('cleanse.exception.answer') && isOwn(reader, organisation)
}

function isOwn(reader: Reader, organisation: string): boolean {
  return (reader.organisationName ?? reader.organisation) === organisation
}

/** The source that the address names, if the reader may see into it; for any other there is no page. */
export async function ownSource({ database, request, reader }: PageContext): Promise<SourceCount> {
  const { feed } = request.params as { feed: string }
  const source = (await countBySource(database.db)).find((one) => one.feed === feed)
  if (source === undefined || !maySee(reader, source.organisation)) {
    throw new NotFound('There is no such source of the reader’s organisation.', {
      fix: 'Choose one from the list of sources.',
    })
  }
  return source
}
