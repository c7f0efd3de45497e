/** Arrays of numbers that an index keeps. */
export type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array

/** The array itself where it is long enough, or one half as long again at least. */
export function withRoom<T extends Numbers>(array: T, length: number): T {
  if (array.length >= length) return array
  const Kind = array.constructor as new (of: number | ArrayBufferLike, from?: number) => T
  // An array that came from a file may have room behind what is used.
  const room = Math.floor((array.buffer.byteLength - array.byteOffset) / array.BYTES_PER_ELEMENT)
  if (room >= length) return new Kind(array.buffer, array.byteOffset)
  const bigger = new Kind(Math.max(length + (length >> 3), Math.ceil(array.length * 1.5), 16))
  bigger.set(array)
  return bigger
}

/** An array of a length with an eighth of room behind it, in which later records find place. */
export function roomy<T extends Numbers>(
  Kind: new (of: ArrayBuffer, from: number, length: number) => T,
  length: number,
  size: number,
): T {
  return new Kind(new ArrayBuffer((length + (length >> 3)) * size), 0, length)
}

/** What is used of an array with room to grow: what a file keeps of it. */
export const used = <T extends Numbers>(array: T, length: number): T =>
  array.subarray(0, length) as T

/** The arrays of a part of an index by name, as they go to a file and come back. */
export type Parts = Record<string, Numbers>

interface Kinds {
  Int32Array: Int32Array<ArrayBuffer>
  Uint32Array: Uint32Array<ArrayBuffer>
  Uint16Array: Uint16Array<ArrayBuffer>
  Uint8Array: Uint8Array<ArrayBuffer>
}

/** One array of a part, of the kind that it was saved as. */
export function part<K extends keyof Kinds>(parts: Parts, name: string, kind: K): Kinds[K] {
  const found = parts[name]
  if (found?.constructor.name === kind) return found as Kinds[K]
  throw new TypeError(`The index has no ${kind} "${name}".`)
}
