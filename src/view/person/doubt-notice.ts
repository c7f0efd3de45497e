import { openDoubtOf, recordsOfPerson } from '#match'
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
  { personId }: ChildRecord,
): Promise<DoubtNotice> {
  const doubt = await openDoubtOf(db, personId)
  const text =
    doubt &&
    `Somebody has said that the records on this page may not all be of the same child, and it is under review since ${momentWords(doubt.since)}. Check with the source before you rely on a value.`
  return {
    text,
    mayAsk: doubt === undefined && (await recordsOfPerson(db, personId)).length > 1,
  }
}
