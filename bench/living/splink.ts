import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { readSplinkModel, weighGiven } from '#linkage'
import { runScript } from '../sides.ts'
import type { Row } from '../table.ts'

/** How far the weights of one model are from Splink's. */
interface SplinkFigures {
  model: string
  pairs: number
  /** Greatest difference of a weight, in bits. */
  furthest: number
  /** Pairs further apart than {@link ALLOWED}. */
  different: number
  seconds: number
  warnings: string[]
}

const ALLOWED = 1e-9

/** Weighs the pairs that bench/splink/export_models.py sampled, and compares with Splink's weights. */
async function compareWithSplink(folder: string, name: string): Promise<SplinkFigures> {
  const file = (kind: string) => join(folder, `${name}.${kind}`).replaceAll("'", "''")
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const { model, parameters, warnings } = await readSplinkModel(join(folder, `${name}.json`))
  await connection.run(
    `CREATE TABLE records AS SELECT * FROM read_csv('${file('everyone.csv')}', all_varchar = true, header = true)`,
  )
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_csv('${file('weights.csv')}', header = true, types = {'unique_id_l': 'VARCHAR', 'unique_id_r': 'VARCHAR', 'match_weight': 'DOUBLE'})`,
  )
  const rows = reader.getRows().map((r) => [String(r[0]), String(r[1]), Number(r[2])] as const)
  const started = performance.now()
  const weighed = await weighGiven({
    model,
    parameters,
    connection,
    tables: ['records'],
    pairs: rows.map(([l, r]) => [l, r] as const),
  })
  const seconds = (performance.now() - started) / 1000
  const apart = weighed.map(({ weight }, i) => Math.abs(weight - (rows[i]?.[2] ?? Number.NaN)))
  instance.closeSync()
  return {
    model: basename(name),
    pairs: weighed.length,
    furthest: Math.max(...apart),
    different: apart.filter((d) => !(d <= ALLOWED)).length,
    seconds,
    warnings: warnings.map((w) => w.message),
  }
}

function splinkRow(f: SplinkFigures, versions: string): Row {
  return {
    work: `${f.model}: weights of ${f.pairs} pairs (${versions})`,
    splink: 'its own',
    ours: `furthest apart ${f.furthest.toExponential(1)} bits; ${f.different} differ`,
    ratio: '',
    target: 'each to 1e-9',
    reached: f.different === 0 && f.pairs === 10_000,
  }
}

const DATA_SETS = ['fake_1000', 'historical_50k', 'febrl3']
const VERSIONS = [
  { name: 'splink5', requirements: 'requirements' },
  { name: 'splink4', requirements: 'requirements-4' },
]

/** Lets Splink 4 and 5 train each model and weigh its pairs, once, and weighs them here. */
export async function measureSplink(data: string, folder: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name: version, requirements } of VERSIONS) {
    for (const set of DATA_SETS) {
      const name = `${set}.${version}`
      if (!existsSync(join(folder, `${name}.versions.json`)))
        await runScript('export_models', [data, folder, '--only', set], requirements)
      rows.push(splinkRow(await compareWithSplink(folder, name), await versionsOf(folder, name)))
    }
  }
  return rows
}

/** What made the sampled pairs, as the export script wrote it down. */
async function versionsOf(folder: string, name: string): Promise<string> {
  const made = JSON.parse(await readFile(join(folder, `${name}.versions.json`), 'utf8')) as {
    splink: string
    duckdb: string
  }
  return `Splink ${made.splink}, DuckDB ${made.duckdb}`
}
