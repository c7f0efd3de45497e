import { mix } from '../records/column.ts'

/** Levels of distinct unequal pairs already met: open addressing, keys in two plain arrays. */
export class LevelCache {
  #capacity = 1 << 12
  #size = 0
  #a = new Int32Array(this.#capacity).fill(-1)
  #b = new Int32Array(this.#capacity)
  #level = new Uint8Array(this.#capacity)

  get(a: number, b: number, decide: (a: number, b: number) => number): number {
    let slot = mix(a, b) & (this.#capacity - 1)
    for (;;) {
      const found = this.#a[slot] as number
      if (found === a && this.#b[slot] === b) return this.#level[slot] as number
      if (found < 0) break
      slot = (slot + 1) & (this.#capacity - 1)
    }
    const level = decide(a, b)
    this.#a[slot] = a
    this.#b[slot] = b
    this.#level[slot] = level
    if (++this.#size * 2 > this.#capacity) this.#grow()
    return level
  }

  #grow(): void {
    const [a, b, level] = [this.#a, this.#b, this.#level]
    this.#capacity *= 2
    this.#a = new Int32Array(this.#capacity).fill(-1)
    this.#b = new Int32Array(this.#capacity)
    this.#level = new Uint8Array(this.#capacity)
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number
      if (x < 0) continue
      let slot = mix(x, b[i] as number) & (this.#capacity - 1)
      while ((this.#a[slot] as number) >= 0) slot = (slot + 1) & (this.#capacity - 1)
      this.#a[slot] = x
      this.#b[slot] = b[i] as number
      this.#level[slot] = level[i] as number
    }
  }
}
