import {
  type Connection,
  isStillToCome,
  type LoadStart,
  lastLoadOf,
  momentOf,
  wasTaken,
} from '../data/load.queries.ts'
import type { FileLoad } from './load-file.ts'
import { refusedFor } from './refusals.ts'

/**
 * Whether the file is known already.
 *
 * @throws FileRefused for one that is older than what is loaded, or from the future
 */
export async function checkOrder(
  client: Connection,
  { feed, landed, named, now }: FileLoad,
  start: LoadStart,
): Promise<'unchanged' | 'passed-over' | undefined> {
  if (now !== undefined && (await isStillToCome(client, named.extractOn, now))) {
    throw refusedFor(landed, `The extract's date, ${named.extractOn}, is still to come.`, {
      fix: 'Correct the date in the file name. If it is right, the first run of that day takes the file.',
    })
  }
  const moment = await momentOf(client, start)
  const last = await lastLoadOf(client, feed.feed)
  if (last === undefined) return undefined
  const isLast = last.checksum === landed.checksum
  if (moment.getTime() >= last.extractAt.getTime()) {
    if (isLast && last.definitionDigest === start.definitionDigest) return 'unchanged'
    // A full extract and the delta of its day have one moment, and what a person went back behind
    // is newer than what is in force: neither is taken again by itself.
    const mayBeTaken = named.extract !== undefined || last.isReplay
    const isTaken = mayBeTaken && (await wasTaken(client, feed.feed, landed.checksum, moment))
    return isTaken ? 'passed-over' : undefined
  }
  // An old full extract may lie about under another day's name; a delta is known by its day too.
  const day = named.extract === 'delta' ? moment : undefined
  if (isLast || (await wasTaken(client, feed.feed, landed.checksum, day))) return 'passed-over'
  const loadedOn = last.extractAt.toISOString().slice(0, 10)
  throw refusedFor(
    landed,
    `The extract of ${named.extractOn} is older than the one in force, of ${loadedOn}.`,
    { fix: 'Send a newer one, or take this file out of the inbox.' },
  )
}
