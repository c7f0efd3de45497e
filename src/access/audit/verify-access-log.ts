import type { Handle } from '#platform/db'
import { readChain } from '../data/access-log.queries.ts'
import { beginning, type ChainPlace, type Tampering, tamperingOf } from './chain.ts'
import type { LodgedHead } from './lodged-heads.ts'

/** What following the whole chain has shown. */
export interface Verification {
  readonly rows: number
  /** Rows whose criteria have been erased, as is allowed. */
  readonly erased: number
  readonly lodgedHeads: number
  /** Empty for a log that is as it was written. At most a hundred are named. */
  readonly tampering: readonly Tampering[]
  /** The last row's hash; compare it with one that you have kept. */
  readonly head: ChainPlace
}

const batch = 10_000
const mostNamed = 100

/** Follows the access log from its first row to its last, and compares it with the heads lodged outside. */
export async function verifyAccessLog(
  db: Handle,
  heads: readonly LodgedHead[],
  onProgress: (rows: number) => void = () => {},
): Promise<Verification> {
  const lodged = new Map(heads.map((head) => [head.id, head]))
  const tampering: Tampering[] = []
  let place: ChainPlace = { id: 0, hash: beginning }
  let rows = 0
  let erased = 0
  for (;;) {
    const chain = await readChain(db, place.id, batch)
    if (chain.length === 0) break
    for (const row of chain) {
      const found = tamperingOf(row, place)
      if (found) tampering.push(found)
      const head = lodged.get(row.id)
      if (head && head.hash !== row.hash) tampering.push(rewritten(head))
      if (row.criteria === null) erased += 1
      rows += 1
      place = { id: row.id, hash: row.hash }
    }
    onProgress(rows)
  }
  const gone = heads.filter(({ id }) => id > place.id).at(-1)
  if (gone) tampering.push(cutOff(gone, place))
  return {
    rows,
    erased,
    lodgedHeads: heads.length,
    tampering: tampering.slice(0, mostNamed),
    head: place,
  }
}

function rewritten({ id, lodgedAt }: LodgedHead): Tampering {
  return { row: id, words: `row ${id} is not the one whose hash was lodged at ${lodgedAt}` }
}

function cutOff({ id, lodgedAt }: LodgedHead, place: ChainPlace): Tampering {
  const words = `the log ends at row ${place.id}, but row ${id} was there at ${lodgedAt}`
  return { row: place.id + 1, words }
}
