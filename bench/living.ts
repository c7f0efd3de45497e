/**
 * Linkage that lives: changes against an index of a million records, search in it, and models
 * trained by Splink. Prints a table of what was to be reached and writes it to bench/results.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { incrementRow, loadSplit, measureIncrements } from './living/increments.ts'
import { measureSearch, searchRows } from './living/search.ts'
import { ROOT } from './sides.ts'
import { printTable } from './table.ts'

const { values } = parseArgs({
  options: { data: { type: 'string', default: join(ROOT, '..', 'shared', 'data') } },
})
const note = (figures: unknown) => process.stderr.write(`${JSON.stringify(figures, null, 1)}\n`)
const connection = await loadSplit(join(values.data, 'uk_children_1m.parquet'))
const model = join(ROOT, 'models', 'uk_children_1m.yaml')
const { figures, index } = await measureIncrements(connection, model)
note(figures)
const found = await measureSearch(connection, index)
note(found)
process.stdout.write(`${printTable([incrementRow(figures), ...searchRows(found)])}\n`)
