/** Entries by what they share: those of one group lie together in `entries`. */
export interface Groups {
  /** Group of each entry; −1 where it shares its keys with no other, or a key is missing. */
  groupOf: Int32Array
  /** Group g holds `entries[starts[g]] … entries[starts[g + 1] − 1]`, ascending. */
  entries: Int32Array
  starts: Int32Array
}

/** Room to look keys up in, used again and again. */
export class GroupScratch {
  #heads = new Int32Array(0)

  /** A table of empty slots, a power of two of them and at least twice as many as entries. */
  take(count: number): Int32Array {
    const size = 2 ** Math.max(4, Math.ceil(Math.log2(2 * count + 1)))
    if (this.#heads.length !== size) this.#heads = new Int32Array(size)
    else this.#heads.fill(0)
    return this.#heads
  }
}

/** Entries of which the slots are looked at together. */
const AHEAD = 1024
const slots = new Int32Array(AHEAD)
/** What was seen in looking ahead: kept, or the looking would be optimised away. */
export const fetched = { seen: 0 }

/**
 * Brings together the entries that hold the same in both keys. A slot of the table holds
 * the first entry of its kind, and the keys are compared with that entry's own, so that two kinds
 * are never taken for one. Groups are numbered in the order in which a second entry is met: where
 * like entries lie near each other, so do groups, and all that follows is near in memory.
 */
export function groupEntries(one: Int32Array, two: Int32Array, scratch: GroupScratch): Groups {
  const [a, b] = isRising(two) ? [two, one] : [one, two]
  const count = a.length
  const run = isRising(a) ? { start: 0, end: 0 } : null
  const heads = scratch.take(count)
  // Sizes first, one place on; then where each group begins.
  const starts = new Int32Array((count >> 1) + 2)
  const found: Found = { groupOf: new Int32Array(count), starts, groups: 0, grouped: 0 }
  for (let from = 0; from < count; from += AHEAD) {
    const to = Math.min(count, from + AHEAD)
    if (run === null) lookAhead(a, b, from, to, heads)
    else lookInRuns(a, b, from, to, heads, run)
    groupStretch(a, b, from, to, heads, found)
  }
  const { groupOf, groups, grouped } = found
  for (let g = 0; g < groups; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number)
  return {
    groupOf,
    starts: starts.subarray(0, groups + 1),
    entries: fill(groupOf, starts.slice(0, groups), grouped),
  }
}

/** Groups as far as they are found. */
interface Found {
  groupOf: Int32Array
  starts: Int32Array
  groups: number
  grouped: number
}

/**
 * Groups the entries of one stretch, of which the slots are known. A function of its own: loops
 * inside one that runs only once are hardly optimised.
 */
function groupStretch(
  a: Int32Array,
  b: Int32Array,
  from: number,
  to: number,
  heads: Int32Array,
  found: Found,
): void {
  const mask = heads.length - 1
  const { groupOf, starts } = found
  let { groups, grouped } = found
  for (let i = from; i < to; i++) {
    const x = a[i] as number
    const y = b[i] as number
    groupOf[i] = -1
    if (x < 0 || y < 0) continue
    let slot = slots[i - from] as number
    let head = heads[slot] as number
    while (head !== 0 && (a[head - 1] !== x || b[head - 1] !== y)) {
      slot = (slot + 1) & mask
      head = heads[slot] as number
    }
    if (head === 0) {
      heads[slot] = i + 1
      continue
    }
    let group = groupOf[head - 1] as number
    if (group < 0) {
      group = groups++
      groupOf[head - 1] = group
      starts[group + 1] = 1
      grouped++
    }
    groupOf[i] = group
    starts[group + 1] = (starts[group + 1] as number) + 1
    grouped++
  }
  found.groups = groups
  found.grouped = grouped
}

function fill(groupOf: Int32Array, next: Int32Array, grouped: number): Int32Array {
  const entries = new Int32Array(grouped)
  for (let i = 0; i < groupOf.length; i++) {
    const group = groupOf[i] as number
    if (group < 0) continue
    const at = next[group] as number
    entries[at] = i
    next[group] = at + 1
  }
  return entries
}

/** Whether numbers never fall: the records lie in the order of this key. */
function isRising(numbers: Int32Array): boolean {
  for (let i = 1; i < numbers.length; i++)
    if ((numbers[i] as number) < (numbers[i - 1] as number)) return false
  return true
}

/**
 * The slots of entries of which those that share the first key follow each other: each such run
 * has a stretch of the table for itself, near those of its neighbours. `run` is the one met last.
 */
function lookInRuns(
  a: Int32Array,
  b: Int32Array,
  from: number,
  to: number,
  heads: Int32Array,
  run: { start: number; end: number },
): void {
  const mask = heads.length - 1
  let { start, end } = run
  for (let i = from; i < to; i++) {
    if (i >= end) {
      start = i
      end = i + 1
      while (end < a.length && a[end] === a[i]) end++
    }
    const h = Math.imul(b[i] as number, 0x9e3779b1)
    const within = Math.floor(((h ^ (h >>> 15)) >>> 0) * 2 ** -32 * 2 * (end - start))
    slots[i - from] = (2 * start + within) & mask
  }
  run.start = start
  run.end = end
}

/**
 * Finds the slots of many entries and looks at them before any is needed: the table lies all over
 * memory, and waiting for its slots one by one would take most of the time.
 */
function lookAhead(
  a: Int32Array,
  b: Int32Array,
  from: number,
  to: number,
  heads: Int32Array,
): void {
  const mask = heads.length - 1
  let seen = 0
  for (let i = from; i < to; i++) {
    let h = Math.imul(a[i] as number, 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 15) ^ (b[i] as number), 0xc2b2ae35)
    h = Math.imul(h ^ (h >>> 13), 0x9e3779b1)
    const slot = (h ^ (h >>> 16)) & mask
    slots[i - from] = slot
    seen ^= heads[slot] as number
  }
  fetched.seen = seen
}
