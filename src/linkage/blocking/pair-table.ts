/** A stretch of the pair table. */
export interface PairChunk {
  count: number
  left: Int32Array
  right: Int32Array
  /** Number of the pair's pattern of levels. */
  pattern: Int32Array
  /** The rule that found it. */
  rule: Uint8Array
  /** Bits, once scored. */
  weight: Float64Array
}

const FIRST = 1 << 12
const LARGEST = 1 << 20

/**
 * The candidate pairs: the one artefact that training, scoring, clustering and explaining share.
 * Kept in stretches, so that it never has to be copied whole.
 */
export class PairTable {
  readonly chunks: PairChunk[] = []
  #open: PairChunk | null = null
  count = 0

  add(left: number, right: number, pattern: number, rule: number): void {
    let chunk = this.#open
    if (chunk === null || chunk.count === chunk.left.length) {
      chunk = emptyChunk(chunk ? Math.min(LARGEST, chunk.left.length * 4) : FIRST)
      this.#open = chunk
      this.chunks.push(chunk)
    }
    const at = chunk.count++
    chunk.left[at] = left
    chunk.right[at] = right
    chunk.pattern[at] = pattern
    chunk.rule[at] = rule
    this.count++
  }
}

function emptyChunk(size: number): PairChunk {
  return {
    count: 0,
    left: new Int32Array(size),
    right: new Int32Array(size),
    pattern: new Int32Array(size),
    rule: new Uint8Array(size),
    weight: new Float64Array(0),
  }
}
