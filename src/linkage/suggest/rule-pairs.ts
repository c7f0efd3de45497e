import type { Blocks } from '../blocking/block.ts'
import type { Apart } from '../blocking/candidates.ts'
import type { Records } from '../records/records.ts'

/** Pairs drawn at random from the blocks of a rule. */
export interface DrawnPairs {
  left: Int32Array
  right: Int32Array
  /** How many pairs the rule proposes, from which they were drawn. */
  of: number
}

/** Draws pairs of a rule, each as likely as any other; the same blocks give the same pairs. */
export function drawPairs(
  { rows, starts }: Blocks,
  records: Records,
  apart: Apart,
  most: number,
): DrawnPairs {
  const ends = new Float64Array(Math.max(0, starts.length - 1))
  let of = 0
  for (let b = 0; b < ends.length; b++) {
    const n = (starts[b + 1] as number) - (starts[b] as number)
    of += (n * (n - 1)) / 2
    ends[b] = of
  }
  const count = Math.min(most, of)
  const left: number[] = []
  const right: number[] = []
  for (let i = 0; i < count; i++) {
    // Evenly through all pairs in order: a systematic sample, with nothing left to chance.
    const at = Math.floor(((i + 0.5) * of) / count)
    const block = firstAbove(ends, at)
    const from = starts[block] as number
    const within = at - (block === 0 ? 0 : (ends[block - 1] as number))
    const y = Math.floor((1 + Math.sqrt(1 + 8 * within)) / 2)
    const x = within - (y * (y - 1)) / 2
    const [a, b] = [rows[from + x] as number, rows[from + y] as number]
    const source = records.sources[a] as number
    if (apart.any && source === records.sources[b] && apart.bySource[source] === 1) continue
    left.push(Math.min(a, b))
    right.push(Math.max(a, b))
  }
  return { left: Int32Array.from(left), right: Int32Array.from(right), of }
}

function firstAbove(ends: Float64Array, at: number): number {
  let [low, high] = [0, ends.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) > at) high = middle
    else low = middle + 1
  }
  return low
}
