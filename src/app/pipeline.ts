import { findNotSeen, raiseExceptions, readRuleBook } from '#cleanse'
import {
  endedFeeds,
  forgetErasedKeys,
  type LoadOutcome,
  loadFeeds,
  readFeeds,
  readSecretKeys,
} from '#extract'
import { matchPeople, tellReaders } from '#match'
import { onOneConnection, type Run, withRun } from '#platform/db'
import type { StageProgress } from '#platform/terminal'
import { buildIndex } from '#store'
import type { Home } from './open-home.ts'
import { followSources, matchIndexFile, todayOf } from './retention.ts'

/** What one run of the pipeline did. */
export interface PipelineSummary {
  readonly feedsLoaded: number
  readonly feedsRefused: number
  readonly sourceRecords: number
  readonly people: number
  readonly newPeople: number
  readonly merged: number
  readonly toReview: number
  readonly exceptions: number
  readonly seconds: number
}

/**
 * The nightly run: takes in what the partners have sent, matches, rebuilds the index, raises and
 * closes exceptions. One at a time, under a lock. Each step is one transaction, so that a run that
 * breaks off leaves the step before it whole; the next run completes it.
 *
 * @param inbox the folder with each partner's files
 */
export async function runPipeline(
  home: Home,
  inbox: string,
  command: string,
  onProgress: (progress: StageProgress) => void = () => {},
): Promise<{ summary: PipelineSummary; outcomes: LoadOutcome[] }> {
  const ended = await onOneConnection(home.database, endedFeeds)
  const feeds = (await readFeeds(home.config.feedsDir)).filter(({ feed }) => !ended.has(feed))
  let outcomes: LoadOutcome[] = []
  const summary = await withRun(home.database, command, async (run) => {
    const started = performance.now()
    outcomes = await loadFeeds(home.database, {
      feeds,
      inbox,
      home: home.config.home,
      keys: readSecretKeys(home.config),
      log: home.log,
      now: home.config.today ? noonOf(home.config.today) : new Date(),
      onProgress: ({ feed, bytesRead, bytes }) =>
        onProgress({ stage: `Loading ${feed}`, done: bytesRead, total: bytes }),
    })
    const derived = await derive(home, run, onProgress)
    onProgress({ stage: 'Removing what sources had erased' })
    await followSources(home)
    // Nothing derived holds them any more, so nothing needs their keys.
    await onOneConnection(home.database, forgetErasedKeys)
    const seconds = Math.round(performance.now() - started) / 1000
    return { ...countLoads(outcomes), ...derived, seconds }
  })
  home.log.info(summary, 'run done')
  return { summary, outcomes }
}

/** Noon is the same day in London whatever the season. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

async function derive(home: Home, run: Run, onProgress: (progress: StageProgress) => void) {
  const { database, config } = home
  onProgress({ stage: 'Matching' })
  const matched = await matchPeople(database, run, {
    model: config.peopleModel,
    referencePrefix: config.referencePrefix,
    indexFile: matchIndexFile(home),
    onProgress: ({ done, secondsLeft, words }) =>
      onProgress({ stage: 'Matching', done, total: 1, secondsLeft, note: words }),
  })
  onProgress({ stage: 'Building the index' })
  await buildIndex(database, run, config.today ? { shownFrom: noonOf(config.today) } : {})
  await tellReaders(database)
  onProgress({ stage: 'Checking data quality' })
  const today = todayOf(home)
  const book = readRuleBook(config.qualityRulesFile, today)
  const exceptions = await raiseExceptions(database, run, { book, today })
  const notSeen = await findNotSeen(database, { settings: book.notSeen, today })
  home.log.info(notSeen, 'children not seen')
  return { ...matched, exceptions: exceptions.open }
}

function countLoads(outcomes: readonly LoadOutcome[]) {
  const count = (...states: LoadOutcome['state'][]) =>
    new Set(outcomes.filter(({ state }) => states.includes(state)).map(({ feed }) => feed)).size
  return { feedsLoaded: count('loaded', 'unchanged'), feedsRefused: count('refused') }
}
