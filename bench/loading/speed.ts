import { createHash } from 'node:crypto'
import { copyFileSync, createReadStream, mkdirSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { loadFeeds, readFeeds } from '#extract'
import { copyStored, writeStored } from './bare-copy.ts'
import { emptyTables, median, timed, type Workshop } from './workshop.ts'

/** The first load of a borough beside a bare COPY of the same stored rows. */
export interface FirstLoad {
  readonly rows: number
  readonly loadSeconds: number
  readonly copySeconds: number
}

/** Loads a borough's first extracts into empty tables, and copies what they became, by turns. */
export async function measureFirstLoad(
  { database, dir }: Workshop,
  inbox: string,
  runs: number,
): Promise<FirstLoad> {
  const feeds = readFeeds('feeds')
  const stored = join(dir, 'stored.copy')
  const loads: number[] = []
  const copies: number[] = []
  let rows = 0
  for (let run = 0; run < runs; run++) {
    await emptyTables(database)
    const home = join(dir, `home-${run}`)
    const load = await timed(() => loadFeeds(database, { feeds, inbox, home }))
    const bad = load.result.find(({ state }) => state === 'refused')
    if (bad?.error) throw bad.error
    loads.push(load.seconds)
    rows = await writeStored(database, stored)
    await emptyTables(database)
    copies.push((await timed(() => copyStored(database, stored))).seconds)
  }
  return { rows, loadSeconds: median(loads), copySeconds: median(copies) }
}

/** A night on which every agency sends the same bytes again, beside reading and hashing them. */
export interface UnchangedNight {
  readonly bytes: number
  readonly nightSeconds: number
  readonly hashSeconds: number
}

/** Measures unchanged nights on what is loaded already, each under a new day's file names. */
export async function measureUnchangedNight(
  { database, dir }: Workshop,
  inbox: string,
  runs: number,
): Promise<UnchangedNight> {
  const feeds = readFeeds('feeds')
  const home = join(dir, 'home-unchanged')
  await emptyTables(database)
  await loadFeeds(database, { feeds, inbox, home })
  const nights: number[] = []
  const hashes: number[] = []
  let bytes = 0
  for (let night = 1; night <= runs; night++) {
    const next = nextNight(inbox, join(dir, `night-${night}`), night)
    const hashed = await timed(() => hashFiles(next))
    bytes = hashed.result
    hashes.push(hashed.seconds)
    const { seconds, result } = await timed(() =>
      loadFeeds(database, { feeds, inbox: join(dir, `night-${night}`), home }),
    )
    const other = result.find(({ state }) => state !== 'unchanged' && state !== 'no-file')
    if (other) throw new Error(`${other.fileName} is ${other.state}, and should be unchanged`)
    nights.push(seconds)
  }
  return { bytes, nightSeconds: median(nights), hashSeconds: median(hashes) }
}

/** Copies a day's files under the names of a later day, as written an hour ago. */
function nextNight(inbox: string, folder: string, days: number): string[] {
  const anHourAgo = new Date(Date.now() - 3_600_000)
  return readdirSync(inbox, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\d{8}/.test(entry.name) && entry.name.match(/\.(csv|xml|txt)$/),
    )
    .map(({ name, parentPath }) => {
      mkdirSync(folder, { recursive: true })
      const to = join(
        folder,
        name.replace(/\d{8}/, (day) => laterDay(day, days)),
      )
      copyFileSync(join(parentPath, name), to)
      utimesSync(to, anHourAgo, anHourAgo)
      return to
    })
}

function laterDay(day: string, days: number): string {
  const date = new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10).replaceAll('-', '')
}

async function hashFiles(files: readonly string[]): Promise<number> {
  let bytes = 0
  for (const file of files) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
    hash.digest()
  }
  return bytes
}
