import { withRoom } from './growing.ts'
import type { LinkageIndex } from './linkage-index.ts'
import type { RuleBlocks } from './rule-blocks.ts'

/** Pairs of records of an index that some rule proposes. */
export interface FoundPairs {
  count: number
  left: Int32Array
  right: Int32Array
  /** The first rule that finds each. */
  rule: Uint8Array
}

/**
 * Finds every pair that has one of `seeds` in it, once, as a full run would propose it: under the
 * first rule that finds it, not in a block above the cap, not held apart by sources. With `within`
 * (1 for each record of them) only pairs of which both are in it.
 */
export function findPairs(
  index: LinkageIndex,
  seeds: Int32Array,
  within: Uint8Array | null = null,
): FoundPairs {
  const { rows, blocks } = index
  const { alive, sources } = rows
  const { bySource, any } = index.apart
  const found: FoundPairs = {
    count: 0,
    left: new Int32Array(0),
    right: new Int32Array(0),
    rule: new Uint8Array(0),
  }
  // 0: no seed; else its place among the seeds + 1, by which a pair of two seeds is found once.
  const place = new Int32Array(rows.count)
  seeds.forEach((row, i) => {
    place[row] = i + 1
  })
  const seen = new Int32Array(rows.count)
  const mates = { list: new Int32Array(1024) }
  for (let serial = 1; serial <= seeds.length; serial++) {
    const seed = seeds[serial - 1] as number
    const source = sources[seed] as number
    const isApart = any && bySource[source] === 1
    seen[seed] = serial
    for (let rule = 0; rule < blocks.length; rule++) {
      const count = (blocks[rule] as RuleBlocks).matesOf(seed, mates)
      for (let k = 0; k < count; k++) {
        const mate = mates.list[k] as number
        if (within && within[mate] === 0) continue
        if (seen[mate] === serial || alive[mate] === 0) continue
        seen[mate] = serial
        const other = place[mate] as number
        if (other > 0 && other < serial) continue
        if (isApart && source === sources[mate]) continue
        add(found, seed, mate, rule)
      }
    }
  }
  return found
}

function add(found: FoundPairs, seed: number, mate: number, rule: number): void {
  const at = found.count++
  if (at >= found.left.length) {
    found.left = withRoom(found.left, at + 1)
    found.right = withRoom(found.right, at + 1)
    found.rule = withRoom(found.rule, at + 1)
  }
  found.left[at] = seed < mate ? seed : mate
  found.right[at] = seed < mate ? mate : seed
  found.rule[at] = rule
}
