import { letGo } from './let-go.ts'

/**
 * Tells whether any of many hashes of 64 bits may have come before: one half finds the slot, the
 * other is kept in it. It misses none, and hardly ever sees one that is not: ids are counted then.
 */
export class DistinctHashes {
  /** Nought: empty. */
  readonly #table: Int32Array
  /** Whether some hash came twice, or seems to. */
  repeated = false
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  seen = 0

  /** For at most so many hashes. */
  constructor(count: number) {
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2)))
  }

  /** Takes the hashes of some rows, two words each. */
  add(hashes: Int32Array, rows: number): void {
    const table = this.#table
    const mask = table.length - 1
    let seen = 0
    for (let i = 0; i < rows; i++) seen ^= table[(hashes[i * 2] as number) & mask] as number
    this.seen = seen
    for (let i = 0; i < rows; i++) {
      const kept = (hashes[i * 2 + 1] as number) || 1
      let slot = (hashes[i * 2] as number) & mask
      let held = table[slot] as number
      while (held !== 0) {
        if (held === kept) {
          this.repeated = true
          break
        }
        slot = (slot + 1) & mask
        held = table[slot] as number
      }
      table[slot] = kept
    }
  }

  close(): void {
    letGo(this.#table)
  }
}
