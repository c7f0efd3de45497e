/** Values longer than this are compared by their beginning: distance is quadratic in length. */
export const COMPARED_LENGTH = 400

/** Texts as UTF-16 units end to end, so that comparing needs no string objects. */
export interface TextPool {
  units: Uint16Array
  starts: Int32Array
  /** For each text which characters it has, each unit's last five bits a bit. */
  masks: Int32Array
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
  const masks = new Int32Array(texts.length)
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string
    const from = starts[i] as number
    const length = (starts[i + 1] as number) - from
    let mask = 0
    for (let k = 0; k < length; k++) {
      const unit = text.charCodeAt(k)
      units[from + k] = unit
      mask |= 1 << (unit & 31)
    }
    masks[i] = mask
  }
  return { units, starts, masks }
}
