import type { TextPool } from '../compare/text-pool.ts'
import { textHash } from '../records/content-hash.ts'
import { type Parts, part, used, withRoom } from './growing.ts'

/**
 * Distinct texts with a number each, in plain arrays: millions of them cost the garbage collector
 * nothing, and a file holds them as they are. It can be compared from like any pool of texts.
 */
export class TextTable implements TextPool {
  units = new Uint16Array(1 << 10)
  starts = new Int32Array(1 << 8)
  masks = new Int32Array(1 << 8)
  /** Open addressing: number of the text + 1, or 0. */
  #slots = new Int32Array(1 << 9)
  #count = 0

  get count(): number {
    return this.#count
  }

  /** The number of a text; a new one where it was never met. */
  code(text: string): number {
    const slot = this.#slotOf(text)
    const found = this.#slots[slot] as number
    if (found > 0) return found - 1
    const code = this.#count++
    this.#slots[slot] = this.#count
    this.#store(code, text)
    if (this.#count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2)
    return code
  }

  /** The number of a text, or −1. */
  find(text: string): number {
    return (this.#slots[this.#slotOf(text)] as number) - 1
  }

  text(code: number): string {
    const from = this.starts[code] as number
    const to = this.starts[code + 1] as number
    if (to - from > 4096) return new TextDecoder('utf-16le').decode(this.units.slice(from, to))
    return String.fromCharCode.apply(null, this.units.subarray(from, to) as unknown as number[])
  }

  #slotOf(text: string): number {
    const mask = this.#slots.length - 1
    let slot = textHash(text) & mask
    for (;;) {
      const found = this.#slots[slot] as number
      if (found === 0 || this.#is(found - 1, text)) return slot
      slot = (slot + 1) & mask
    }
  }

  #is(code: number, text: string): boolean {
    const from = this.starts[code] as number
    if ((this.starts[code + 1] as number) - from !== text.length) return false
    for (let i = 0; i < text.length; i++)
      if (this.units[from + i] !== text.charCodeAt(i)) return false
    return true
  }

  #store(code: number, text: string): void {
    const from = this.starts[code] as number
    const to = from + text.length
    this.units = withRoom(this.units, to)
    this.starts = withRoom(this.starts, code + 2)
    this.masks = withRoom(this.masks, code + 1)
    let mask = 0
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      this.units[from + i] = unit
      mask |= 1 << (unit & 31)
    }
    this.starts[code + 1] = to
    this.masks[code] = mask
  }

  #rehash(size: number): void {
    const slots = new Int32Array(size)
    const mask = size - 1
    for (let code = 0; code < this.#count; code++) {
      let hash = 0x811c9dc5
      const to = this.starts[code + 1] as number
      for (let i = this.starts[code] as number; i < to; i++)
        hash = Math.imul(hash ^ (this.units[i] as number), 0x01000193)
      let slot = hash & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = code + 1
    }
    this.#slots = slots
  }

  get bytes(): number {
    return (
      this.units.byteLength +
      this.starts.byteLength +
      this.masks.byteLength +
      this.#slots.byteLength
    )
  }

  parts(): Parts {
    return {
      units: used(this.units, this.starts[this.#count] as number),
      starts: used(this.starts, this.#count + 1),
      masks: used(this.masks, this.#count),
      slots: this.#slots,
    }
  }

  static from(parts: Parts): TextTable {
    const table = new TextTable()
    table.units = part(parts, 'units', 'Uint16Array')
    table.starts = part(parts, 'starts', 'Int32Array')
    table.masks = part(parts, 'masks', 'Int32Array')
    table.#slots = part(parts, 'slots', 'Int32Array')
    table.#count = table.starts.length - 1
    return table
  }
}
