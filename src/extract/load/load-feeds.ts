import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput, KithError } from '#kernel'
import type { Database } from '#platform/db'
import type { CheckResult } from '../checks/run-checks.ts'
import { analyseRecords, type LoadCounts } from '../data/load.queries.ts'
import type { SecretKeys } from '../encryption/secret-keys.ts'
import { type FileName, readFileName } from '../feeds/file-pattern.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import {
  isLandingPart,
  isUnfinishedName,
  type LandedFile,
  type LandingOptions,
  landFile,
} from '../landing/land-file.ts'
import { FileRefused, type Problem } from '../problems.ts'
import { senderReport } from '../report/sender-report.ts'
import { writeReport } from '../report/write-report.ts'
import { loadFile, recordRefusal, startOf } from './load-file.ts'

/** What became of one file of a feed, or of a feed for which no file came. */
export interface LoadOutcome extends LoadCounts {
  readonly feed: string
  /**
   * `passed-over` is a file loaded before that a newer one has since replaced; `waiting` a delta
   * that comes after a refused one, without which it would say only half.
   */
  readonly state: 'loaded' | 'unchanged' | 'passed-over' | 'waiting' | 'refused' | 'no-file'
  readonly fileName: string | undefined
  /** The day of the extract, `YYYY-MM-DD`. */
  readonly extractOn: string | undefined
  readonly rowsSetAside: number
  /** Why it was refused; message and place hold no value of a row. */
  readonly error: KithError | undefined
  /** What was wrong: the rows set aside, or up to fifty reasons of the refusal. */
  readonly problems: readonly Problem[]
  /** What the checks before load found. */
  readonly checks: readonly CheckResult[]
  readonly seconds: number
}

/** How far the loading of a file is. */
export interface LoadProgress {
  readonly feed: string
  readonly fileName: string
  readonly bytesRead: number
  readonly bytes: number
}

/** Takes lines for the log; a pino logger fits. */
export interface LoadLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

export interface LoadFeedsOptions {
  readonly feeds: readonly Feed[]
  /** The folder that partners drop files in; each feed may also have its own folder inside it. */
  readonly inbox: string
  /** Kith's home, where files are landed. */
  readonly home: string
  /** The clock's time: a file of a later London day is refused. Not checked where absent. */
  readonly now?: Date
  /** Secret keys, for feeds whose files come encrypted. */
  readonly keys?: SecretKeys
  readonly settleMs?: number
  readonly openFile?: LandingOptions['openFile']
  readonly onProgress?: (progress: LoadProgress) => void
  readonly log?: LoadLog
}

/**
 * Takes in what partners have sent: for each feed its files, oldest extract first, each landed and
 * loaded in a transaction of its own. A file that is refused stays where it is, its refusal is
 * recorded once and answered each time, the last good extract stays in force, and the other feeds go on.
 *
 * Only a failure that is no file's fault (the database gone) is thrown.
 */
export async function loadFeeds(
  database: Database,
  options: LoadFeedsOptions,
): Promise<LoadOutcome[]> {
  const arrivals = findArrivals(options)
  removeRemains(options)
  // Landing is mostly waiting for files to keep still, so all of them wait together.
  const landings = await Promise.all(
    arrivals.map(async (arrival) => ({ arrival, landing: await tryLanding(arrival, options) })),
  )
  const outcomes: LoadOutcome[] = []
  for (const feed of options.feeds) {
    const own = landings.filter(({ arrival }) => arrival.feed === feed)
    if (own.length === 0) outcomes.push(outcomeOf(feed, 'no-file'))
    let isBroken = false
    for (const { arrival, landing } of own) {
      const isDelta = (arrival.named.extract ?? feed.extract) === 'delta'
      const outcome: LoadOutcome =
        isBroken && isDelta
          ? waiting(arrival)
          : await takeArrival(database, arrival, landing, options)
      isBroken = isDelta && ['refused', 'waiting'].includes(outcome.state)
      outcomes.push(outcome)
      tell(outcome, options.log)
      reportToSender(outcome, feed, options.home)
    }
  }
  if (outcomes.some(({ state }) => state === 'loaded')) await analyse(database)
  return outcomes
}

interface Arrival {
  readonly feed: Feed
  readonly path: string
  readonly fileName: string
  readonly named: FileName
}

function findArrivals({ feeds, inbox }: LoadFeedsOptions): Arrival[] {
  return feeds.flatMap((feed) =>
    [inbox, join(inbox, feed.feed)]
      .flatMap((folder) => filesIn(folder, folder === inbox))
      .flatMap(({ path, fileName }) => {
        const named = readFileName(feed.file.pattern, fileName)
        return named === undefined || isUnfinishedName(fileName)
          ? []
          : [{ feed, path, fileName, named }]
      })
      .sort(byMoment),
  )
}

