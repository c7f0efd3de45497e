/** Values longer than this are compared by their beginning: distance is quadratic in length. */
export const COMPARED_LENGTH = 400

/** Texts as UTF-16 units end to end, so that comparing needs no string objects. */
export interface TextPool {
  units: Uint16Array
  starts: Int32Array
}

/** Packs texts into a pool, each cut at {@link COMPARED_LENGTH}. */
export function poolOf(texts: readonly string[]): TextPool {
  const starts = new Int32Array(texts.length + 1)
  let total = 0
  for (let i = 0; i < texts.length; i++) {
    starts[i] = total
    total += Math.min((texts[i] as string).length, COMPARED_LENGTH)
  }
  starts[texts.length] = total
  const units = new Uint16Array(total)
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string
    const from = starts[i] as number
    const length = (starts[i + 1] as number) - from
    for (let k = 0; k < length; k++) units[from + k] = text.charCodeAt(k)
  }
  return { units, starts }
}
