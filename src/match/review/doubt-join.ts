import { BadInput, Conflict } from '#kernel'
import type { Handle } from '#platform/db'
import type { RecordName } from '../data/answer.queries.ts'
import { addDoubt, openDoubtOf, recordsOfPerson } from '../data/doubt.queries.ts'

/** What a reader doubts: that these records are of the person whom they stand under. */
export interface Doubt {
  readonly personId: string
  readonly records: readonly RecordName[]
  readonly accountId: string
  readonly because: string
}

/**
 * Says that some of a person's records are not of the same child, within the handle's transaction: a
 * question opens for the reviewers, and readers see a banner. Nothing is split before somebody has
 * decided.
 *
 * @throws BadInput where the records are not some, and not all, of the person's; Conflict where the same
 * is asked already
 */
export async function doubtJoin(db: Handle, doubt: Doubt): Promise<void> {
  const all = await recordsOfPerson(db, doubt.personId)
  const isDoubted = (record: RecordName) =>
    doubt.records.some(
      ({ feed, personKey }) => feed === record.feed && personKey === record.personKey,
    )
  const doubted = all.filter(isDoubted)
  const rest = all.filter((record) => !isDoubted(record))
  if (doubted.length === 0 || rest.length === 0 || doubted.length !== doubt.records.length) {
    throw new BadInput('Some of the records must be doubted, and not all.')
  }
  if (await openDoubtOf(db, doubt.personId)) {
    throw new Conflict('Somebody has said so already, and it is under review.')
  }
  await addDoubt(db, doubt, doubted, rest)
}
