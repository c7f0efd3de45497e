import type { Handle } from '#platform/db'
import type { Reader } from '#platform/web'
import { listAgreements } from './data/agreement.queries.ts'
import { openingFacts } from './data/purpose.queries.ts'
import { setReaderGrants } from './data/reader-grants.queries.ts'
import { type Grants, grantsOf, opensSomething } from './rules/grants.ts'
import {
  isSupported,
  type OnRecord,
  type PurposeKey,
  purposeKeys,
  purposes,
} from './rules/purposes.ts'
import type { SharingAgreement } from './rules/sharing-agreement.ts'

/** Whom a page is about: the reference in force, and those that have been joined to it. */
export interface Viewed {
  readonly reference: string
  readonly formerReferences: readonly string[]
}

/** For what a reader looks at somebody, and what that opens. */
export interface Viewing {
  /** Undefined where they have said none today: they are to be asked before anything is shown. */
  readonly purpose: PurposeKey | undefined
  /** Where no purpose is said, all that they could come to see: it tells whether they may be asked. */
  readonly grants: Grants
}

/** A purpose that a reader can choose, and what it opens. */
export interface OfferedPurpose extends Viewing {
  readonly purpose: PurposeKey
}

/** How modules ask what a reader may see, inside the transaction in which they then read it. */
export interface Openings {
  /** What a reader may search in and find, before any purpose is said. */
  finding(db: Handle, reader: Looking, today: string): Promise<Grants>
  /** What a reader may see of somebody, for the purpose that they have said today. */
  viewing(db: Handle, reader: Looking, viewed: Viewed, today: string): Promise<Viewing>
}

/** Who looks: of a reader, what the agreements go by. */
export type Looking = Pick<Reader, 'accountId' | 'organisation' | 'role'>

/**
 * What the agreements open. From each answer to the end of the transaction the database itself shows
 * nothing else.
 */
export const openings: Openings = {
  async finding(db, reader, today) {
    const grants = grantsFor(await listAgreements(db), reader, 'find', today)
    await setReaderGrants(db, grants)
    return grants
  },
  async viewing(db, reader, viewed, today) {
    const { agreements, onRecord, said } = await factsOf(db, reader, viewed, today)
    const choices = offered(agreements, reader, onRecord, today)
    const viewing = choices.find(({ purpose }) => purpose === said) ?? {
      purpose: undefined,
      grants: together([
        grantsFor(agreements, reader, 'find', today),
        ...choices.map(({ grants }) => grants),
      ]),
    }
    await setReaderGrants(db, viewing.grants)
    return viewing
  },
}

/** The purposes that a reader can choose for somebody, and the one that they have said today. */
export async function purposesFor(
  db: Handle,
  reader: Looking,
  viewed: Viewed,
  today: string,
): Promise<{ offered: readonly OfferedPurpose[]; said: string | undefined }> {
  const { agreements, onRecord, said } = await factsOf(db, reader, viewed, today)
  return { offered: offered(agreements, reader, onRecord, today), said }
}

async function factsOf(db: Handle, reader: Looking, viewed: Viewed, today: string) {
  const references = [viewed.reference, ...viewed.formerReferences]
  return openingFacts(db, { account: reader.accountId, references, on: today })
}

/**
 * The purposes that a record supports and an agreement opens something for. What each opens follows
 * from the agreements alone: choosing among them only narrows what is the reader's anyway.
 */
export function offered(
  agreements: readonly SharingAgreement[],
  reader: Looking,
  onRecord: OnRecord,
  today: string,
): OfferedPurpose[] {
  return purposeKeys
    .filter((purpose) => purposes[purpose].isSaid && isSupported(purpose, reader, onRecord))
    .map((purpose) => ({ purpose, grants: grantsFor(agreements, reader, purpose, today) }))
    .filter(({ grants }) => opensSomething(grants))
}

function together(all: readonly Grants[]): Grants {
  return {
    keys: [...new Set(all.flatMap(({ keys }) => keys))],
    limited: all.flatMap(({ limited }) => limited),
  }
}

function grantsFor(
  agreements: readonly SharingAgreement[],
  { organisation, role }: Looking,
  purpose: PurposeKey,
  today: string,
): Grants {
  return grantsOf(agreements, { organisation, role, purpose, today })
}
