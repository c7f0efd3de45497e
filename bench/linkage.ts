/**
 * Splink and this engine on the same work, one after the other by turns, and the table of what
 * was reached: printed and written to bench/results (some rows alone: to var/bench).
 * `--only id,id` runs some rows, `--no-splink` our side alone, `--runs n` sets how often the
 * timed rows are run, `--no-growth` leaves out the row of millions of made-up people.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type GrowthStep, growthRow } from './growth.ts'
import type { RunLine } from './run-linkage.ts'
import { ROOT, runOurs, runSplink, type SplinkLine, scratch } from './sides.ts'
import { median, printTable, type Row } from './table.ts'
import { allWork, type Work } from './work.ts'

interface Measured {
  work: string
  /** What was run on both sides, as text. */
  job: string
  splink: SplinkLine[]
  ours: RunLine[]
  row: Row
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, '..', 'shared', 'data') },
    runs: { type: 'string', default: '5' },
    only: { type: 'string' },
    splink: { type: 'boolean', default: true },
    growth: { type: 'boolean', default: true },
    'growth-to': { type: 'string', default: '8' },
  },
  allowNegative: true,
})
const note = (text: string) => process.stderr.write(`${text}\n`)

/** Runs the work; a row about work that was run already takes its lines. */
async function measure(work: Work, runs: number, before: readonly Measured[]): Promise<Measured> {
  const same = before.find((m) => m.job === JSON.stringify([work.splink, work.ours]))
  const { splink, ours } = same ?? (await runBoth(work, runs))
  const theirs = splink.length > 0 ? middle(splink) : null
  const mine = middle(ours)
  const row = {
    work: work.title,
    splink: theirs ? work.splinkSays(theirs) : 'not run',
    ours: work.oursSays(mine),
    target: work.target,
    ...work.judge(theirs, mine),
  }
  return { work: work.id, job: JSON.stringify([work.splink, work.ours]), splink, ours, row }
}

async function runBoth(work: Work, runs: number): Promise<Pick<Measured, 'splink' | 'ours'>> {
  const splink: SplinkLine[] = []
  const ours: RunLine[] = []
  for (let i = 0; i < (work.timed ? runs : 1); i++) {
    if (values.splink) {
      const { script, args, requirements } = work.splink
      const line = await runSplink(script, args, requirements)
      note(`${work.id} ${i + 1}: Splink ${line.wall.toFixed(2)} s`)
      splink.push(line)
    }
    const line = await runOurs(work.ours)
    note(`${work.id} ${i + 1}: ours ${line.wall.toFixed(2)} s`)
    ours.push(line)
  }
  return { splink, ours }
}

/** The first run with the median of wall, CPU and peak memory, each taken for itself. */
function middle<T extends { wall: number; cpu: number; peak_mb: number }>(lines: T[]): T {
  const first = lines[0]
  if (!first) throw new RangeError('Nothing was measured.')
  return {
    ...first,
    wall: median(lines.map((l) => l.wall)),
    cpu: median(lines.map((l) => l.cpu)),
    peak_mb: median(lines.map((l) => l.peak_mb)),
  }
}

function report(
  measured: readonly Measured[],
  growth: Awaited<ReturnType<typeof growthRow>> | null,
) {
  const rows = [...measured.map((m) => m.row), ...(growth ? [growth.row] : [])]
  const splinks = new Set(
    measured.flatMap((m) =>
      m.splink.map((l) => `Splink ${l.versions.splink} on DuckDB ${l.versions.duckdb}`),
    ),
  )
  const engines = new Set(
    measured.flatMap((m) =>
      m.ours.map((l) => `DuckDB ${l.versions.duckdb}, Node ${l.versions.node}`),
    ),
  )
  const missing = measured.flatMap((m) =>
    (m.ours[0]?.missing ?? []).map((pair) => `- ${m.work}: ${pair}`),
  )
  return [
    `# Record linkage beside Splink, ${today()}`,
    '',
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB.`,
    `Their side: ${[...splinks].join('; ') || 'not run'}. Ours: ${[...engines].join('; ')}.`,
    'Timed rows: median of the runs, the sides by turns, loading excluded. Scores: trained without labels, p .5.',
    '',
    printTable(rows),
    ...(missing.length > 0 ? ['', 'True pairs that were not found:', '', ...missing] : []),
    ...(growth ? ['', 'Growth:', '', ...growth.steps.map(growthLine)] : []),
    '',
  ].join('\n')
}

const growthLine = (s: GrowthStep) =>
  `- ${s.records} records, ${s.candidatePairs} candidate pairs: ${s.wall.toFixed(1)} s, ${s.perMillion.toFixed(2)} s per million, ${Math.round(s.peakMb)} MB`

const today = () => new Date().toISOString().slice(0, 10)

const data = resolve(values.data)
const wanted = values.only?.split(',')
const measured: Measured[] = []
for (const work of allWork(data, ROOT)) {
  if (wanted && !wanted.includes(work.id)) continue
  measured.push(await measure(work, Number(values.runs), measured))
}
const growth =
  values.growth && (!wanted || wanted.includes('growth'))
    ? await growthRow(Number(values['growth-to']), note)
    : null
const text = report(measured, growth)
process.stdout.write(text)
// Some rows alone are not a result to keep.
const folder = wanted ? await scratch() : join(ROOT, 'bench', 'results')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, `linkage-${today()}.md`), text)
await writeFile(
  join(folder, `linkage-${today()}.json`),
  `${withoutPaths(JSON.stringify({ measured, growth }, null, 1))}\n`,
)

/** Where things lay on this machine is nobody else's business. */
function withoutPaths(json: string): string {
  return json.replaceAll(resolve(values.data), 'data').replaceAll(`${ROOT}/`, '')
}
