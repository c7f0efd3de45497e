import type { Column } from './column.ts'
import { mix } from './column.ts'

/**
 * A number for each record that depends on what it holds (and the seed) and on nothing else: not
 * on its place in the table. Samples and ties are settled by it.
 */
export function contentHash(columns: readonly Column[], count: number, seed: number): Uint32Array {
  const hash = new Uint32Array(count).fill(seed >>> 0)
  columns.forEach((column, c) => {
    const ofValue = Uint32Array.from(column.dictionary.texts, textHash)
    for (let i = 0; i < count; i++) {
      const code = column.codes[i] as number
      hash[i] = mix(hash[i] as number, code < 0 ? c : (ofValue[code] as number) + c)
    }
  })
  return hash
}

/** FNV-1a over UTF-16 units. */
export function textHash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
