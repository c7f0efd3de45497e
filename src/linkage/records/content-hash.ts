import type { Column, Dictionary } from './column.ts'
import { mix } from './column.ts'

/**
 * A number for each record that depends on what it holds (and the seed) and on nothing else: not
 * on its place in the table. Samples and ties are settled by it.
 */
export function contentHash(columns: readonly Column[], count: number, seed: number): Uint32Array {
  const hash = new Uint32Array(count).fill(seed >>> 0)
  columns.forEach((column, c) => {
    const ofValue = textHashes(column.dictionary)
    const { codes } = column
    for (let i = 0; i < count; i++) {
      const code = codes[i] as number
      hash[i] = mix(hash[i] as number, code < 0 ? c : (ofValue[code] as number) + c)
    }
  })
  return hash
}

const hashed = new WeakMap<Dictionary, Uint32Array>()

/** The hash of each text of a dictionary. */
export function textHashes(dictionary: Dictionary): Uint32Array {
  const { texts } = dictionary
  let hashes = hashed.get(dictionary)
  if (hashes === undefined || hashes.length !== texts.length) {
    hashes = new Uint32Array(texts.length)
    for (let i = 0; i < texts.length; i++) hashes[i] = textHash(texts[i] as string)
    hashed.set(dictionary, hashes)
  }
  return hashes
}

/** FNV-1a over UTF-16 units. */
export function textHash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