/** Oldest first; of one day the full extract first, since the delta is what changed after it. */
function byMoment({ named: a }: Arrival, { named: b }: Arrival): number {
  if (a.extractOn !== b.extractOn) return a.extractOn < b.extractOn ? -1 : 1
  return Number(a.extract === 'delta') - Number(b.extract === 'delta')
}

function filesIn(folder: string, mustExist: boolean): { path: string; fileName: string }[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({ path: join(folder, entry.name), fileName: entry.name }))
  } catch (cause) {
    if (!mustExist) return []
    throw new BadInput(`The inbox ${folder} cannot be read.`, {
      fix: 'Give the folder that the agencies’ files are dropped in.',
      cause,
    })
  }
}

/** A process that was killed while landing leaves a part behind; nothing else ever does. */
function removeRemains({ feeds, home }: LoadFeedsOptions): void {
  for (const { feed } of feeds) {
    const folder = join(home, 'landed', feed)
    for (const { path, fileName } of filesIn(folder, false)) {
      if (isLandingPart(fileName)) rmSync(path, { force: true })
    }
  }
}

async function tryLanding(
  arrival: Arrival,
  options: LoadFeedsOptions,
): Promise<LandedFile | KithError> {
  const { home, settleMs, openFile } = options
  try {
    return await landFile(arrival.path, {
      home,
      feed: arrival.feed.feed,
      ...(settleMs === undefined ? {} : { settleMs }),
      ...(openFile === undefined ? {} : { openFile }),
    })
  } catch (error) {
    if (error instanceof KithError) return error
    throw error
  }
}

async function takeArrival(
  database: Database,
  arrival: Arrival,
  landing: LandedFile | KithError,
  options: LoadFeedsOptions,
): Promise<LoadOutcome> {
  const { feed, fileName, named } = arrival
  const { extractOn } = named
  const landed = landing instanceof KithError ? undefined : landing
  const start = startOf(feed, fileName, named, landed)
  const file = { fileName, extractOn }
  try {
    if (landing instanceof KithError) throw landing
    const result = await loadFile(database, {
      feed,
      landed: landing,
      named,
      feeds: options.feeds,
      keys: options.keys,
      now: options.now,
      onBytes: (bytesRead) =>
        options.onProgress?.({ feed: feed.feed, fileName, bytesRead, bytes: landing.bytes }),
    })
    return outcomeOf(feed, result.state, { ...file, ...result, seconds: since(start.startedAt) })
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    const problems = error instanceof FileRefused ? error.problems : []
    const checks = error instanceof FileRefused ? error.checks : []
    await recordRefusal(database, feed, start, error.message, problems, checks)
    return outcomeOf(feed, 'refused', {
      ...file,
      error,
      problems,
      checks,
      seconds: since(start.startedAt),
    })
  }
}

/** A delta that must not be taken before the one that was refused. */
function waiting({ feed, fileName, named }: Arrival): LoadOutcome {
  return outcomeOf(feed, 'waiting', { fileName, extractOn: named.extractOn })
}

function outcomeOf(
  feed: Feed,
  state: LoadOutcome['state'],
  more: Partial<LoadOutcome> = {},
): LoadOutcome {
  return {
    fileName: undefined,
    extractOn: undefined,
    rowsRead: 0,
    added: 0,
    changed: 0,
    ended: 0,
    erased: 0,
    rowsSetAside: 0,
    error: undefined,
    problems: [],
    checks: [],
    seconds: 0,
    ...more,
    feed: feed.feed,
    state,
  }
}

function since(start: Date): number {
  return (Date.now() - start.getTime()) / 1000
}

function tell(outcome: LoadOutcome, log: LoadLog | undefined): void {
  const { feed, fileName, state, rowsRead, added, changed, ended, erased, rowsSetAside } = outcome
  const counts = { rowsRead, added, changed, ended, erased, rowsSetAside }
  const fields = { feed, file: fileName, state, ...counts }
  if (outcome.error) log?.warn({ ...fields, reason: outcome.error.message }, 'extract refused')
  else log?.info(fields, 'extract taken')
}

function reportToSender(outcome: LoadOutcome, feed: Feed, home: string): void {
  const { state, fileName } = outcome
  if (fileName === undefined || (state !== 'loaded' && state !== 'refused')) return
  const report = senderReport(feed, { ...outcome, fileName, state })
  if (report) writeReport(home, feed.feed, fileName, report)
}

async function analyse(database: Database): Promise<void> {
  const client = await database.pool.connect()
  try {
    await analyseRecords(client)
  } finally {
    client.release()
  }
}
