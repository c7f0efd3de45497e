/** Every combination of levels that some pair shows, each with a number. */
export class Patterns {
  readonly width: number
  /** Level of comparison c in pattern p: `levels[p * width + c]`. */
  readonly levels: number[] = []
  readonly #radix: readonly number[]
  readonly #index = new Map<number, number>()
  readonly #direct: Int32Array | null

  constructor(levelCounts: readonly number[]) {
    this.width = levelCounts.length
    this.#radix = levelCounts
    const product = levelCounts.reduce((a, b) => a * b, 1)
    this.#direct = product <= 1 << 22 ? new Int32Array(product).fill(-1) : null
  }

  get size(): number {
    return this.levels.length / this.width
  }

  /** One number for a combination; the same whatever order combinations are met in. */
  key(levels: ArrayLike<number>, from = 0): number {
    let key = 0
    for (let c = 0; c < this.width; c++) {
      key = key * (this.#radix[c] as number) + (levels[from + c] as number)
    }
    return key
  }

  /** The number of a pattern given its levels. */
  number(levels: Uint8Array): number {
    const key = this.key(levels)
    let found = this.#direct ? (this.#direct[key] as number) : (this.#index.get(key) ?? -1)
    if (found < 0) {
      found = this.size
      for (let c = 0; c < this.width; c++) this.levels.push(levels[c] as number)
      if (this.#direct) this.#direct[key] = found
      else this.#index.set(key, found)
    }
    return found
  }

  /** The patterns in an order that does not depend on how they were met. */
  inOrder(): number[] {
    return Array.from({ length: this.size }, (_, p) => p).sort(
      (a, b) => this.key(this.levels, a * this.width) - this.key(this.levels, b * this.width),
    )
  }
}
