/**
 * The candidate pairs: the one artefact that training, scoring, clustering and explaining share.
 * A pair's levels are kept as the number of its pattern; `levels` spells each pattern out.
 */
export class PairTable {
  count = 0
  left = new Int32Array(1 << 16)
  right = new Int32Array(1 << 16)
  pattern = new Int32Array(1 << 16)
  rule = new Uint8Array(1 << 16)

  add(left: number, right: number, pattern: number, rule: number): void {
    if (this.count === this.left.length) this.#grow()
    this.left[this.count] = left
    this.right[this.count] = right
    this.pattern[this.count] = pattern
    this.rule[this.count] = rule
    this.count++
  }

  #grow(): void {
    const size = this.left.length * 2
    const wider = <T extends Int32Array | Uint8Array>(old: T, made: T): T => {
      made.set(old)
      return made
    }
    this.left = wider(this.left, new Int32Array(size))
    this.right = wider(this.right, new Int32Array(size))
    this.pattern = wider(this.pattern, new Int32Array(size))
    this.rule = wider(this.rule, new Uint8Array(size))
  }
}

/** Every combination of levels met, each with a number; `levels[p * width + c]`. */
export class Patterns {
  readonly width: number
  readonly #radix: readonly number[]
  readonly #index = new Map<number, number>()
  readonly #direct: Int32Array | null
  readonly levels: number[] = []

  constructor(levelCounts: readonly number[]) {
    this.width = levelCounts.length
    this.#radix = levelCounts
    const product = levelCounts.reduce((a, b) => a * b, 1)
    this.#direct = product <= 1 << 22 ? new Int32Array(product).fill(-1) : null
  }

  get size(): number {
    return this.levels.length / this.width
  }

  /** The number of a pattern given its levels. */
  number(levels: Uint8Array): number {
    let key = 0
    for (let c = 0; c < this.width; c++)
      key = key * (this.#radix[c] as number) + (levels[c] as number)
    let found = this.#direct ? (this.#direct[key] as number) : (this.#index.get(key) ?? -1)
    if (found < 0) {
      found = this.size
      for (let c = 0; c < this.width; c++) this.levels.push(levels[c] as number)
      if (this.#direct) this.#direct[key] = found
      else this.#index.set(key, found)
    }
    return found
  }
}
