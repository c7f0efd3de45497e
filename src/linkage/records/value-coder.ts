import type { DuckDBVector } from '@duckdb/node-api'
import { mix } from './column.ts'

/**
 * Gives the texts of one column codes, straight from DuckDB's vectors. A text of up to twelve
 * bytes lies inside its sixteen-byte slot, so most values are coded without becoming a JavaScript
 * string at all; longer ones go through a map. Texts of blanks only are missing.
 */
export class ValueCoder {
  readonly #decoder = new TextDecoder()
  #capacity = 1 << 12
  #slots = new Int32Array(this.#capacity).fill(-1)
  /** Four words for each short value: its length and its bytes. */
  #words = new Int32Array(this.#capacity * 2)
  #codeOfShort = new Int32Array(this.#capacity >> 1)
  #shorts = 0
  readonly #long = new Map<string, number>()
  readonly texts: string[] = []

  /** Codes a vector's rows into `out` from `at` on. */
  encode(vector: DuckDBVector, rows: number, out: Int32Array, at: number): void {
    const raw = rawStrings(vector)
    const valid = (vector as { validity?: { itemValid(i: number): boolean } }).validity
    for (let i = 0; i < rows; i++) {
      if (valid && !valid.itemValid(i)) out[at + i] = -1
      else if (raw && (raw[i * 4] as number) <= 12) out[at + i] = this.#short(raw, i * 4)
      else out[at + i] = this.#longText(vector.getItem(i) as string)
    }
  }

  #short(raw: Int32Array, from: number): number {
    const length = raw[from] as number
    const a = raw[from + 1] as number
    const b = length > 4 ? (raw[from + 2] as number) : 0
    const c = length > 8 ? (raw[from + 3] as number) : 0
    const words = this.#words
    let slot = mix(mix(a, b), c ^ length) & (this.#capacity - 1)
    for (;;) {
      const found = this.#slots[slot] as number
      if (found < 0) break
      const w = found * 4
      if (words[w] === length && words[w + 1] === a && words[w + 2] === b && words[w + 3] === c) {
        return this.#codeOfShort[found] as number
      }
      slot = (slot + 1) & (this.#capacity - 1)
    }
    const bytes = new Uint8Array(raw.buffer, raw.byteOffset + from * 4 + 4, length)
    const code = this.#newText(this.#decoder.decode(bytes))
    const short = this.#shorts++
    this.#slots[slot] = short
    this.#words.set([length, a, b, c], short * 4)
    this.#codeOfShort[short] = code
    if (this.#shorts * 2 >= this.#capacity) this.#grow()
    return code
  }

  #longText(text: string): number {
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
    this.#capacity *= 2
    const words = new Int32Array(this.#capacity * 2)
    words.set(this.#words)
    this.#words = words
    const codes = new Int32Array(this.#capacity >> 1)
    codes.set(this.#codeOfShort)
    this.#codeOfShort = codes
    this.#slots = new Int32Array(this.#capacity).fill(-1)
    for (let k = 0; k < this.#shorts; k++) {
      const [l, a, b, c] = words.subarray(k * 4, k * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ]
      let slot = mix(mix(a, b), c ^ l) & (this.#capacity - 1)
      while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & (this.#capacity - 1)
      this.#slots[slot] = k
    }
  }
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
