import { type Expression, printExpression } from '../model/expression.ts'
import type { BlockingRule } from '../model/model.ts'
import { type Column, combine } from '../records/column.ts'
import { elementsOf } from '../records/elements.ts'
import type { Records } from '../records/records.ts'
import { GroupScratch, type Groups, groupEntries } from './group-entries.ts'

/** Which records share a block under one rule. */
export interface Grouping {
  /** Block of each record, −1 where it is in none; null where it may be in several. */
  blockOf: Int32Array | null
  /** Where the rule explodes an array, and a record may be in several: its blocks. */
  membership: ManyBlocks | null
}

/** One rule's blocks: the records of each block lie together in `rows`. */
export interface Blocks extends Grouping {
  /** Block b holds `rows[starts[b]] … rows[starts[b + 1] − 1]`. */
  rows: Int32Array
  starts: Int32Array
  skipped: Skipped
}

/** What a rule's blocks come to. */
export interface BlockSizes {
  blocks: number
  /** Records of the largest. */
  largest: number
  /** Pairs inside blocks; one that shares several blocks of an exploding rule counts for each. */
  pairs: number
  skipped: Skipped
}

/** Sums up a rule's blocks. */
export function sizesOf({ starts, skipped }: Blocks): BlockSizes {
  let largest = 0
  let pairs = 0
  for (let b = 0; b + 1 < starts.length; b++) {
    const n = (starts[b + 1] as number) - (starts[b] as number)
    largest = Math.max(largest, n)
    pairs += (n * (n - 1)) / 2
  }
  return { blocks: starts.length - 1, largest, pairs, skipped }
}

/** What a rule goes by, as whole numbers alone. */
export interface RuleKeys {
  /** Two keys of each entry; an entry is in no block where one is missing (−1). */
  a: Int32Array
  b: Int32Array
  /** The record of each entry, where records have several: one for each element of an array. */
  rowOf: Int32Array | null
  /** Blocks of more entries are left out. */
  cap: number
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
  return blocksByKeys(ruleKeys(rule, records), records.count, new GroupScratch())
}

/** Groups entries that share both keys. Nothing but whole numbers: a thread of its own can do it. */
export function blocksByKeys(
  { a, b, rowOf, cap }: RuleKeys,
  count: number,
  scratch: GroupScratch,
): Blocks {
  const { groups, skipped } = withoutLarge(groupEntries(a, b, scratch), cap)
  const { entries, starts, groupOf } = groups
  if (rowOf === null) return { rows: entries, starts, blockOf: groupOf, membership: null, skipped }
  const rows = entries.map((entry) => rowOf[entry] as number)
  return { rows, starts, blockOf: null, membership: manyBlocks(rows, starts, count), skipped }
}

/** By which a rule is known among others. */
export const nameOfKeys = (keys: readonly Expression[]): string => keys.map(printExpression).join()

/** Works out what a rule goes by. */
export function ruleKeys({ keys, cap }: BlockingRule, records: Records): RuleKeys {
  if (keys.length === 0) {
    const same = new Int32Array(records.count)
    return { a: same, b: same, rowOf: null, cap }
  }
  const at = keys.findIndex(isExploded)
  const found = keys.flatMap((k): Key[] => {
    const two = records.eitherWay(k)
    if (two !== null) return two.map((codes) => ({ codes, size: Number.POSITIVE_INFINITY }))
    const { codes, dictionary } = records.column(isExploded(k) ? (k.args[0] as Expression) : k)
    return [{ codes, size: dictionary.counts.length }]
  })
  if (at < 0) return { ...inTwo(found), rowOf: null, cap }
  const { rowOf, elements, size } = explode(
    records.column((keys[at] as Exploded).args[0] as Expression),
  )
  const own = keys.map((k, i): Key => {
    if (i === at) return { codes: elements, size }
    const { codes, dictionary } = records.column(k)
    return { codes: rowOf.map((r) => codes[r] as number), size: dictionary.counts.length }
  })
  return { ...inTwo(own), rowOf, cap }
}

type Exploded = Extract<Expression, { kind: 'call' }>

const isExploded = (k: Expression): k is Exploded => k.kind === 'call' && k.name === 'explode'

/** Codes of records or entries, all below `size`. */
interface Key {
  codes: Int32Array
  size: number
}

function explode(column: Column): { rowOf: Int32Array; elements: Int32Array; size: number } {
  const { lists, size } = elementsOf(column)
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
  return { rowOf, elements, size }
}

/** Any number of keys as two: the smallest are put together until two remain. */
function inTwo(keys: readonly Key[]): { a: Int32Array; b: Int32Array } {
  const [first, second, ...more] = [...keys].sort((x, y) => x.size - y.size) as [Key, ...Key[]]
  if (second === undefined) return { a: first.codes, b: first.codes }
  if (more.length === 0) return { a: first.codes, b: second.codes }
  return inTwo([together(first, second), ...more])
}

/** Two keys as one: by arithmetic where the numbers stay small, else by looking them up. */
function together(x: Key, y: Key): Key {
  const size = x.size * y.size
  if (size > 2 ** 31 - 1) {
    const { codes, size: found } = combine([x.codes, y.codes], 'drop')
    return { codes, size: found }
  }
  const codes = new Int32Array(x.codes.length)
  for (let i = 0; i < codes.length; i++) {
    const a = x.codes[i] as number
    const b = y.codes[i] as number
    codes[i] = a < 0 || b < 0 ? -1 : a * y.size + b
  }
  return { codes, size }
}

/** Leaves out the groups of more entries than a cap, and says what was left out. */
function withoutLarge(groups: Groups, cap: number): { groups: Groups; skipped: Skipped } {
  const skipped: Skipped = { blocks: 0, records: 0, pairs: 0, largest: 0 }
  const { groupOf, entries, starts } = groups
  const count = starts.length - 1
  let largest = 0
  for (let g = 0; g < count; g++)
    largest = Math.max(largest, (starts[g + 1] as number) - (starts[g] as number))
  if (largest <= cap) return { groups, skipped }
  skipped.largest = largest
  // Where each group goes; −1 where it is left out.
  const target = new Int32Array(count)
  const keptStarts = new Int32Array(count + 1)
  const keptEntries = new Int32Array(entries.length)
  let kept = 0
  let used = 0
  for (let g = 0; g < count; g++) {
    const n = (starts[g + 1] as number) - (starts[g] as number)
    if (n > cap) {
      target[g] = -1
      skipped.blocks++
      skipped.records += n
      skipped.pairs += (n * (n - 1)) / 2
      continue
    }
    target[g] = kept
    keptEntries.set(entries.subarray(starts[g], starts[g + 1]), used)
    used += n
    keptStarts[++kept] = used
  }
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number
    if (group >= 0) groupOf[i] = target[group] as number
  }
  return {
    groups: {
      groupOf,
      entries: keptEntries.slice(0, used),
      starts: keptStarts.slice(0, kept + 1),
    },
    skipped,
  }
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
