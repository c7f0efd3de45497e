import { mix } from '../records/column.ts'

/** Entries with equal keys beside each other; the two hashes go with `order`. */
export interface Groups {
  order: Int32Array
  hash: Uint32Array
  second: Uint32Array
}

/**
 * Brings together the entries whose keys are all equal. Entries with a key missing (−1) are left
 * out. Keys become two hashes of 32 bits; the entries are radix-sorted by the first, and what
 * shares both has the same keys (of a million entries two others would share them once in thirty
 * million runs, and would only be compared in vain). All of it reads memory in order.
 */
export function groupByKeys(keys: readonly Int32Array[]): Groups {
  const count = keys[0]?.length ?? 0
  const a = emptyGroups(count)
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
    a.hash[used] = h
    a.second[used] = g
    a.order[used++] = i
  }
  const first = {
    hash: a.hash.subarray(0, used),
    second: a.second.subarray(0, used),
    order: a.order.subarray(0, used),
  }
  const other = emptyGroups(used)
  radixPass(first, other, 0, 2047)
  radixPass(other, first, 11, 2047)
  radixPass(first, other, 22, 1023)
  partCollisions(other)
  return other
}

function emptyGroups(count: number): Groups {
  return {
    order: new Int32Array(count),
    hash: new Uint32Array(count),
    second: new Uint32Array(count),
  }
}

function radixPass(from: Groups, to: Groups, shift: number, mask: number): void {
  const { hash, second, order } = from
  const next = new Int32Array(mask + 2)
  for (let i = 0; i < hash.length; i++) {
    const k = (((hash[i] as number) >>> shift) & mask) + 1
    next[k] = (next[k] as number) + 1
  }
  for (let k = 1; k < next.length; k++) next[k] = (next[k] as number) + (next[k - 1] as number)
  for (let i = 0; i < hash.length; i++) {
    const h = hash[i] as number
    const k = (h >>> shift) & mask
    const at = next[k] as number
    to.hash[at] = h
    to.second[at] = second[i] as number
    to.order[at] = order[i] as number
    next[k] = at + 1
  }
}

/** Sorts the few runs that share the first hash and not the second. */
function partCollisions({ hash, second, order }: Groups): void {
  for (let from = 0; from < hash.length; ) {
    let to = from + 1
    let mixed = false
    while (to < hash.length && hash[to] === hash[from]) {
      if (second[to] !== second[from]) mixed = true
      to++
    }
    if (mixed) {
      const items = Array.from(
        { length: to - from },
        (_, i) => [second[from + i] as number, order[from + i] as number] as const,
      )
      items.sort((x, y) => x[0] - y[0] || x[1] - y[1])
      items.forEach(([g, entry], i) => {
        second[from + i] = g
        order[from + i] = entry
      })
    }
    from = to
  }
}
