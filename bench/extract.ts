import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateBorough } from '#borough'
import { firstDayOf } from './loading/first-day.ts'
import { type Killings, killLoads, killServers } from './loading/kill.ts'
import { measureMemory } from './loading/memory.ts'
import { measureFirstLoad, measureUnchangedNight } from './loading/speed.ts'
import { openWorkshop, shown, type Workshop } from './loading/workshop.ts'

// Loading: speed beside a bare COPY, an unchanged night beside reading and hashing, and memory.
const { values } = parseArgs({
  options: {
    children: { type: 'string', default: '70000' },
    /** A borough that is there already, in place of one made anew; of its nights only the first is taken. */
    borough: { type: 'string' },
    runs: { type: 'string', default: '3' },
    rows: { type: 'string', default: '5000000' },
    kills: { type: 'string', default: '50' },
    /** The size of the borough whose nights are killed. */
    'kill-children': { type: 'string', default: '4000' },
    only: { type: 'string', default: 'first,unchanged,memory,kill,server' },
  },
})
const rows = [
  ['first', 'First load of the borough', firstLoad],
  ['unchanged', 'Unchanged night', unchangedNight],
  ['memory', 'Memory', memory],
  ['kill', 'Loading killed at random moments', kill],
  ['server', 'Database server killed at random moments', killServer],
] as const

let inboxMade: string | undefined
const workshop = await openWorkshop()
try {
  const wanted = values.only.split(',')
  for (const [name, title, measure] of rows) {
    if (wanted.includes(name)) console.log(`${title}: ${await measure(workshop)}`)
  }
} finally {
  await workshop.close()
}

async function inboxOf({ dir }: Workshop): Promise<string> {
  if (inboxMade) return inboxMade
  const borough = values.borough ?? join(dir, 'borough')
  if (!values.borough)
    await generateBorough({ children: Number(values.children), seed: 1, out: borough })
  inboxMade = firstDayOf(borough, join(dir, 'inbox'))
  return inboxMade
}

async function firstLoad(workshop: Workshop): Promise<string> {
  const inbox = await inboxOf(workshop)
  const { rows, loadSeconds, copySeconds } = await measureFirstLoad(
    workshop,
    inbox,
    Number(values.runs),
  )
  const [load, copy] = [rows / loadSeconds, rows / copySeconds]
  return `${shown(rows)} source records; load ${shown(load)} rows/s, bare COPY ${shown(copy)} rows/s; ratio ${shown(load / copy)} (to reach: 0.33)`
}

async function unchangedNight(workshop: Workshop): Promise<string> {
  const inbox = await inboxOf(workshop)
  const night = await measureUnchangedNight(workshop, inbox, 5)
  const { bytes, nightSeconds, hashSeconds } = night
  return `${shown(bytes / 1e6)} MB; night ${shown(nightSeconds)} s, reading and hashing ${shown(hashSeconds)} s; ratio ${shown(nightSeconds / hashSeconds)} (at most 2)`
}

async function memory(workshop: Workshop): Promise<string> {
  const use = await measureMemory(workshop, Number(values.rows))
  return `${shown(use.rows)} rows; first load ${shown(use.firstMb)} MB in ${shown(use.firstSeconds)} s, next night ${shown(use.nextMb)} MB in ${shown(use.nextSeconds)} s (under 1,000 MB)`
}

async function kill(workshop: Workshop): Promise<string> {
  return killed(await killLoads(workshop, Number(values.kills), Number(values['kill-children'])))
}

async function killServer(workshop: Workshop): Promise<string> {
  return killed(await killServers(workshop, Number(values.kills), Number(values['kill-children'])))
}

function killed({ tried, whole, inside, completed }: Killings): string {
  return `${tried} times, ${inside} of them inside the load of a feed; each feed as before or as after ${whole}; completed by the next run ${completed}`
}
