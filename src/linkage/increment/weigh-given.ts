import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import type { Model } from '../model/model.ts'
import { readOutsideFrequencies } from '../records/outside-frequencies.ts'
import { readRecords } from '../records/read-records.ts'
import type { Records } from '../records/records.ts'
import { quote } from '../records/tables.ts'
import type { FrequencyTable } from '../score/frequency-table.ts'
import { freezeFrequencies } from '../score/term-frequencies.ts'
import { checkParameters, type Parameters } from '../train/parameters.ts'
import { withVariants } from '../train/variants.ts'
import { readIds } from './read-changes.ts'
import { type Weighed, weighPairs } from './weigh-pairs.ts'

/** Pairs that somebody names, whatever blocking would say of them. */
export interface GivenPairs {
  model: Model
  connection: DuckDBConnection
  tables: readonly string[]
  parameters: Parameters
  /** Left out: as common as values are in these tables. */
  frequencies?: FrequencyTable
  pairs: readonly (readonly [string | number, string | number])[]
}

/** A pair that was named, weighed. */
export interface GivenPair {
  left: string
  right: string
  /** Bits. */
  weight: number
  /** The level that it reaches in each comparison of the model. */
  levels: number[]
}

/** What named pairs were weighed with, for those that learn from them. */
export interface GivenWeighed extends Weighed {
  model: Model
  records: Records
  /** For each pair given its place among those weighed; −1 where a record is not there. */
  placeOf: Int32Array
}

/** Weighs named pairs by a frozen model. A pair of which a record is not in the tables is left out. */
export async function weighGiven(given: GivenPairs): Promise<GivenPair[]> {
  const { pairs, patterns, placeOf } = await weighNamed(given)
  const weights: { weight: number; levels: number[] }[] = []
  const { width, levels } = patterns
  for (const { count, weight, pattern } of pairs.chunks) {
    for (let i = 0; i < count; i++) {
      const from = (pattern[i] as number) * width
      weights.push({ weight: weight[i] as number, levels: levels.slice(from, from + width) })
    }
  }
  return given.pairs.flatMap(([left, right], i) => {
    const found = weights[placeOf[i] as number]
    return found ? [{ left: String(left), right: String(right), ...found }] : []
  })
}

let runs = 0

/** Reads the records and weighs the pairs, and hands over all that was made on the way. */
export async function weighNamed(given: GivenPairs): Promise<GivenWeighed> {
  const { connection, tables, parameters } = given
  if (tables.length === 0) throw new LinkageError('input-invalid', 'No table was given.')
  checkParameters(parameters, given.model)
  const model = parameters.variants ? withVariants(given.model, parameters.variants) : given.model
  const idTable = `linkage_given_${++runs}_ids`
  try {
    const records = await readRecords(connection, tables, model, idTable, async () => {})
    const ids = await readIds(connection, idTable, records.count)
    const rowOf = new Map(ids.map((id, row) => [id, row]))
    const frequencies =
      given.frequencies ??
      freezeFrequencies(model, records, await readOutsideFrequencies(connection, model))
    const { list, placeOf } = pairsByRow(given.pairs, rowOf)
    const weighed = await weighPairs({ model, parameters, frequencies }, records, list, connection)
    return { ...weighed, model, records, placeOf }
  } finally {
    await connection.run(`DROP TABLE IF EXISTS temp.${quote(idTable)}`)
  }
}

function pairsByRow(pairs: GivenPairs['pairs'], rowOf: ReadonlyMap<string, number>) {
  const left: number[] = []
  const right: number[] = []
  const placeOf = Int32Array.from(pairs, ([a, b]) => {
    const [x, y] = [rowOf.get(String(a)), rowOf.get(String(b))]
    if (x === undefined || y === undefined) return -1
    left.push(x)
    return right.push(y) - 1
  })
  return {
    placeOf,
    list: {
      count: left.length,
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      rule: new Uint8Array(left.length),
    },
  }
}
