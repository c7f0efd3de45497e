/** One column of the records, as whole numbers: equal values have equal codes. */
export interface Column {
  name: string
  /** Code of each record's value; -1 where it is missing. */
  codes: Int32Array
  dictionary: Dictionary
}

/** The distinct values of a column. */
export interface Dictionary {
  texts: readonly string[]
  /** How many records hold each value. */
  counts: Int32Array
}

/** Counts how often each code occurs. */
export function countCodes(codes: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number
    if (code >= 0) counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** 0, 1, 2 … */
export function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count)
  for (let i = 0; i < count; i++) numbers[i] = i
  return numbers
}

/** Gives every distinct text a code in the order met; nothing becomes -1. */
export class TextCoder {
  readonly texts: string[] = []
  readonly #codes = new Map<string, number>()

  code(text: string | null): number {
    if (text === null) return -1
    let code = this.#codes.get(text)
    if (code === undefined) {
      code = this.texts.length
      this.texts.push(text)
      this.#codes.set(text, code)
    }
    return code
  }
}

/** A dense code for each distinct combination of the codes of several columns. */
export interface Combination {
  codes: Int32Array
  /** For each combination, the code in each column: `parts[column][combination]`. */
  parts: Int32Array[]
  size: number
}

/**
 * Combines columns record by record. With `missing: 'drop'` a combination with any missing part
 * is -1 (blocking keys); with 'keep' only one where every part is missing (comparisons).
 */
export function combine(columns: readonly Int32Array[], missing: 'drop' | 'keep'): Combination {
  const count = columns[0]?.length ?? 0
  let codes = columns[0] as Int32Array
  if (columns.length === 1) {
    let size = 0
    for (let i = 0; i < count; i++) {
      const code = codes[i] as number
      if (code >= size) size = code + 1
    }
    return { codes, parts: [upTo(size)], size }
  }
  let size = 0
  for (let c = 1; c < columns.length; c++) {
    const step = combineTwo(codes, columns[c] as Int32Array, missing)
    codes = step.codes
    size = step.size
  }
  const parts = columns.map(() => new Int32Array(size))
  for (let i = 0; i < count; i++) {
    const code = codes[i] as number
    if (code < 0) continue
    for (let c = 0; c < columns.length; c++) {
      ;(parts[c] as Int32Array)[code] = (columns[c] as Int32Array)[i] as number
    }
  }
  return { codes, parts, size }
}

function combineTwo(a: Int32Array, b: Int32Array, missing: 'drop' | 'keep') {
  const count = a.length
  const codes = new Int32Array(count)
  // Room enough that a table of mostly different pairs has to grow once.
  let capacity = 2 ** Math.max(10, Math.ceil(Math.log2(count / 2)))
  let slots = new Int32Array(capacity).fill(-1)
  let keysA = new Int32Array(capacity >> 1)
  let keysB = new Int32Array(capacity >> 1)
  let size = 0
  for (let i = 0; i < count; i++) {
    const x = a[i] as number
    const y = b[i] as number
    if (missing === 'drop' ? x < 0 || y < 0 : x < 0 && y < 0) {
      codes[i] = -1
      continue
    }
    let slot = mix(x, y) & (capacity - 1)
    let found = slots[slot] as number
    while (found >= 0 && (keysA[found] !== x || keysB[found] !== y)) {
      slot = (slot + 1) & (capacity - 1)
      found = slots[slot] as number
    }
    if (found < 0) {
      found = size++
      slots[slot] = found
      keysA[found] = x
      keysB[found] = y
      if (size * 2 >= capacity) {
        capacity *= 4
        slots = new Int32Array(capacity).fill(-1)
        keysA = grown(keysA, capacity >> 1)
        keysB = grown(keysB, capacity >> 1)
        for (let k = 0; k < size; k++) {
          let s = mix(keysA[k] as number, keysB[k] as number) & (capacity - 1)
          while ((slots[s] as number) >= 0) s = (s + 1) & (capacity - 1)
          slots[s] = k
        }
      }
    }
    codes[i] = found
  }
  return { codes, size }
}

/** A whole number spread over 32 bits from two others: the hash of every table here. */
export function mix(x: number, y: number): number {
  let h = Math.imul(x ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(y + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return (h ^ (h >>> 15)) >>> 0
}

function grown(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(length)
  bigger.set(old)
  return bigger
}
