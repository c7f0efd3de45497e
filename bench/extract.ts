import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateBorough } from '#borough'
import { loadFeeds, readFeeds } from '#extract'
import { copyStored, writeStored } from './loading/bare-copy.ts'
import {
  emptyTables,
  median,
  openWorkshop,
  shown,
  timed,
  type Workshop,
} from './loading/workshop.ts'

const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '70000' },
    borough: { type: 'string' },
    runs: { type: 'string', default: '3' },
  },
})

const workshop = await openWorkshop()
try {
  const borough = values.borough ?? (await makeBorough(workshop))
  await measure(workshop, borough, Number(values.runs))
} finally {
  await workshop.close()
}

async function makeBorough({ dir }: Workshop): Promise<string> {
  const out = join(dir, 'borough')
  await generateBorough({ children: Number(values.children), seed: 1, out })
  return out
}

async function measure(workshop: Workshop, borough: string, runs: number): Promise<void> {
  const { database, dir } = workshop
  const feeds = readFeeds('feeds')
  const stored = join(dir, 'stored.copy')
  const loads: number[] = []
  const copies: number[] = []
  let rows = 0
  for (let run = 0; run < runs; run++) {
    await emptyTables(database)
    const home = join(dir, `home-${run}`)
    const load = await timed(() => loadFeeds(database, { feeds, inbox: borough, home }))
    for (const { feed, state, seconds, rowsRead, error } of load.result)
      console.log(feed, state, rowsRead, seconds, error?.message ?? '')
    loads.push(load.seconds)
    rows = await writeStored(database, stored)
    await emptyTables(database)
    copies.push((await timed(() => copyStored(database, stored))).seconds)
    console.log(`load ${shown(load.seconds)} s, copy ${shown(copies.at(-1) ?? 0)} s`)
  }
  const rate = rows / median(loads)
  const bare = rows / median(copies)
  console.log(
    `${shown(rows)} source records; load ${shown(rate)} rows/s; bare COPY ${shown(bare)} rows/s; ratio ${shown(rate / bare)}`,
  )
}
