import type { Database } from '#platform/db'
import { dropErased, eraseIncoming } from '../data/erase.queries.ts'
import { copyIncoming, mergeIncoming } from '../data/incoming.queries.ts'
import {
  type Connection,
  finishLoad,
  isStillToCome,
  type LoadCounts,
  type LoadStart,
  lastLoadOf,
  momentOf,
  saveFeed,
  saveProblems,
  startLoad,
  wasLoaded,
  wasRefused,
} from '../data/load.queries.ts'
import { shieldEnded, shieldRestricted } from '../data/shield.queries.ts'
import type { FileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import { FileRefused, type Problem } from '../problems.ts'
import { newReading, readRecords } from './read-records.ts'
import { isDataError, notTaken, refusedFor, refuseNothing, settleDuplicates } from './refusals.ts'

/** What became of a landed file. */
export type LoadResult =
  | ({
      readonly state: 'loaded'
      readonly rowsSetAside: number
      readonly problems: readonly Problem[]
    } & LoadCounts)
  /** The bytes are those of the last good load, or of an earlier one that still lies about. */
  | { readonly state: 'unchanged' | 'passed-over' }

export interface FileLoad {
  readonly feed: Feed
  readonly landed: LandedFile
  /** What the file's name says: the day, and whether it is a full extract. */
  readonly named: FileName
  /** All feeds, to tell a file of another one. */
  readonly feeds: readonly Feed[]
  /** The clock's time, where files of a later day are refused. */
  readonly now: Date | undefined
  readonly onBytes: (bytes: number) => void
}

/**
 * Loads a landed file in one transaction: all of it is in force afterwards, or nothing of it.
 *
 * @throws FileRefused with up to fifty problems, each with its line and column.
 */
export async function loadFile(database: Database, load: FileLoad): Promise<LoadResult> {
  const client = await database.pool.connect()
  let isBroken = false
  try {
    await client.query('begin')
    const result = await loadInto(client, load)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      isBroken = true
    })
    throw isDataError(error) ? notTaken(load.landed, error.code) : error
  } finally {
    client.release(isBroken)
  }
}

/**
 * Keeps the refusal of a file, in a transaction of its own, with what was wrong. A refused file
 * stays in the inbox and is refused at each run: that is kept once, until it is for another reason.
 */
export async function recordRefusal(
  database: Database,
  feed: Feed,
  start: LoadStart,
  refusal: string,
  problems: readonly Problem[],
): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await saveFeed(client, feed)
    if (!(await wasRefused(client, start, refusal))) {
      const loadId = await startLoad(client, start, 'refused', refusal)
      await saveProblems(client, loadId, start.fileName, problems)
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** What is known of a file before it is read. */
export function startOf(
  feed: Feed,
  fileName: string,
  named: FileName,
  landed?: LandedFile,
): LoadStart {
  return {
    feed: feed.feed,
    fileName,
    definitionDigest: feed.digest,
    checksum: landed?.checksum,
    bytes: landed?.bytes,
    extractOn: named.extractOn,
    extract: named.extract ?? feed.extract,
    extractTime: feed.file.extractTime,
    startedAt: new Date(),
  }
}

async function loadInto(client: Connection, load: FileLoad): Promise<LoadResult> {
  const { feed, landed } = load
  const start = startOf(feed, landed.fileName, load.named, landed)
  await saveFeed(client, feed)
  const known = await checkOrder(client, load, start)
  if (known === 'unchanged') await startLoad(client, start, 'unchanged')
  if (known !== undefined) return { state: known }

  const loadId = await startLoad(client, start, 'loaded')
  const reading = newReading()
  const isFull = start.extract === 'full'
  await copyIncoming(client, readRecords(feed, landed, load.feeds, isFull, reading, load.onBytes))
  if (reading.faults.length > 0) throw new FileRefused(landed.fileName, reading.faults)
  refuseNothing(feed, landed, isFull, reading)
  await settleDuplicates(client, feed, landed, reading)
  const { heldKeys, rowsRead, rowsSetAside, setAside } = reading
  const own = { loadId, feed: feed.feed }
  const erased = await eraseIncoming(client, own)
  await dropErased(client, { feed: feed.feed, isReplay: false })
  const { endedKeys, ...merged } = await mergeIncoming(client, { ...own, isFull, heldKeys })
  // In this transaction: from its end on the portal must hide and mask, long before matching.
  await shieldEnded(client, { ...own, endedKeys })
  await shieldRestricted(client, own)
  const counts = { rowsRead, ...merged, erased }
  await saveProblems(client, loadId, landed.fileName, setAside)
  await finishLoad(client, loadId, counts)
  return { state: 'loaded', rowsSetAside, problems: setAside, ...counts }
}

/** Whether the file is known already; refuses one that is older than what is loaded, or from the future. */
async function checkOrder(
  client: Connection,
  load: FileLoad,
  start: LoadStart,
): Promise<'unchanged' | 'passed-over' | undefined> {
  const { feed, landed } = load
  if (load.now !== undefined && (await isStillToCome(client, load.named.extractOn, load.now))) {
    throw refusedFor(landed, `The extract's date, ${load.named.extractOn}, is still to come.`, {
      fix: 'Correct the date in the file name. If it is right, the first run of that day takes the file.',
    })
  }
  const moment = await momentOf(client, start)
  const last = await lastLoadOf(client, feed.feed)
  if (last === undefined) return undefined
  const isOlder = moment.getTime() < last.extractAt.getTime()
  if (!isOlder) {
    const isSame =
      last.checksum === landed.checksum && last.definitionDigest === start.definitionDigest
    if (isSame) return 'unchanged'
    // Of one day the full extract and its delta have one moment; neither is taken again after the other.
    const isTaken = load.named.extract && (await wasLoaded(client, feed.feed, landed.checksum))
    return isTaken ? 'passed-over' : undefined
  }
  if (last.checksum === landed.checksum) return 'passed-over'
  if (await wasLoaded(client, feed.feed, landed.checksum)) return 'passed-over'
  const loadedOn = last.extractAt.toISOString().slice(0, 10)
  throw refusedFor(
    landed,
    `The extract of ${load.named.extractOn} is older than the one in force, of ${loadedOn}.`,
    { fix: 'Send a newer one, or take this file out of the inbox.' },
  )
}
