import { type CheckResult, runChecks } from '../checks/run-checks.ts'
import { countGone, extractBefore } from '../data/check.queries.ts'
import { useLetThrough } from '../data/let-through.queries.ts'
import type { Connection, LoadStart } from '../data/load.queries.ts'
import type { Feed } from '../feeds/read-feeds.ts'
import type { LandedFile } from '../landing/land-file.ts'
import { describeProblem, FileRefused } from '../problems.ts'
import { type Reading, warningWords } from './reading.ts'

/**
 * Looks at the incoming records before anything of them is in force.
 *
 * @param isFirst nothing of the feed is in force, and nothing is in the incoming table
 * @throws FileRefused where a check stops the load and no person has let the file through
 */
export async function checkLoad(
  client: Connection,
  feed: Feed,
  landed: LandedFile,
  start: LoadStart & { readonly loadId: number },
  reading: Reading,
  isFirst: boolean,
): Promise<CheckResult[]> {
  const isFull = start.extract === 'full'
  const { heldKeys, rowsRead, header, tally } = reading
  const persons = isFirst
    ? { personsInForce: 0, personsGone: 0 }
    : await countGone(client, { feed: feed.feed, isFull, heldKeys })
  const results = runChecks(feed.checks, {
    isFull,
    rowsRead,
    header,
    coverage: tally.coverage(),
    ...persons,
    before: await extractBefore(client, feed.feed, start.extract),
    notes: [...reading.warnings.values()].map((warning) => ({
      check: warning.check,
      message: warningWords(warning, describeProblem),
    })),
  })
  const stops = results.filter(({ level }) => level === 'stop')
  if (stops.length === 0) return results
  if (await useLetThrough(client, feed.feed, landed.checksum, start.loadId)) {
    return results.map((one) => (one.level === 'stop' ? { ...one, level: 'let-through' } : one))
  }
  const fix = `If this is right, let the file through on the page Sources, or with kith feed allow ${feed.feed} ${landed.fileName} --because "…"`
  throw new FileRefused(
    landed.fileName,
    stops.map(({ message }) => ({ message, fix })),
    results,
  )
}
