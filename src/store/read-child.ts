import { type Grants, opensSomething } from '#access'
import type { Handle } from '#platform/db'
import type { ChildRecord, Household } from './child-record.ts'
import { lastStandingOf } from './data/build.queries.ts'
import {
  findPerson,
  goneSources,
  itemsOf,
  namedByItems,
  type Reading,
  shieldStanding,
  sourcesFor,
  valuesOf,
} from './data/child.queries.ts'
import { grantsAbout } from './data/granted.ts'
import { peopleAt, placesOf } from './data/household.queries.ts'
import type { Standing } from './data/standing.ts'
import { childRecord } from './rules/child-record-of.ts'
import { householdsOf, sharedFrom } from './rules/households-of.ts'
import { maskWhereabouts } from './rules/mask-whereabouts.ts'
import { provenanceFrom } from './rules/sourced-value.ts'
import { storedReference } from './rules/stored-reference.ts'

/**
 * What the index holds of one person and the reader may see, each value with its source or the reason
 * that it is empty. Undefined where there is no such person, where the reader may see nothing of them,
 * and where a shield hides them from the reader, be it by a load that the index does not know yet: to
 * the reader these are the same. Somebody of whom no source
 * has a record any more is given as they were last held, which `notHeldSince` says.
 *
 * @param grants what the agreements open to the reader, for the purpose that they look for
 * @param reference as people type it; a reference that was joined to another gives the other
 * @param today `YYYY-MM-DD`, to tell which addresses have ended and which sources are late
 * @param now the moment of reading: a source is late from the moment it was due, not all that day
 */
export async function readChild(
  db: Handle,
  grants: Grants,
  reference: string,
  today: string,
  now: Date = new Date(),
): Promise<ChildRecord | undefined> {
  const asked = storedReference(reference)
  if (asked === undefined) return undefined
  const record = await readAt(db, asked, { grants, today, now, standing: 'now' })
  if (record) return record
  const last = await lastStandingOf(db, asked)
  if (last === undefined) return undefined
  const held = await readAt(db, asked, { grants, today, now, standing: last.standing })
  return held && { ...held, notHeldSince: last.shownUntil }
}

/**
 * The same as it was shown once a run had built the index. What must not be shown today is not shown
 * of the past either: restrictions and masked whereabouts are those of now.
 *
 * @param runId of a build: {@link buildShownOn} knows which one a day saw
 * @param on the day to be read as, `YYYY-MM-DD`; sources are late as they were at its end
 */
export async function readChildAsOf(
  db: Handle,
  grants: Grants,
  reference: string,
  runId: number,
  on: string,
  now: Date = new Date(),
): Promise<ChildRecord | undefined> {
  const asked = storedReference(reference)
  return asked === undefined
    ? undefined
    : readAt(db, asked, { grants, today: on, now, standing: { runId } })
}

async function readAt(
  db: Handle,
  asked: string,
  reading: Reading,
): Promise<ChildRecord | undefined> {
  const person = await findPerson(db, asked, reading.standing)
  if (!person) return undefined
  const { personId } = person
  const grants = await grantsAbout(db, personId, reading.grants)
  if (!opensSomething(grants)) return undefined
  const about = { ...reading, grants }
  const values = await valuesOf(db, personId, about)
  // Nobody knows of a person of whom they may see nothing.
  if (values.length === 0) return undefined
  const record = childRecord({
    asked,
    person,
    values,
    items: await itemsOf(db, personId, about),
    namedBy: await namedByItems(db, personId, reading),
    sources: await sourcesFor(db, personId, about),
  })
  const gone = await goneSources(db, personId, about)
  const { isRestricted, isShielded } = await shieldStanding(db, personId, reading.standing)
  return maskWhereabouts({ ...record, isRestricted }, gone, isShielded)
}

/**
 * Who lives or lived where the person does or did, address by address, as far as the reader may be
 * shown: nobody where the person's own whereabouts are hidden, and nobody whose own are.
 *
 * @param record as {@link readChild} or {@link readChildAsOf} gave it
 * @param standing that of the record: now, or the run as of which it was read
 */
export async function readHouseholds(
  db: Handle,
  grants: Grants,
  record: ChildRecord,
  today: string,
  standing: Standing = 'now',
  now: Date = new Date(),
): Promise<Household[]> {
  const isMasked = 'blank' in record.address && record.address.blank === 'whereabouts-masked'
  if (isMasked) return []
  const reading: Reading = { grants, today, now, standing }
  const about = { ...reading, grants: await grantsAbout(db, record.personId, grants) }
  const places = await placesOf(db, record.personId, reading)
  const listed = places.filter(({ others }) => others > 0 && others < sharedFrom)
  const people =
    listed.length === 0
      ? []
      : await peopleAt(
          db,
          record.personId,
          listed.map(({ place }) => place),
          reading,
        )
  const sources = await sourcesFor(db, record.personId, about)
  return householdsOf(places, people, provenanceFrom(sources))
}
