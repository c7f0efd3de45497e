import { mix } from '../records/column.ts'

/**
 * Brings together the entries whose keys are all equal. Entries with a key missing (−1) are left
 * out. The entries are hashed and radix-sorted by 22 bits of the hash, which reads memory in
 * order; what then shares a hash is told apart by its keys.
 */
export function groupByKeys(keys: readonly Int32Array[]): Groups {
  const count = keys[0]?.length ?? 0
  let hash = new Uint32Array(count)
  let order = new Int32Array(count)
  let used = 0
  for (let i = 0; i < count; i++) {
    let h = 0
    let whole = true
    for (let k = 0; k < keys.length; k++) {
      const code = (keys[k] as Int32Array)[i] as number
      if (code < 0) {
        whole = false
        break
      }
      h = mix(h, code)
    }
    if (!whole) continue
    hash[used] = h
    order[used++] = i
  }
  hash = hash.subarray(0, used)
  order = order.subarray(0, used)
  const spare = { hash: new Uint32Array(used), order: new Int32Array(used) }
  radixPass(hash, order, spare.hash, spare.order, 10)
  radixPass(spare.hash, spare.order, hash, order, 21)
  sortRuns(hash, order, keys)
  return { order, hash }
}

/** Entries with equal keys beside each other; `hash` goes with `order`. */
export interface Groups {
  order: Int32Array
  hash: Uint32Array
}

function radixPass(
  hash: Uint32Array,
  order: Int32Array,
  toHash: Uint32Array,
  toOrder: Int32Array,
  shift: number,
): void {
  const next = new Int32Array(2049)
  for (let i = 0; i < hash.length; i++) {
    const k = (((hash[i] as number) >>> shift) & 2047) + 1
    next[k] = (next[k] as number) + 1
  }
  for (let k = 1; k < 2049; k++) next[k] = (next[k] as number) + (next[k - 1] as number)
  for (let i = 0; i < hash.length; i++) {
    const h = hash[i] as number
    const k = (h >>> shift) & 2047
    const at = next[k] as number
    toHash[at] = h
    toOrder[at] = order[i] as number
    next[k] = at + 1
  }
}

/** Sorts each run that shares 22 bits by whole hash, then by keys. */
function sortRuns(hash: Uint32Array, order: Int32Array, keys: readonly Int32Array[]): void {
  const n = hash.length
  for (let from = 0; from < n; ) {
    const top = (hash[from] as number) >>> 10
    let to = from + 1
    let level = true
    while (to < n && (hash[to] as number) >>> 10 === top) {
      if (hash[to] !== hash[from]) level = false
      to++
    }
    if (to - from > 1 && !(level && allEqual(order, keys, from, to)))
      sortRun(hash, order, keys, from, to)
    from = to
  }
}

function allEqual(
  order: Int32Array,
  keys: readonly Int32Array[],
  from: number,
  to: number,
): boolean {
  for (const key of keys) {
    const first = key[order[from] as number]
    for (let i = from + 1; i < to; i++) if (key[order[i] as number] !== first) return false
  }
  return true
}

/** Insertion sort: runs are short, save where very many entries share their keys. */
function sortRun(
  hash: Uint32Array,
  order: Int32Array,
  keys: readonly Int32Array[],
  from: number,
  to: number,
): void {
  if (to - from > 64) {
    sortLongRun(hash, order, keys, from, to)
    return
  }
  for (let i = from + 1; i < to; i++) {
    const h = hash[i] as number
    const entry = order[i] as number
    let at = i
    while (at > from && isAfter(keys, hash[at - 1] as number, order[at - 1] as number, h, entry)) {
      hash[at] = hash[at - 1] as number
      order[at] = order[at - 1] as number
      at--
    }
    hash[at] = h
    order[at] = entry
  }
}

function isAfter(
  keys: readonly Int32Array[],
  h: number,
  entry: number,
  otherH: number,
  other: number,
): boolean {
  if (h !== otherH) return h > otherH
  const difference = byKeys(keys, entry, other)
  return difference > 0 || (difference === 0 && entry > other)
}

function sortLongRun(
  hash: Uint32Array,
  order: Int32Array,
  keys: readonly Int32Array[],
  from: number,
  to: number,
): void {
  const items = Array.from({ length: to - from }, (_, i) => ({
    hash: hash[from + i] as number,
    entry: order[from + i] as number,
  }))
  items.sort((a, b) => a.hash - b.hash || byKeys(keys, a.entry, b.entry) || a.entry - b.entry)
  items.forEach((item, i) => {
    hash[from + i] = item.hash
    order[from + i] = item.entry
  })
}

function byKeys(keys: readonly Int32Array[], a: number, b: number): number {
  for (const key of keys) {
    const difference = (key[a] as number) - (key[b] as number)
    if (difference !== 0) return difference
  }
  return 0
}
