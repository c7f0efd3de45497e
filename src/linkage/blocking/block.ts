import type { BlockingRule, Model } from '../model/model.ts'
import { combine } from '../records/column.ts'
import type { Records } from '../records/records.ts'

/** One rule's blocks: the records of each block lie together in `order`. */
export interface Blocks {
  rule: BlockingRule
  /** Block of each record; -1 where it is in none (a key missing, alone, or the block too hot). */
  blockOf: Int32Array
  /** Records by block: block b holds `order[starts[b]] … order[starts[b + 1] - 1]`. */
  order: Int32Array
  starts: Int32Array
  skipped: { blocks: number; records: number; pairs: number; largest: number }
}

/** Groups the records by a rule's keys; blocks over the rule's cap are left out and counted. */
export function makeBlocks(rule: BlockingRule, records: Records): Blocks {
  const { codes, size } = combine(
    rule.keys.map((k) => records.column(k).codes),
    'drop',
  )
  const counts = new Int32Array(size + 1)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    if (code >= 0) counts[code] = (counts[code] as number) + 1
  }
  const skipped = { blocks: 0, records: 0, pairs: 0, largest: 0 }
  const blockOfCode = new Int32Array(size)
  const starts: number[] = [0]
  let used = 0
  for (let c = 0; c < size; c++) {
    const n = counts[c] as number
    blockOfCode[c] = -1
    if (n < 2) continue
    if (n > rule.cap) {
      skipped.blocks++
      skipped.records += n
      skipped.pairs += (n * (n - 1)) / 2
      skipped.largest = Math.max(skipped.largest, n)
      continue
    }
    blockOfCode[c] = starts.length - 1
    used += n
    starts.push(used)
  }
  const next = Int32Array.from(starts)
  const order = new Int32Array(used)
  const blockOf = new Int32Array(codes.length)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    const block = code < 0 ? -1 : (blockOfCode[code] as number)
    blockOf[i] = block
    if (block >= 0) {
      const at = next[block] as number
      order[at] = i
      next[block] = at + 1
    }
  }
  return { rule, blockOf, order, starts: Int32Array.from(starts), skipped }
}

/** Whether two records may be one at all, by where they come from. */
export function mayPair(
  model: Model,
  records: Records,
  severalTables: boolean,
): (l: number, r: number) => boolean {
  const mode = model.mode ?? (severalTables ? 'link' : 'dedupe')
  const free = model.sources.freeOfDuplicates
  const apart = Uint8Array.from(records.sourceNames, (name) =>
    mode === 'link' || free === true || (free !== false && free.includes(name)) ? 1 : 0,
  )
  if (!apart.includes(1)) return () => true
  const { sources } = records
  return (l, r) => sources[l] !== sources[r] || apart[sources[l] as number] === 0
}

/**
 * Hands over every candidate pair once, under the first rule that finds it, smaller record
 * number first.
 */
export function eachPair(
  blocks: readonly Blocks[],
  may: (l: number, r: number) => boolean,
  visit: (l: number, r: number, rule: number) => void,
): void {
  blocks.forEach(({ order, starts }, rule) => {
    const earlier = blocks.slice(0, rule).map((b) => b.blockOf)
    for (let b = 0; b + 1 < starts.length; b++) {
      const from = starts[b] as number
      const to = starts[b + 1] as number
      for (let x = from; x < to; x++) {
        const l = order[x] as number
        for (let y = x + 1; y < to; y++) {
          const r = order[y] as number
          if (!may(l, r) || foundBefore(earlier, l, r)) continue
          visit(l, r, rule)
        }
      }
    }
  })
}

function foundBefore(earlier: readonly Int32Array[], l: number, r: number): boolean {
  for (let k = 0; k < earlier.length; k++) {
    const blockOf = earlier[k] as Int32Array
    const block = blockOf[l] as number
    if (block >= 0 && block === blockOf[r]) return true
  }
  return false
}
