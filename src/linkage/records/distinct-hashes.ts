import { letGo } from './let-go.ts'

/** Tells whether any of many hashes of 64 bits came before. */
export class DistinctHashes {
  /** Two words a slot; both nought: empty. */
  readonly #table: Int32Array
  /** Whether some hash came twice (or was nought, which no slot can hold). */
  repeated = false
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  seen = 0

  /** For at most so many hashes. */
  constructor(count: number) {
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2)) * 2)
  }

  /** Takes the hashes of some rows, two words each. */
  add(hashes: Int32Array, rows: number): void {
    const table = this.#table
    const mask = table.length - 2
    let seen = 0
    for (let i = 0; i < rows; i++) seen ^= table[((hashes[i * 2] as number) * 2) & mask] as number
    this.seen = seen
    for (let i = 0; i < rows; i++) {
      const low = hashes[i * 2] as number
      const high = hashes[i * 2 + 1] as number
      let slot = (low * 2) & mask
      while (table[slot] !== 0 || table[slot + 1] !== 0) {
        if (table[slot] === low && table[slot + 1] === high) {
          this.repeated = true
          break
        }
        slot = (slot + 2) & mask
      }
      if (low === 0 && high === 0) this.repeated = true
      table[slot] = low
      table[slot + 1] = high
    }
  }

  close(): void {
    letGo(this.#table)
  }
}
