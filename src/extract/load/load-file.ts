import type { Database } from '#platform/db'
import type { CheckResult } from '../checks/run-checks.ts'
import { saveChecks, saveCoverage } from '../data/check.queries.ts'
import { dropErased, eraseIncoming } from '../data/erase.queries.ts'
import { copyFirst, copyIncoming, isNewFeed, mergeIncoming } from '../data/incoming.queries.ts'
import {
  type Connection,
  finishLoad,
  type LoadCounts,
  type LoadStart,
  type Replay,
  saveFeed,
  saveProblems,
  startLoad,
  wasRefused,
} from '../data/load.queries.ts'
import { shieldEnded, shieldRestricted } from '../data/shield.queries.ts'
import type { SecretKeys } from '../encryption/secret-keys.ts'
import type { FileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import { FileRefused, type Problem } from '../problems.ts'
import { checkLoad } from './check-load.ts'
import { checkOrder } from './check-order.ts'
import { readRecords } from './read-records.ts'
import { newReading, type Reading } from './reading.ts'
import { isDataError, notTaken, refuseNothing, settleDuplicates } from './refusals.ts'

/** What became of a landed file. */
export type LoadResult =
  | ({
      readonly state: 'loaded'
      readonly rowsSetAside: number
      readonly problems: readonly Problem[]
      readonly checks: readonly CheckResult[]
    } & LoadCounts)
  /** The bytes are those of the last good load, or of an earlier one that still lies about. */
  | { readonly state: 'unchanged' | 'passed-over' }

/** One landed file, and all that its loading needs to know. */
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
  /** Secret keys, for files that come encrypted. */
  readonly keys?: SecretKeys | undefined
  /** A person takes this past load again, whatever is in force. */
  readonly replay?: Replay
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
  checks: readonly CheckResult[],
): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await saveFeed(client, feed)
    if (!(await wasRefused(client, start, refusal))) {
      const loadId = await startLoad(client, start, 'refused', refusal)
      await saveProblems(client, loadId, start.fileName, problems)
      await saveChecks(client, loadId, checks)
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
  replay?: Replay,
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
    ...(replay && { replay }),
  }
}

/** Loads the file in the caller's transaction. */
export async function loadInto(client: Connection, load: FileLoad): Promise<LoadResult> {
  const { feed, landed } = load
  const start = startOf(feed, landed.fileName, load.named, landed, load.replay)
  await saveFeed(client, feed)
  const known = load.replay ? undefined : await checkOrder(client, load, start)
  if (known === 'unchanged') {
    // Not waited for on the disk: if it is lost, the next run finds the same once more.
    await client.query('set local synchronous_commit = off')
    await startLoad(client, start, 'unchanged')
  }
  if (known !== undefined) return { state: known }

  const loadId = await startLoad(client, start, 'loaded')
  const taken =
    (await takeFirst(client, load, start, loadId)) ?? (await takeNext(client, load, start, loadId))
  const { reading, counts, checks } = taken
  await shieldRestricted(client, { feed: feed.feed, loadId })
  await saveProblems(client, loadId, landed.fileName, reading.setAside)
  await saveChecks(client, loadId, checks)
  await saveCoverage(client, loadId, {
    coverage: reading.tally.coverage(),
    header: reading.header,
  })
  const all = { rowsRead: reading.rowsRead, ...counts }
  await finishLoad(client, loadId, all)
  const { setAside: problems, rowsSetAside } = reading
  return { state: 'loaded', rowsSetAside, problems, checks, ...all }
}

interface Taken {
  readonly reading: Reading
  readonly counts: Omit<LoadCounts, 'rowsRead'>
  readonly checks: readonly CheckResult[]
}

/**
 * The first file of a feed goes straight to where it stays, since there is nothing to compare it
 * with. Undefined where that cannot be done: it is not the first, or a key comes twice.
 */
async function takeFirst(
  client: Connection,
  load: FileLoad,
  start: LoadStart,
  loadId: number,
): Promise<Taken | undefined> {
  const { feed, landed } = load
  if (!feed.keysVouchedUnique || !(await isNewFeed(client, feed.feed))) return undefined
  const reading = newReading(feed.checks.ages, start.extractOn)
  await client.query('savepoint first')
  try {
    const records = readRecords(load, start.extract === 'full', reading)
    const added = await copyFirst(client, { feed: feed.feed, loadId }, records)
    refuseFaults(load, start, reading)
    const checks = await checkLoad(client, feed, landed, { ...start, loadId }, reading, true)
    return { reading, counts: { added, changed: 0, ended: 0, erased: 0 }, checks }
  } catch (error) {
    if (!isTwice(error)) throw error
    await client.query('rollback to savepoint first')
    return undefined
  }
}

async function takeNext(
  client: Connection,
  load: FileLoad,
  start: LoadStart,
  loadId: number,
): Promise<Taken> {
  const { feed, landed } = load
  const isFull = start.extract === 'full'
  const reading = newReading(feed.checks.ages, start.extractOn)
  await copyIncoming(client, readRecords(load, isFull, reading))
  refuseFaults(load, start, reading)
  await settleDuplicates(client, feed, landed, reading)
  const checks = await checkLoad(client, feed, landed, { ...start, loadId }, reading, false)
  const own = { loadId, feed: feed.feed }
  const erased = await eraseIncoming(client, own)
  await dropErased(client, { feed: feed.feed, isReplay: load.replay !== undefined })
  const { heldKeys } = reading
  const { endedKeys, ...merged } = await mergeIncoming(client, { ...own, isFull, heldKeys })
  // In this transaction: from its end on the portal must mask, long before matching.
  await shieldEnded(client, { ...own, endedKeys })
  return { reading, counts: { ...merged, erased }, checks }
}

function refuseFaults({ feed, landed }: FileLoad, start: LoadStart, reading: Reading): void {
  if (reading.faults.length > 0) throw new FileRefused(landed.fileName, reading.faults)
  refuseNothing(feed, landed, start.extract === 'full', reading)
}

function isTwice(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
