import type { Expression } from '../model/expression.ts'
import type { BlockingRule } from '../model/model.ts'
import type { Column } from '../records/column.ts'
import { elementsOf } from '../records/elements.ts'
import type { Records } from '../records/records.ts'
import { ENTRY, groupByKeys, SortScratch } from './sort-rows.ts'

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
export function makeBlocks(
  rule: BlockingRule,
  records: Records,
  scratch: SortScratch = new SortScratch(),
): Blocks {
  const entries = entriesOf(rule.keys, records)
  const { rows, starts, skipped } = cutIntoBlocks(
    groupByKeys(entries.keys, scratch),
    entries,
    rule.cap,
  )
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

function cutIntoBlocks(entries: Int32Array, { rowOf }: Entries, cap: number) {
  const skipped: Skipped = { blocks: 0, records: 0, pairs: 0, largest: 0 }
  const rows = new Int32Array(entries.length / ENTRY)
  const starts = new Int32Array((rows.length >> 1) + 2)
  let blocks = 0
  let used = 0
  for (let from = 0; from < entries.length; ) {
    let to = from + ENTRY
    while (
      to < entries.length &&
      entries[to] === entries[from] &&
      entries[to + 1] === entries[from + 1]
    ) {
      to += ENTRY
    }
    const n = (to - from) / ENTRY
    if (n > cap) {
      skipped.blocks++
      skipped.records += n
      skipped.pairs += (n * (n - 1)) / 2
      skipped.largest = Math.max(skipped.largest, n)
    } else if (n > 1) {
      for (let i = from + 2; i < to; i += ENTRY) {
        const entry = entries[i] as number
        rows[used++] = rowOf ? (rowOf[entry] as number) : entry
      }
      starts[++blocks] = used
    }
    from = to
  }
  return { rows: rows.slice(0, used), starts: starts.slice(0, blocks + 1), skipped }
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
