import { dropDuplicates, duplicateKeys } from '../data/incoming.queries.ts'
import type { Connection } from '../data/load.queries.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import { broken, FileRefused, type Problem, problemLimit, problemOf } from '../problems.ts'
import type { Reading } from './reading.ts'

/** Refuses a file that gives no record, which in a full extract would end every one there is. */
export function refuseNothing(
  feed: Feed,
  landed: LandedFile,
  isFull: boolean,
  reading: Reading,
): void {
  if (reading.rowsGood > 0) return
  if (reading.rowsRead > 0) {
    throw refusedFor(landed, 'No row of the file can be used.', reading.setAside[0] ?? {})
  }
  if (!isFull) return
  throw refusedFor(
    landed,
    feed.file.format === 'xml'
      ? `The file has no element ${feed.file.recordPath}.`
      : 'The file has a header and no row.',
    {
      line: 1,
      fix: 'A full extract with nothing in it would end every record of the source. Export it again.',
    },
  )
}

/** A key that comes twice is a bad row; where keys are not vouched for, the same row twice is not. */
export async function settleDuplicates(
  client: Connection,
  feed: Feed,
  landed: LandedFile,
  reading: Reading,
): Promise<void> {
  const { hasAny, keys } = await duplicateKeys(client, problemLimit + 1)
  if (!hasAny) return
  const bad = keys
    .filter((key) => feed.keysVouchedUnique || !key.isSame)
    .map((key) => ({
      line: key.line,
      field: feed.tables === undefined ? feed.personKey : tablesOf(feed, key.kind),
      message:
        key.line === key.firstLine
          ? `The row gives two records of kind ${key.kind} with one key.`
          : `The key of this ${key.kind} is that of line ${key.firstLine} too.`,
      fix: 'Each record needs a key of its own. Mend it in the source, or name more key columns in the feed definition.',
    }))
  const isAside = feed.onBadRow === 'set-aside'
  if (bad.length > 0 && (!isAside || reading.rowsSetAside + bad.length > problemLimit)) {
    throw new FileRefused(landed.fileName, bad.slice(0, problemLimit))
  }
  reading.setAside.push(...bad)
  reading.rowsSetAside += bad.length
  await dropDuplicates(client)
}

/** The tables of a ZIP that give records of a kind: the line is one of theirs. */
function tablesOf(feed: Feed, kind: string): string {
  const gives = feed.compiledTables.filter(({ compiled }) =>
    compiled.feed.records.some((record) => record.kind === kind),
  )
  return gives.map(({ name }) => name).join(' or ')
}

/** The refusal of a file for one reason. */
export function refusedFor(landed: LandedFile, message: string, place: Omit<Problem, 'message'>) {
  return new FileRefused(landed.fileName, [problemOf(broken(message, place))])
}

/** Data that PostgreSQL itself will not take is the file's fault; its words may hold values. */
export function isDataError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^(22|23|54)\w{3}$/.test(String(error.code))
}

/** The refusal of a file that PostgreSQL itself does not take. */
export function notTaken(landed: LandedFile, code: string): FileRefused {
  return refusedFor(landed, `The database does not take what the file holds (${code}).`, {
    fix: 'Tell those who look after Kith: a check of the file is missing.',
  })
}
