import { BATCH, type PairBatch } from '../blocking/candidates.ts'
import type { Comparer } from './comparer.ts'
import type { Patterns } from './patterns.ts'

/** Finds the patterns of many pairs, one comparison after the other over all of them. */
export class BatchComparer {
  /** The pattern of each pair of the batch compared last. */
  readonly pattern = new Int32Array(BATCH)
  readonly #comparers: readonly Comparer[]
  readonly #patterns: Patterns
  readonly #levels = new Uint8Array(BATCH)
  readonly #second = new Uint8Array(BATCH)

  constructor(comparers: readonly Comparer[], patterns: Patterns) {
    this.#comparers = comparers
    this.#patterns = patterns
  }

  compare({ left, right, count, levels: done }: PairBatch): void {
    const pattern = this.pattern.fill(0, 0, count)
    let at = 0
    for (const [place, comparer] of this.#comparers.entries()) {
      const levels = done[place] ?? this.#levels
      if (levels === this.#levels) comparer.levels(left, right, count, levels)
      if (comparer.comparisons.length === 1) {
        this.#patterns.follow(at++, pattern, levels, count)
        continue
      }
      for (let i = 0; i < count; i++) {
        const both = levels[i] as number
        levels[i] = both >> 4
        this.#second[i] = both & 15
      }
      this.#patterns.follow(at++, pattern, levels, count)
      this.#patterns.follow(at++, pattern, this.#second, count)
    }
  }
}
