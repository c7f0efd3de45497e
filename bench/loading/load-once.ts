import { loadFeeds, readFeeds } from '#extract'
import { openDatabase } from '#platform/db'

// A process of its own that loads what lies in an inbox once: to be measured, or killed. It says how far
// it is, a line for each part of a file that it has read: `at <feed> <bytes>`.
const [url = '', feedsDir = '', inbox = '', home = ''] = process.argv.slice(2)
const database = openDatabase(url, 'bench load')
try {
  const feeds = readFeeds(feedsDir)
  process.stdout.write('loading\n')
  const outcomes = await loadFeeds(database, {
    feeds,
    inbox,
    home,
    onProgress: ({ feed, bytesRead }) => process.stdout.write(`at ${feed} ${bytesRead}\n`),
  })
  const bad = outcomes.filter(({ state }) => state === 'refused')
  for (const { error } of bad) process.stderr.write(`${error?.message}\n`)
  const records = outcomes.reduce((sum, { added, changed }) => sum + added + changed, 0)
  const { maxRSS } = process.resourceUsage()
  process.stdout.write(
    `done ${JSON.stringify({ records, refused: bad.length, peakMb: maxRSS / 1024 })}\n`,
  )
} finally {
  await database.close()
}
