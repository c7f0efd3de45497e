import type { Expression } from '../model/expression.ts'
import type { BlockingRule } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import { elementsOf } from '../records/elements.ts'
import type { Records } from '../records/records.ts'
import { type Groups, groupByKeys } from './sort-rows.ts'

/** One rule's blocks: the records of each block lie together in `rows`. */
export interface Blocks {
  rule: BlockingRule
  /** Block b holds `rows[starts[b]] … rows[starts[b + 1] − 1]`. */
  rows: Int32Array
  starts: Int32Array
  /** Where the rule explodes an array, and a record may be in several: its blocks. */
  membership: ManyBlocks | null
  skipped: Skipped
}

/** Blocks of record r, ascending: `list[from[r]] … list[from[r + 1] − 1]`. */
export interface ManyBlocks {
  from: Int32Array
  list: Int32Array
}

/** Blocks left out because they hold more records than the rule's cap. */
export interface Skipped {
  blocks: number
  records: number
  pairs: number
  largest: number
}

/** Groups the records by a rule's keys. */
export function makeBlocks(rule: BlockingRule, records: Records): Blocks {
  const entries = entriesOf(rule.keys, records)
  const { rows, starts, skipped } = cutIntoBlocks(groupByKeys(entries.keys), entries, rule.cap)
  const membership = entries.exploded ? manyBlocks(rows, starts, records.count) : null
  return { rule, rows, starts, membership, skipped }
}

/** What is sorted: a record, or a record with one of the elements of its array. */
interface Entries {
  exploded: boolean
  rowOf: Int32Array | null
  keys: Int32Array[]
}

function entriesOf(keys: readonly Expression[], records: Records): Entries {
  if (keys.length === 0) {
    return { exploded: false, rowOf: null, keys: [new Int32Array(records.count)] }
  }
  const at = keys.findIndex((k) => k.kind === 'call' && k.name === 'explode')
  const columns = keys.map((k) =>
    records.column(k.kind === 'call' && k.name === 'explode' ? (k.args[0] as Expression) : k),
  )
  if (at < 0) return { exploded: false, rowOf: null, keys: columns.map((c) => c.codes) }
  const { rowOf, elements } = explode(columns[at] as Column)
  return {
    exploded: true,
    rowOf,
    keys: columns.map((c, i) => (i === at ? elements : rowOf.map((r) => c.codes[r] as number))),
  }
}

function explode(column: Column): { rowOf: Int32Array; elements: Int32Array } {
  const { lists } = elementsOf(column)
  let total = 0
  for (const code of column.codes) if (code >= 0) total += (lists[code] as Int32Array).length
  const rowOf = new Int32Array(total)
  const elements = new Int32Array(total)
  let at = 0
  column.codes.forEach((code, row) => {
    if (code < 0) return
    for (const element of lists[code] as Int32Array) {
      rowOf[at] = row
      elements[at++] = element
    }
  })
  return { rowOf, elements }
}

function cutIntoBlocks({ order, hash, second }: Groups, { rowOf }: Entries, cap: number) {
  const skipped: Skipped = { blocks: 0, records: 0, pairs: 0, largest: 0 }
  let blocks = 0
  let used = 0
  // Blocks are moved to the front in place: what is written never overtakes what is read.
  const starts = new Int32Array(countRuns(hash, second) + 1)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && hash[to] === hash[from] && second[to] === second[from]) to++
    const n = to - from
    if (n > cap) {
      skipped.blocks++
      skipped.records += n
      skipped.pairs += (n * (n - 1)) / 2
      skipped.largest = Math.max(skipped.largest, n)
    } else if (n > 1) {
      for (let i = from; i < to; i++) {
        const entry = order[i] as number
        order[used++] = rowOf ? (rowOf[entry] as number) : entry
      }
      starts[++blocks] = used
    }
    from = to
  }
  return { rows: order.slice(0, used), starts: starts.slice(0, blocks + 1), skipped }
}

/** How many runs of two or more there are. */
function countRuns(hash: Uint32Array, second: Uint32Array): number {
  let runs = 0
  let inRun = false
  for (let i = 1; i < hash.length; i++) {
    const same = hash[i] === hash[i - 1] && second[i] === second[i - 1]
    if (same && !inRun) runs++
    inRun = same
  }
  return runs
}

function manyBlocks(rows: Int32Array, starts: Int32Array, count: number): ManyBlocks {
  const from = new Int32Array(count + 1)
  for (const row of rows) from[row + 1] = (from[row + 1] as number) + 1
  for (let r = 0; r < count; r++) from[r + 1] = (from[r + 1] as number) + (from[r] as number)
  const next = from.slice()
  const list = new Int32Array(rows.length)
  for (let b = 0; b + 1 < starts.length; b++) {
    for (let i = starts[b] as number; i < (starts[b + 1] as number); i++) {
      const row = rows[i] as number
      const at = next[row] as number
      list[at] = b
      next[row] = at + 1
    }
  }
  return { from, list }
}
