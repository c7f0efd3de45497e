import { letGo } from '../records/let-go.ts'
import { SpillFile } from './spill-file.ts'

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
  /** The bin of rarity of each pair, where training found it and the stretch stayed in memory. */
  bins?: Uint8Array
}

/** A stretch that lies on disk: how many pairs, and where. */
interface SpilledChunk {
  count: number
  at: number
}

const FIRST = 1 << 12
const LARGEST = 1 << 17
/** Bytes of a pair: three numbers, its rule and its weight. */
export const PAIR_BYTES = 21

/**
 * The candidate pairs: the one artefact that training, scoring, clustering and explaining share.
 * Kept in stretches, so that it never has to be copied whole; past a limit of memory the
 * stretches that are full go to disk and come back one at a time.
 */
export class PairTable {
  readonly #kept: (PairChunk | SpilledChunk)[] = []
  readonly #limitBytes: number
  #open: PairChunk | null = null
  #file: SpillFile | null = null
  #bytes = 0
  count = 0

  constructor(limitBytes = Number.POSITIVE_INFINITY) {
    this.#limitBytes = limitBytes
  }

  /** How many stretches are on disk. */
  get spilled(): number {
    return this.#kept.filter((c) => 'at' in c).length
  }

  add(left: number, right: number, pattern: number, rule: number): void {
    let chunk = this.#open
    if (chunk === null || chunk.count === chunk.left.length) {
      if (chunk !== null) this.#spillFull()
      chunk = emptyChunk(chunk ? Math.min(LARGEST, chunk.left.length * 2) : FIRST)
      this.#bytes += chunk.left.length * PAIR_BYTES
      this.#open = chunk
      this.#kept.push(chunk)
    }
    const at = chunk.count++
    chunk.left[at] = left
    chunk.right[at] = right
    chunk.pattern[at] = pattern
    chunk.rule[at] = rule
    this.count++
  }

  /** The stretches in order. One from disk is only good until the next is asked for. */
  get chunks(): Iterable<PairChunk> {
    return this.#read()
  }

  *#read(): Generator<PairChunk> {
    for (const chunk of this.#kept) yield 'at' in chunk ? this.#load(chunk) : chunk
  }

  /** The stretches in order for the last time: the memory of each is given back after its turn. */
  *drained(): Generator<PairChunk> {
    for (const chunk of this.#read()) {
      yield chunk
      letGo(chunk.left, chunk.right, chunk.pattern, chunk.rule, chunk.weight)
    }
    this.#kept.length = 0
  }

  /** Gives every stretch its weights. */
  setWeights(weigh: (chunk: PairChunk) => Float64Array): void {
    for (const chunk of this.#kept) {
      if ('at' in chunk) this.#file?.write(weigh(this.#load(chunk)), chunk.at + chunk.count * 13)
      else chunk.weight = weigh(chunk)
    }
  }

  #spillFull(): void {
    if (this.#bytes < this.#limitBytes) return
    this.#file ??= new SpillFile()
    this.#kept.forEach((chunk, i) => {
      if ('at' in chunk || this.#file === null) return
      const at = this.#file.reserve(chunk.count * PAIR_BYTES)
      let next = this.#file.write(chunk.left.subarray(0, chunk.count), at)
      next = this.#file.write(chunk.right.subarray(0, chunk.count), next)
      next = this.#file.write(chunk.pattern.subarray(0, chunk.count), next)
      this.#file.write(chunk.rule.subarray(0, chunk.count), next)
      this.#kept[i] = { count: chunk.count, at }
    })
    this.#bytes = 0
  }

  #load({ count, at }: SpilledChunk): PairChunk {
    const chunk = { ...emptyChunk(count), count, weight: new Float64Array(count) }
    let next = at
    for (const array of [chunk.left, chunk.right, chunk.pattern, chunk.rule, chunk.weight]) {
      next = this.#file?.read(array, next) ?? next
    }
    return chunk
  }

  /** Lets go of the disk. */
  close(): void {
    this.#file?.close()
    this.#file = null
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
