/** Whole numbers that threads can share. */
export const sharedNumbers = (count: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(count * 4))

/** The same numbers where threads can share them. */
export function toShared(numbers: Int32Array): Int32Array {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers
  const shared = sharedNumbers(numbers.length)
  shared.set(numbers)
  return shared
}
