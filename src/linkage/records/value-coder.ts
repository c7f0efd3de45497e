import type { DuckDBVector } from '@duckdb/node-api'
import { mix } from './column.ts'

/**
 * Gives the texts of one column codes, straight from DuckDB's vectors. A text of up to twelve
 * bytes lies inside its sixteen-byte slot, so most values are coded without becoming a JavaScript
 * string at all; longer ones go through a map. Texts of blanks only are missing.
 */
export class ValueCoder {
  #capacity = 1 << 10
  /** Two words a slot: hash, and number of the short value + 1 (0: empty). */
  #table = new Int32Array(this.#capacity * 2)
  /** Four words a short value: its length and its bytes. */
  #words = new Int32Array(this.#capacity * 2)
  #shorts = 0
  #hashes = new Int32Array(0)
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  seen = 0
  /** Code for the outside of each short value met; −1 where it is blank. */
  readonly #outer: number[] = []
  readonly #long = new Map<string, number>()
  readonly texts: string[] = []

  /** Codes a vector's rows into `out` from `at` on. */
  encode(vector: DuckDBVector, rows: number, out: Int32Array, at: number): void {
    const raw = rawStrings(vector)
    const valid = validityOf(vector)
    if (raw !== null) this.#lookAhead(raw, rows)
    for (let i = 0; i < rows; i++) {
      if (valid !== null && !isPresent(valid, i)) out[at + i] = -1
      else if (raw !== null && (raw[i * 4] as number) <= 12) out[at + i] = this.#short(raw, i)
      else out[at + i] = this.#longText(vector.getItem(i) as string | null)
    }
  }

  /**
   * Hashes a vector's rows and looks at their slots, all before any is needed: the table lies all
   * over memory, and waiting for its slots one by one would take most of the time.
   */
  #lookAhead(raw: Int32Array, rows: number): void {
    if (this.#hashes.length < rows) this.#hashes = new Int32Array(rows)
    const hashes = this.#hashes
    const table = this.#table
    const mask = this.#capacity - 1
    let seen = 0
    for (let i = 0; i < rows; i++) {
      const from = i * 4
      const length = raw[from] as number
      const b = length > 4 ? (raw[from + 2] as number) : 0
      const c = length > 8 ? (raw[from + 3] as number) : 0
      const hash = mix((raw[from + 1] as number) ^ Math.imul(b, 0x85ebca6b), c + length) | 0
      hashes[i] = hash
      seen ^= table[(hash & mask) * 2 + 1] as number
    }
    this.seen = seen
  }

  #short(raw: Int32Array, i: number): number {
    const from = i * 4
    const length = raw[from] as number
    const a = raw[from + 1] as number
    const b = length > 4 ? (raw[from + 2] as number) : 0
    const c = length > 8 ? (raw[from + 3] as number) : 0
    const mask = this.#capacity - 1
    const table = this.#table
    const words = this.#words
    const hash = this.#hashes[i] as number
    let slot = hash & mask
    for (;;) {
      const held = table[slot * 2 + 1] as number
      if (held === 0) break
      if (table[slot * 2] === hash) {
        const w = (held - 1) * 4
        if (words[w + 1] === a && words[w + 2] === b && words[w + 3] === c && words[w] === length) {
          return this.#outer[held - 1] as number
        }
      }
      slot = (slot + 1) & mask
    }
    const bytes = Buffer.from(raw.buffer, raw.byteOffset + from * 4 + 4, length)
    const code = this.#newText(bytes.toString('utf8'))
    const w = this.#shorts * 4
    words[w] = length
    words[w + 1] = a
    words[w + 2] = b
    words[w + 3] = c
    this.#outer.push(code)
    table[slot * 2] = hash
    table[slot * 2 + 1] = ++this.#shorts
    if (this.#shorts * 2 >= this.#capacity) this.#grow()
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
    this.#capacity *= 2
    const mask = this.#capacity - 1
    const table = new Int32Array(this.#capacity * 2)
    for (let s = 0; s < old.length; s += 2) {
      if (old[s + 1] === 0) continue
      const hash = old[s] as number
      let slot = hash & mask
      while (table[slot * 2 + 1] !== 0) slot = (slot + 1) & mask
      table[slot * 2] = hash
      table[slot * 2 + 1] = old[s + 1] as number
    }
    this.#table = table
    const words = new Int32Array(this.#capacity * 2)
    words.set(this.#words)
    this.#words = words
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
