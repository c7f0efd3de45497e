import { letGo } from './let-go.ts'

/** Tells whether any of many hashes of 64 bits came before. */
export class DistinctHashes {
  #capacity = 1 << 12
  /** Two words a slot; both nought: empty. */
  #table = new Int32Array(this.#capacity * 2)
  #count = 0
  /** Whether some hash came twice (or was nought, which no slot can hold). */
  repeated = false
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  seen = 0

  /** Takes the hashes of some rows, two words each. */
  add(hashes: Int32Array, rows: number): void {
    while ((this.#count + rows) * 2 > this.#capacity) this.#grow()
    const table = this.#table
    const mask = (this.#capacity - 1) * 2
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
    this.#count += rows
  }

  #grow(): void {
    const old = this.#table
    this.#capacity *= 2
    const table = new Int32Array(this.#capacity * 2)
    const mask = (this.#capacity - 1) * 2
    for (let s = 0; s < old.length; s += 2) {
      if (old[s] === 0 && old[s + 1] === 0) continue
      let slot = ((old[s] as number) * 2) & mask
      while (table[slot] !== 0 || table[slot + 1] !== 0) slot = (slot + 2) & mask
      table[slot] = old[s] as number
      table[slot + 1] = old[s + 1] as number
    }
    letGo(old)
    this.#table = table
  }

  close(): void {
    letGo(this.#table)
  }
}
