import type { DuckDBConnection } from '@duckdb/node-api'
import { LinkageError } from '../errors.ts'
import { quote } from '../records/tables.ts'

/** Pairs of one stretch of weights: how many there are, of which some are sampled. */
export interface Stratum {
  /** Bits: from this up to, not including, the next; the last is open. */
  from: number
  to: number
  pairs: number
}

/** A pair for somebody to look at. */
export interface ClericalPair {
  left: string
  right: string
  weight: number
  /** Place of its stratum. */
  stratum: number
}

/** Pairs drawn at random, as many from every stretch of weights: plain data, to be kept. */
export interface ClericalSample {
  strata: Stratum[]
  pairs: ClericalPair[]
}

export interface SampleOptions {
  /** Width of a stratum in bits (2). */
  width?: number
  /** Pairs drawn from each (20), or all where there are fewer. */
  each?: number
  /** Weights from here up are one stratum (20 bits). */
  top?: number
  seed?: number
}

/**
 * Draws pairs for people to judge from a result's table of pairs, stratified by weight: from every
 * stretch as many, so that the few doubtful ones are not lost among the many certain. The same
 * pairs and seed give the same sample.
 */
export async function drawClericalSample(
  connection: DuckDBConnection,
  pairs: string,
  options: SampleOptions = {},
): Promise<ClericalSample> {
  const { width = 2, each = 20, top = 20, seed = 1 } = options
  if (!(width > 0) || !(each >= 1)) {
    throw new LinkageError(
      'input-invalid',
      'A clerical sample needs strata wider than nought and at least one pair from each.',
    )
  }
  const reader = await connection.runAndReadAll(
    `WITH placed AS (
       SELECT least(id_l, id_r) AS l, greatest(id_l, id_r) AS r, weight,
         least(floor(weight / ${width}), floor(${top} / ${width})) AS stratum
       FROM ${quote(pairs)}),
     drawn AS (
       SELECT *, count(*) OVER (PARTITION BY stratum) AS n,
         row_number() OVER (PARTITION BY stratum ORDER BY md5(l || chr(31) || r || '${Number(seed)}'), l, r) AS place
       FROM placed)
     SELECT stratum, n, l, r, weight FROM drawn WHERE place <= ${Number(each)} ORDER BY stratum, place`,
  )
  const strata: Stratum[] = []
  const places = new Map<number, number>()
  const drawn = reader.getRows().map(([stratum, n, left, right, weight]): ClericalPair => {
    const number = Number(stratum)
    let place = places.get(number)
    if (place === undefined) {
      place = strata.length
      places.set(number, place)
      const from = number * width
      const isLast = number === Math.floor(top / width)
      const to = isLast ? Number.MAX_VALUE : from + width
      strata.push({ from, to, pairs: Number(n) })
    }
    return { left: String(left), right: String(right), weight: Number(weight), stratum: place }
  })
  return { strata, pairs: drawn }
}
