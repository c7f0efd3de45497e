import type { DuckDBVector } from '@duckdb/node-api'
import { mix } from './column.ts'

/** Words of a slot in the table: length, three words of bytes, code + 1 (0: empty), padding. */
const SLOT = 8

/**
 * Gives the texts of one column codes, straight from DuckDB's vectors. A text of up to twelve
 * bytes lies inside its sixteen-byte slot, so most values are coded without becoming a JavaScript
 * string at all; longer ones go through a map. Texts of blanks only are missing.
 */
export class ValueCoder {
  #capacity = 1 << 10
  #table = new Int32Array(this.#capacity * SLOT)
  #shorts = 0
  /** Code for the outside of each value met; −1 where it is blank. */
  readonly #outer: number[] = []
  readonly #long = new Map<string, number>()
  readonly texts: string[] = []

  /** Codes a vector's rows into `out` from `at` on. */
  encode(vector: DuckDBVector, rows: number, out: Int32Array, at: number): void {
    const raw = rawStrings(vector)
    const valid = validityOf(vector)
    for (let i = 0; i < rows; i++) {
      if (valid !== null && !isPresent(valid, i)) out[at + i] = -1
      else if (raw !== null && (raw[i * 4] as number) <= 12) out[at + i] = this.#short(raw, i * 4)
      else out[at + i] = this.#longText(vector.getItem(i) as string | null)
    }
  }

  #short(raw: Int32Array, from: number): number {
    const length = raw[from] as number
    const a = raw[from + 1] as number
    const b = length > 4 ? (raw[from + 2] as number) : 0
    const c = length > 8 ? (raw[from + 3] as number) : 0
    const mask = this.#capacity - 1
    const table = this.#table
    let slot = mix(a ^ Math.imul(b, 0x85ebca6b), c + length) & mask
    for (;;) {
      const w = slot * SLOT
      const held = table[w + 4] as number
      if (held === 0) break
      if (table[w + 1] === a && table[w + 2] === b && table[w + 3] === c && table[w] === length) {
        return this.#outer[held - 1] as number
      }
      slot = (slot + 1) & mask
    }
    const bytes = Buffer.from(raw.buffer, raw.byteOffset + from * 4 + 4, length)
    const code = this.#newText(bytes.toString('utf8'))
    const w = slot * SLOT
    table[w] = length
    table[w + 1] = a
    table[w + 2] = b
    table[w + 3] = c
    this.#outer.push(code)
    table[w + 4] = this.#outer.length
    if (++this.#shorts * 2 >= this.#capacity) this.#grow()
    return code
  }

  #longText(text: string | null): number {
    if (text === null) return -1
    let code = this.#long.get(text)
    if (code === undefined) {
      code = this.#newText(text)
      this.#long.set(text, code)
    }
    return code
  }

  #newText(text: string): number {
    if (text.trim() === '') return -1
    this.texts.push(text)
    return this.texts.length - 1
  }

  #grow(): void {
    const old = this.#table
    this.#capacity *= 4
    const mask = this.#capacity - 1
    const table = new Int32Array(this.#capacity * SLOT)
    this.#table = table
    for (let w = 0; w < old.length; w += SLOT) {
      if (old[w + 4] === 0) continue
      const [length, a, b, c] = [old[w], old[w + 1], old[w + 2], old[w + 3]] as [
        number,
        number,
        number,
        number,
      ]
      let slot = mix(a ^ Math.imul(b, 0x85ebca6b), c + length) & mask
      while (table[slot * SLOT + 4] !== 0) slot = (slot + 1) & mask
      for (let k = 0; k < 5; k++) table[slot * SLOT + k] = old[w + k] as number
    }
  }
}

/** Which items of a vector are present, bit by bit; null when all are or it cannot be seen. */
function validityOf(vector: DuckDBVector): { words: Uint32Array; offset: number } | null {
  const { validity } = vector as unknown as { validity?: { data?: unknown; offset?: unknown } }
  const data = validity?.data
  if (!(data instanceof BigUint64Array)) return null
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length * 2)
  return { words, offset: Number(validity?.offset ?? 0) }
}

function isPresent({ words, offset }: { words: Uint32Array; offset: number }, i: number): boolean {
  const bit = offset + i
  return (((words[bit >> 5] as number) >>> (bit & 31)) & 1) === 1
}

/**
 * The sixteen-byte slots of a text vector (length, then bytes or a pointer). The binding does not
 * publish them; null when it ever stops having them, and the strings themselves are used.
 */
export function rawStrings(vector: DuckDBVector): Int32Array | null {
  const view = (vector as unknown as { dataView?: unknown }).dataView
  if (!(view instanceof DataView) || view.byteOffset % 4 !== 0) return null
  return new Int32Array(view.buffer, view.byteOffset, view.byteLength >> 2)
}
