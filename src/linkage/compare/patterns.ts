import { LinkageError } from '../errors.ts'

/**
 * Every combination of levels that some pair shows, each with a number. A combination is found
 * level by level, as in a tree: however many comparisons there are, a step is one look in a table.
 */
export class Patterns {
  readonly width: number
  /** Level of comparison c in pattern p: `levels[p * width + c]`. */
  readonly levels: number[] = []
  readonly #radix: readonly number[]
  /** For each comparison, where a level leads from what was met before it; −1: not met yet. */
  readonly #next: Int32Array[]
  /** For each comparison, how many beginnings there are up to it, and what they are. */
  readonly #met: Uint8Array[][]

  constructor(levelCounts: readonly number[]) {
    this.width = levelCounts.length
    this.#radix = levelCounts
    this.#next = levelCounts.map((n) => new Int32Array(n).fill(-1))
    this.#met = levelCounts.map(() => [])
  }

  get size(): number {
    return this.levels.length / this.width
  }

  /**
   * One number for a combination; the same whatever order combinations are met in. Refuses models
   * with more combinations than whole numbers can tell apart.
   */
  key(levels: ArrayLike<number>, from = 0): number {
    if (this.#radix.reduce((a, b) => a * b, 1) > Number.MAX_SAFE_INTEGER) {
      throw new LinkageError(
        'model-invalid',
        `The ${this.width} comparisons have more combinations of levels than can be kept apart in what is learnt of whole patterns. Set "from_apart: false" under training, or leave out comparisons or levels.`,
      )
    }
    let key = 0
    for (let c = 0; c < this.width; c++) {
      key = key * (this.#radix[c] as number) + (levels[from + c] as number)
    }
    return key
  }

  /** The number of a pattern given its levels. */
  number(levels: ArrayLike<number>): number {
    let at = 0
    for (let c = 0; c < this.width; c++) {
      const level = levels[c] as number
      const next = (this.#next[c] as Int32Array)[at * (this.#radix[c] as number) + level] as number
      at = next < 0 ? this.#meet(c, at, level) : next
    }
    return at
  }

  /**
   * Takes many pairs one comparison further: `at` holds how far each has come, 0 before the first
   * comparison and its pattern's number after the last.
   */
  follow(c: number, at: Int32Array, levels: Uint8Array, count: number): void {
    const radix = this.#radix[c] as number
    for (let i = 0; i < count; i++) {
      const from = at[i] as number
      const level = levels[i] as number
      const next = (this.#next[c] as Int32Array)[from * radix + level] as number
      at[i] = next < 0 ? this.#meet(c, from, level) : next
    }
  }

  #meet(c: number, at: number, level: number): number {
    const before = c === 0 ? [] : ((this.#met[c - 1] as Uint8Array[])[at] as Uint8Array)
    const met = this.#met[c] as Uint8Array[]
    const number = met.length
    met.push(Uint8Array.from([...before, level]))
    ;(this.#next[c] as Int32Array)[at * (this.#radix[c] as number) + level] = number
    if (c === this.width - 1) this.levels.push(...before, level)
    else this.#makeRoom(c + 1, number + 1)
    return number
  }

  /** Room for where levels of a comparison lead from so many beginnings. */
  #makeRoom(c: number, beginnings: number): void {
    const own = this.#next[c] as Int32Array
    const wanted = beginnings * (this.#radix[c] as number)
    if (own.length >= wanted) return
    const grown = new Int32Array(wanted * 2).fill(-1)
    grown.set(own)
    this.#next[c] = grown
  }

  /** The patterns in an order that does not depend on how they were met. */
  inOrder(): number[] {
    const { width, levels } = this
    return Array.from({ length: this.size }, (_, p) => p).sort((a, b) => {
      for (let c = 0; c < width; c++) {
        const difference = (levels[a * width + c] as number) - (levels[b * width + c] as number)
        if (difference !== 0) return difference
      }
      return 0
    })
  }
}
