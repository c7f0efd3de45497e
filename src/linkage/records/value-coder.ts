import type { DuckDBVector } from '@duckdb/node-api'
import { letGo } from './let-go.ts'

/** Words of a slot of the table: code and length, then the twelve bytes. */
const SLOT = 4
/** Bits of the first word that hold the length (0 to 12). */
const LENGTH_BITS = 4
/** Added to a code, so that a slot in use is never nought: a blank value's code is −1. */
const SHIFTED = 2

/**
 * Gives the texts of one column codes, straight from DuckDB's vectors. A text of up to twelve
 * bytes lies inside its sixteen-byte slot, so most values are coded without becoming a JavaScript
 * string at all, and looked up in a table of which an entry is one visit to memory; longer ones go
 * through a map. Texts of blanks only are missing.
 */
export class ValueCoder {
  #capacity = 1 << 8
  #table = new Int32Array(this.#capacity * SLOT)
  #used = 0
  #slots = new Int32Array(0)
  /** What was seen in looking ahead: kept, or the looking would be optimised away. */
  seen = 0
  readonly #long = new Map<string, number>()
  readonly texts: string[] = []

  /** Codes a vector's rows into `out` from `at` on. */
  encode(vector: DuckDBVector, rows: number, out: Int32Array, at: number): void {
    const valid = validityOf(vector)
    const raw = rawStrings(vector)
    if (raw === null) {
      for (let i = 0; i < rows; i++)
        out[at + i] =
          valid !== null && !isPresent(valid, i) ? -1 : this.#longText(vector.getItem(i))
      return
    }
    // Room for every row at most, so that the table stays where it is while the rows are looked up.
    while ((this.#used + rows) * 2 > this.#capacity) this.#grow()
    const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    const table = this.#table
    const mask = (this.#capacity - 1) * SLOT
    const slots = this.#lookAhead(raw, rows)
    for (let i = 0; i < rows; i++) {
      if (valid !== null && !isPresent(valid, i)) {
        out[at + i] = -1
        continue
      }
      const from = i * 4
      const length = raw[from] as number
      if (length > 12) {
        out[at + i] = this.#longText(vector.getItem(i))
        continue
      }
      const a = raw[from + 1] as number
      const b = length > 4 ? (raw[from + 2] as number) : 0
      const c = length > 8 ? (raw[from + 3] as number) : 0
      let slot = slots[i] as number
      let held = table[slot] as number
      while (
        held !== 0 &&
        (table[slot + 1] !== a ||
          table[slot + 2] !== b ||
          table[slot + 3] !== c ||
          (held & 15) !== length)
      ) {
        slot = (slot + SLOT) & mask
        held = table[slot] as number
      }
      if (held === 0) {
        held = ((this.#newText(shortText(raw, bytes, i, length)) + SHIFTED) << LENGTH_BITS) | length
        table[slot] = held
        table[slot + 1] = a
        table[slot + 2] = b
        table[slot + 3] = c
        this.#used++
      }
      out[at + i] = (held >> LENGTH_BITS) - SHIFTED
    }
    // Chunks come faster than their handles are collected, and each holds its memory until then.
    letGo(raw)
  }

  /**
   * Finds the slots of a vector's rows and looks at them, all before any is needed: the table lies
   * all over memory, and waiting for its slots one by one would take most of the time.
   */
  #lookAhead(raw: Int32Array, rows: number): Int32Array {
    if (this.#slots.length < rows) this.#slots = new Int32Array(rows)
    const slots = this.#slots
    const table = this.#table
    const mask = (this.#capacity - 1) * SLOT
    let seen = 0
    for (let i = 0; i < rows; i++) {
      const from = i * 4
      const length = raw[from] as number
      const b = length > 4 ? (raw[from + 2] as number) : 0
      const c = length > 8 ? (raw[from + 3] as number) : 0
      const slot = (hashOf(raw[from + 1] as number, b, c) * SLOT) & mask
      slots[i] = slot
      seen ^= table[slot] as number
    }
    this.seen = seen
    return slots
  }

  #longText(text: unknown): number {
    if (typeof text !== 'string') return -1
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
    // Fourfold: to look up again what is there costs more than the room.
    this.#capacity *= 4
    const mask = (this.#capacity - 1) * SLOT
    const table = new Int32Array(this.#capacity * SLOT)
    for (let s = 0; s < old.length; s += SLOT) {
      if (old[s] === 0) continue
      const [a, b, c] = [old[s + 1] as number, old[s + 2] as number, old[s + 3] as number]
      let slot = (hashOf(a, b, c) * SLOT) & mask
      while (table[slot] !== 0) slot = (slot + SLOT) & mask
      table[slot] = old[s] as number
      table[slot + 1] = a
      table[slot + 2] = b
      table[slot + 3] = c
    }
    this.#table = table
    letGo(old)
  }

  /** Gives back the table; the texts stay. */
  close(): void {
    letGo(this.#table)
  }
}

function hashOf(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 15) ^ b, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 13) ^ c, 0x9e3779b1)
  return h ^ (h >>> 16)
}

/** A short text as a string: through Latin-1 where it is plain, which is far quicker. */
function shortText(raw: Int32Array, bytes: Buffer, i: number, length: number): string {
  const from = i * 4
  const plain =
    (((raw[from + 1] as number) |
      (length > 4 ? (raw[from + 2] as number) : 0) |
      (length > 8 ? (raw[from + 3] as number) : 0)) &
      0x80808080) ===
    0
  const start = from * 4 + 4
  return bytes.toString(plain ? 'latin1' : 'utf8', start, start + length)
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
