/** Arrays of numbers that an index keeps. */
export type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array

/** The array itself where it is long enough, or a longer copy: half as long again at least. */
export function withRoom<T extends Numbers>(array: T, length: number): T {
  if (array.length >= length) return array
  const Kind = array.constructor as new (length: number) => T
  const bigger = new Kind(Math.max(length, Math.ceil(array.length * 1.5), 16))
  bigger.set(array)
  return bigger
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
