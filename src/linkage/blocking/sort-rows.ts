import { mix } from '../records/column.ts'

/** Words of an entry: its two hashes and its number. */
export const ENTRY = 3

/** Room to sort in, used again and again: what was grouped is only good until the next time. */
export class SortScratch {
  #room: [Int32Array, Int32Array] = [new Int32Array(0), new Int32Array(0)]

  take(count: number): [Int32Array, Int32Array] {
    const words = count * ENTRY
    if (this.#room[0].length < words) this.#room = [new Int32Array(words), new Int32Array(words)]
    return this.#room
  }
}

/**
 * Brings together the entries whose keys are all equal, in their own order: hash, second hash and
 * entry of each, side by side. Entries with a key missing (−1) are left out.
 *
 * Keys become two hashes of 32 bits. The entries are radix-sorted by 22 bits of the first, and
 * the short runs that result put in order by the rest. What shares both hashes has the same keys;
 * of a million entries two others would share them once in thirty million runs, and would only be
 * compared in vain. All of it reads memory in order: looking keys up again would cost more than
 * everything else here.
 */
export function groupByKeys(keys: readonly Int32Array[], scratch: SortScratch): Int32Array {
  const count = keys[0]?.length ?? 0
  const [a, b] = scratch.take(count)
  let used = 0
  for (let i = 0; i < count; i++) {
    let h = 0
    let g = 0x51ed270b
    let whole = true
    for (let k = 0; k < keys.length; k++) {
      const code = (keys[k] as Int32Array)[i] as number
      if (code < 0) {
        whole = false
        break
      }
      h = mix(h, code)
      g = Math.imul(g ^ code, 0x01000193) ^ (g >>> 13)
    }
    if (!whole) continue
    a[used] = h
    a[used + 1] = g
    a[used + 2] = i
    used += ENTRY
  }
  const first = a.subarray(0, used)
  const other = b.subarray(0, used)
  radixPass(first, other, 10)
  radixPass(other, first, 21)
  sortRuns(first)
  return first
}

function radixPass(from: Int32Array, to: Int32Array, shift: number): void {
  const next = new Int32Array(2049)
  for (let i = 0; i < from.length; i += ENTRY) {
    const k = (((from[i] as number) >>> shift) & 2047) + 1
    next[k] = (next[k] as number) + ENTRY
  }
  for (let k = 1; k < 2049; k++) next[k] = (next[k] as number) + (next[k - 1] as number)
  for (let i = 0; i < from.length; i += ENTRY) {
    const h = from[i] as number
    const k = (h >>> shift) & 2047
    const at = next[k] as number
    to[at] = h
    to[at + 1] = from[i + 1] as number
    to[at + 2] = from[i + 2] as number
    next[k] = at + ENTRY
  }
}

/** Puts each run that shares 22 bits in order by both whole hashes. */
function sortRuns(entries: Int32Array): void {
  const n = entries.length
  for (let from = 0; from < n; ) {
    const top = (entries[from] as number) >>> 10
    let to = from + ENTRY
    let level = true
    while (to < n && (entries[to] as number) >>> 10 === top) {
      if (entries[to] !== entries[from] || entries[to + 1] !== entries[from + 1]) level = false
      to += ENTRY
    }
    if (!level) sortRun(entries, from, to)
    from = to
  }
}

/** Insertion sort, in place and stable; long runs by the library's sort. */
function sortRun(entries: Int32Array, from: number, to: number): void {
  if (to - from > 64 * ENTRY) {
    const items: [number, number, number][] = []
    for (let i = from; i < to; i += ENTRY) {
      items.push([entries[i] as number, entries[i + 1] as number, entries[i + 2] as number])
    }
    items.sort((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2])
    items.forEach((item, i) => {
      entries.set(item, from + i * ENTRY)
    })
    return
  }
  for (let i = from + ENTRY; i < to; i += ENTRY) {
    const h = entries[i] as number
    const g = entries[i + 1] as number
    const entry = entries[i + 2] as number
    let at = i
    while (at > from && isAfter(entries, at - ENTRY, h, g)) {
      entries[at] = entries[at - 3] as number
      entries[at + 1] = entries[at - 2] as number
      entries[at + 2] = entries[at - 1] as number
      at -= ENTRY
    }
    entries[at] = h
    entries[at + 1] = g
    entries[at + 2] = entry
  }
}

function isAfter(entries: Int32Array, at: number, h: number, g: number): boolean {
  const other = entries[at] as number
  return other > h || (other === h && (entries[at + 1] as number) > g)
}
