import type { GuardedSets, Links } from './guards.ts'

/** Lets other work of the process run, and stops the run where it was cancelled. */
export type Pause = () => Promise<void>

/**
 * Works out by which number ties between some records are settled (null: between any). The answer
 * has a place for each record; only the places of those asked for mean anything.
 */
export type Ties = (rows: Int32Array | null) => Promise<Float64Array>

/** Rough number of links between two pauses. */
export const BETWEEN_PAUSES = 50_000

/** Joins what links join, the strongest first, where no constraint forbids it. */
export async function joinStrongestFirst(
  links: Links,
  guarded: GuardedSets,
  tieBreak: Float64Array,
  pause: Pause,
): Promise<void> {
  let done = 0
  for (const k of strongestFirst(links, tieBreak)) {
    if (++done % BETWEEN_PAUSES === 0) await pause()
    const a = guarded.sets.find(links.left[k] as number)
    const b = guarded.sets.find(links.right[k] as number)
    if (a !== b && guarded.allow(a, b)) guarded.join(a, b)
  }
}

/**
 * The order of links by weight, strongest first: a radix sort of the weights' own bits. Ties are
 * settled by the two records' own numbers (`tieBreak`), so the rows' order does not matter.
 */
export function strongestFirst(links: Links, tieBreak: Float64Array): Uint32Array {
  const { left, right, weight } = links
  const n = weight.length
  const keys = descendingKeys(weight)
  let order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  let spare = new Uint32Array(n)
  for (const shift of [0, 11, 22]) {
    const next = new Uint32Array(2049)
    for (let i = 0; i < n; i++) {
      const k = (((keys[i] as number) >>> shift) & 2047) + 1
      next[k] = (next[k] as number) + 1
    }
    for (let k = 1; k < 2049; k++) next[k] = (next[k] as number) + (next[k - 1] as number)
    for (let i = 0; i < n; i++) {
      const link = order[i] as number
      const k = ((keys[link] as number) >>> shift) & 2047
      const at = next[k] as number
      spare[at] = link
      next[k] = at + 1
    }
    const swap = order
    order = spare
    spare = swap
  }
  const low = (i: number) =>
    Math.min(tieBreak[left[i] as number] as number, tieBreak[right[i] as number] as number)
  const high = (i: number) =>
    Math.max(tieBreak[left[i] as number] as number, tieBreak[right[i] as number] as number)
  for (let from = 0; from < n; ) {
    let to = from + 1
    while (to < n && keys[order[to] as number] === keys[order[from] as number]) to++
    if (to - from > 1) {
      order
        .subarray(from, to)
        .sort(
          (i, j) =>
            (weight[j] as number) - (weight[i] as number) ||
            low(i) - low(j) ||
            high(i) - high(j) ||
            (left[i] as number) - (left[j] as number) ||
            (right[i] as number) - (right[j] as number),
        )
    }
    from = to
  }
  return order
}

/** 32-bit keys whose rising order is the weights' falling order, to single precision. */
function descendingKeys(weight: Float64Array): Uint32Array {
  const single = Float32Array.from(weight)
  const bits = new Uint32Array(single.buffer)
  for (let i = 0; i < bits.length; i++) {
    const b = bits[i] as number
    const rising = b >>> 31 ? ~b >>> 0 : (b | 0x80000000) >>> 0
    bits[i] = ~rising >>> 0
  }
  return bits
}
