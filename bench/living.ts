/**
 * Linkage that lives: changes against an index of a million records, search in it, and models
 * trained by Splink. Prints a table of what was to be reached and writes it to bench/results.
 * `--no-splink` leaves out the models, which need Python.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type LinkageIndex, loadIndex, saveIndex } from '#linkage'
import { incrementRow, loadSplit, measureIncrements } from './living/increments.ts'
import { measureSearch, searchRows } from './living/search.ts'
import { measureSplink } from './living/splink.ts'
import { ROOT, scratch } from './sides.ts'
import { printTable } from './table.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, '..', 'shared', 'data') },
    splink: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const note = (figures: unknown) => process.stderr.write(`${JSON.stringify(figures, null, 1)}\n`)

/** How long an index takes to be saved and to be loaded, and how large its file is. */
async function measureFile(index: LinkageIndex): Promise<string> {
  const path = join(await scratch(), 'living.index')
  const started = performance.now()
  await saveIndex(path, index)
  const saved = performance.now()
  const loaded = await loadIndex(path)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
  const { size } = await stat(path)
  return `Index of ${loaded.count} records: saved in ${seconds(saved - started)}, loaded in ${seconds(performance.now() - saved)}, ${Math.round(size / 1e6)} MB on disk.`
}

const data = resolve(values.data)
const connection = await loadSplit(join(data, 'uk_children_1m.parquet'))
const model = join(ROOT, 'models', 'uk_children_1m.yaml')
const { figures, index } = await measureIncrements(connection, model)
note(figures)
const load = loadavg()[0] ?? 0
const found = await measureSearch(connection, index)
note(found)
const file = await measureFile(index)
const models = join(await scratch(), 'splink-models')
const splink = values.splink ? await measureSplink(data, models) : []
const rows = [incrementRow(figures), ...searchRows(found), ...splink]
const today = new Date().toISOString().slice(0, 10)
const text = [
  `# Linkage that lives, ${today}`,
  '',
  `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB; load ${load.toFixed(1)} when search began (above ${cpus().length} others were at work, and wall times are theirs too).`,
  '',
  printTable(rows),
  '',
  `Changes: CPU ${figures.changes.map((c) => c.cpu.toFixed(2)).join(', ')} s; ${figures.changes.map((c) => c.touched).join(', ')} records clustered again.`,
  file,
  '',
  ...found.kinds.map(
    (k) =>
      `- ${k.kind}: median ${k.median.toFixed(1)} ms, 95 % ${k.p95.toFixed(1)} ms, slowest ${k.slowest.toFixed(1)} ms; the record meant was among the first ten in ${(100 * k.found).toFixed(1)} %`,
  ),
  '',
].join('\n')
process.stdout.write(text)
const results = join(ROOT, 'bench', 'results')
await mkdir(results, { recursive: true })
await writeFile(join(results, `living-${today}.md`), text)
