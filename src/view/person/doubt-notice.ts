import { openDoubtOf, type PersonRecord, recordsOfPerson } from '#match'
import type { Handle } from '#platform/db'
import type { PageContext } from '#platform/web'
import type { ChildRecord } from '#store'
import { momentWords } from './moment-words.ts'

/** Whether somebody doubts that the records of a page are of one child. */
export interface DoubtNotice {
  /** What a reader must know; undefined where nobody doubts, or it has been decided. */
  readonly text: string | undefined
  /** Whether there is anything to doubt: more than one record, and nobody has asked yet. */
  readonly mayAsk: boolean
}

export async function doubtNotice(
  { database: { db } }: PageContext,
  record: ChildRecord,
): Promise<DoubtNotice> {
  const { personId } = record
  const doubt = await openDoubtOf(db, personId)
  const text =
    doubt &&
    `Somebody has said that the records on this page may not all be of the same child, and it is under review since ${momentWords(doubt.since)}. Check with the source before you rely on a value.`
  return {
    text,
    mayAsk: doubt === undefined && (await sharedRecordsOf(db, record)).length > 1,
  }
}

/** The records that are joined in a person, as far as anything of their source is shared with the reader. */
export async function sharedRecordsOf(
  db: Handle,
  { personId, sources }: Pick<ChildRecord, 'personId' | 'sources'>,
): Promise<PersonRecord[]> {
  const shared = new Set(sources.filter(({ isShared }) => isShared).map(({ feed }) => feed))
  return (await recordsOfPerson(db, personId)).filter(({ feed }) => shared.has(feed))
}
