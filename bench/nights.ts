import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { generateBorough } from '#borough'
import { readConfig } from '#platform/config'
import { openHome } from '../src/app/open-home.ts'
import { runPipeline } from '../src/app/pipeline.ts'

/**
 * The whole way in, night by night: what arrived that day is loaded, matched, built into the index and
 * checked, as `kith run` does it. Prints for each step the seconds of the first load and of a median
 * and the slowest night, the peak memory of the process (PostgreSQL apart), and what came of it.
 *
 *     npm run bench:nights -- --borough DIR --nights 30
 */
const { values: options } = parseArgs({
  options: {
    children: { type: 'string', default: '5000' },
    nights: { type: 'string', default: '30' },
    /** A borough with its nights that is there already, in place of one made anew. */
    borough: { type: 'string' },
  },
})

interface Sent {
  readonly agency: string
  readonly file: string
  readonly arrives_on: string
}

/** Seconds of each step of one run, in their order, and what the run said that it did. */
interface Night {
  readonly steps: ReadonlyMap<string, number>
  readonly summary: Awaited<ReturnType<typeof runPipeline>>['summary']
  readonly files: number
  readonly rowsRead: number
  readonly recordsChanged: number
}

const started = new Date().toISOString().slice(0, 10)
// A file that was written just now is waited for, in case that it still grows.
const anHourAgo = new Date(Date.now() - 3_600_000)
const dir = mkdtempSync(join(tmpdir(), 'kith-bench-nights-'))
const borough = options.borough ?? join(dir, 'borough')
const nightsAsked = Number(options.nights)
if (!options.borough) {
  await generateBorough({
    children: Number(options.children),
    seed: 1,
    nights: nightsAsked,
    out: borough,
  })
}
const home = await openHome(readConfig({ ...process.env, KITH_HOME: join(dir, 'home') }), 'bench')
try {
  await measure()
} finally {
  await home.close()
  rmSync(dir, { recursive: true, force: true })
}

async function measure() {
  const sent: Sent[] = parse(readFileSync(join(borough, 'nights.csv')), { columns: true })
  const days = [...new Set(sent.map((one) => one.arrives_on))].sort().slice(0, nightsAsked + 1)
  const nights: Night[] = []
  for (const day of days) {
    const files = sent.filter((one) => one.arrives_on === day)
    const night = await runNight(day, files)
    nights.push(night)
    process.stdout.write(`${day}  ${words(night)}\n`)
  }
  const [first, ...others] = nights
  if (first === undefined) throw new Error('nights.csv names no file.')
  report(first, others)
}

async function runNight(day: string, files: readonly Sent[]): Promise<Night> {
  const inbox = join(dir, `inbox-${day}`)
  for (const { agency, file } of files) {
    mkdirSync(join(inbox, agency), { recursive: true })
    const to = join(inbox, agency, basename(file))
    copyFileSync(join(borough, file), to)
    utimesSync(to, anHourAgo, anHourAgo)
  }
  const steps = new Map<string, number>()
  let step = 'Loading'
  let since = performance.now()
  const end = (next: string) => {
    const now = performance.now()
    steps.set(step, (steps.get(step) ?? 0) + (now - since) / 1000)
    step = next
    since = now
  }
  const config = { ...home.config, today: day }
  const { summary, outcomes } = await runPipeline({ ...home, config }, inbox, 'bench', (at) => {
    const next = at.stage.startsWith('Loading') ? 'Loading' : at.stage
    if (next !== step) end(next)
  })
  end('')
  const refused = outcomes.find(({ state }) => state === 'refused')
  if (refused?.error) throw refused.error
  rmSync(inbox, { recursive: true })
  const sum = (of: (outcome: (typeof outcomes)[number]) => number) =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0)
  return {
    steps,
    summary,
    files: files.length,
    rowsRead: sum(({ rowsRead }) => rowsRead),
    recordsChanged: sum(({ added, changed, ended, erased }) => added + changed + ended + erased),
  }
}

function words({ steps, files, rowsRead, recordsChanged, summary }: Night): string {
  const each = [...steps].map(([step, seconds]) => `${step} ${seconds.toFixed(1)} s`).join(', ')
  return `${each}; ${whole(files)} files, ${whole(rowsRead)} rows, ${whole(recordsChanged)} records changed, ${whole(summary.people)} people`
}

function report(first: Night, others: readonly Night[]) {
  const rows: string[][] = [['Step', 'First run, s', 'Median night, s', 'Slowest night, s']]
  const steps = [...new Set([first, ...others].flatMap(({ steps }) => [...steps.keys()]))]
  const secondsOf = (night: Night, step: string) => night.steps.get(step) ?? 0
  const total = (night: Night) => [...night.steps.values()].reduce((sum, one) => sum + one, 0)
  const row = (name: string, of: (night: Night) => number) =>
    rows.push([name, ...[of(first), ...middleAndMost(others.map(of))].map((one) => one.toFixed(1))])
  for (const step of steps) row(step, (night) => secondsOf(night, step))
  row('All', total)
  const counts: string[][] = [['What', 'First run', 'Median night', 'Largest night']]
  const count = (name: string, of: (night: Night) => number) =>
    counts.push([name, ...[of(first), ...middleAndMost(others.map(of))].map(whole)])
  count('rows read', ({ rowsRead }) => rowsRead)
  count('records that came, changed, ended or were erased', (night) => night.recordsChanged)
  count('source records of persons', ({ summary }) => summary.sourceRecords)
  count('people', ({ summary }) => summary.people)
  count('new people', ({ summary }) => summary.newPeople)
  count('pairs to review', ({ summary }) => summary.toReview)
  count('open exceptions', ({ summary }) => summary.exceptions)
  const peak = whole(process.resourceUsage().maxRSS / 1024)
  const memory = `Peak memory of the process, PostgreSQL apart: ${peak} MB.`
  const text = [table(rows), table(counts), memory].join('\n\n')
  process.stdout.write(`\n${text}\n`)
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  const title = `# First run and ${others.length} nights, ${whole(first.summary.sourceRecords)} source records of persons`
  const head = `${title}\n\nMeasured on ${started}, ${cpus().length} processor cores.`
  writeFileSync(join(folder, `nights-${started}.md`), `${head}\n\n${text}\n`)
}

function middleAndMost(values: readonly number[]): [middle: number, most: number] {
  const sorted = [...values].sort((a, b) => a - b)
  return [sorted[Math.floor(sorted.length / 2)] ?? 0, sorted.at(-1) ?? 0]
}

function table([head = [], ...rows]: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB')
}
