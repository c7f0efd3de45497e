/**
 * Sorts entries by several whole-number keys, the first the most significant, by counting sorts
 * from the last key to the first. Entries with any key missing (−1) are left out.
 */
export function sortByKeys(keys: readonly Int32Array[], sizes: readonly number[]): Int32Array {
  const count = keys[0]?.length ?? 0
  let order = new Int32Array(count)
  let used = 0
  for (let i = 0; i < count; i++) {
    let whole = true
    for (let k = 0; k < keys.length; k++) {
      if (((keys[k] as Int32Array)[i] as number) < 0) {
        whole = false
        break
      }
    }
    if (whole) order[used++] = i
  }
  order = order.subarray(0, used)
  let spare = new Int32Array(used)
  for (let k = keys.length - 1; k >= 0; k--) {
    countingPass(order, spare, keys[k] as Int32Array, sizes[k] as number)
    const swap = order
    order = spare
    spare = swap
  }
  return order
}

function countingPass(from: Int32Array, to: Int32Array, key: Int32Array, size: number): void {
  const next = new Int32Array(size + 1)
  for (let i = 0; i < from.length; i++) {
    const k = (key[from[i] as number] as number) + 1
    next[k] = (next[k] as number) + 1
  }
  for (let k = 1; k < next.length; k++) next[k] = (next[k] as number) + (next[k - 1] as number)
  for (let i = 0; i < from.length; i++) {
    const entry = from[i] as number
    const k = key[entry] as number
    const at = next[k] as number
    to[at] = entry
    next[k] = at + 1
  }
}
