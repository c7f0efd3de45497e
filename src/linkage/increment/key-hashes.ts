import type { Expression } from '../model/expression.ts'
import { type Column, mix } from '../records/column.ts'
import { textHash } from '../records/content-hash.ts'
import { elementsOf } from '../records/elements.ts'
import type { Records } from '../records/records.ts'

/**
 * What records hold under a blocking rule's keys, as two numbers of 32 bits that depend on the
 * values alone. Entry i is of record i, or of `rowOf[i]` where the rule takes an array apart.
 */
export interface KeyHashes {
  rowOf: Int32Array | null
  h: Int32Array
  g: Int32Array
  /** 0 where a key is missing. */
  present: Uint8Array
}

/** Works out the keys of a rule for every record. */
export function keyHashes(keys: readonly Expression[], records: Records): KeyHashes {
  const exploded = keys.find((k) => k.kind === 'call' && k.name === 'explode')
  const list =
    exploded?.kind === 'call' ? elementsOf(records.column(exploded.args[0] as Expression)) : null
  const rowOf =
    exploded?.kind === 'call' && list
      ? rowsOf(records.column(exploded.args[0] as Expression), list.lists)
      : null
  const count = rowOf ? rowOf.length : records.count
  const all: KeyHashes = {
    rowOf,
    h: new Int32Array(count),
    g: new Int32Array(count),
    present: new Uint8Array(count).fill(1),
  }
  for (const key of keys) {
    if (key === exploded && list && key.kind === 'call') {
      const column = records.column(key.args[0] as Expression)
      addElements(all, column, list)
    } else addKey(all, key, records)
  }
  return all
}

function rowsOf({ codes }: Column, lists: readonly Int32Array[]): Int32Array {
  let total = 0
  for (const code of codes) if (code >= 0) total += (lists[code] as Int32Array).length
  const rowOf = new Int32Array(total)
  let at = 0
  codes.forEach((code, row) => {
    if (code < 0) return
    const end = at + (lists[code] as Int32Array).length
    rowOf.fill(row, at, end)
    at = end
  })
  return rowOf
}

function addElements(
  { h, g }: KeyHashes,
  { codes }: Column,
  { lists, texts }: { lists: readonly Int32Array[]; texts: readonly string[] },
): void {
  const [one, two] = hashesOf(texts)
  let at = 0
  for (const code of codes) {
    if (code < 0) continue
    for (const element of lists[code] as Int32Array) {
      h[at] = mix(h[at] as number, one[element] as number)
      g[at] = mix((g[at] as number) + 1, two[element] as number)
      at++
    }
  }
}

function addKey({ rowOf, h, g, present }: KeyHashes, key: Expression, records: Records): void {
  const parts = unorderedParts(key)
  const columns = (parts ?? [key]).map((e) => records.column(e))
  const hashes = columns.map((c) => hashesOf(c.dictionary.texts))
  const [first, second] = columns as [Column, Column | undefined]
  const [one, two] = hashes as [Hashes, Hashes | undefined]
  for (let i = 0; i < h.length; i++) {
    const row = rowOf ? (rowOf[i] as number) : i
    const a = first.codes[row] as number
    const b = second ? (second.codes[row] as number) : 0
    if (a < 0 || b < 0) {
      present[i] = 0
      continue
    }
    let x = one[0][a] as number
    let y = one[1][a] as number
    if (two) {
      const [p, q] = [two[0][b] as number, two[1][b] as number]
      const inOrder = x < p || (x === p && y <= q)
      x = inOrder ? mix(x, p) : mix(p, x)
      y = inOrder ? mix(y, q) : mix(q, y)
    }
    h[i] = mix(h[i] as number, x)
    g[i] = mix((g[i] as number) + 1, y)
  }
}

/** The two plain columns of `unordered(a, b)`, which the engine keeps without texts. */
function unorderedParts(key: Expression): Expression[] | null {
  if (key.kind !== 'call' || key.name !== 'unordered') return null
  return key.args.every((a) => a.kind === 'column') ? key.args : null
}

type Hashes = [Uint32Array, Uint32Array]

function hashesOf(texts: readonly string[]): Hashes {
  return [Uint32Array.from(texts, textHash), Uint32Array.from(texts, secondHash)]
}

/** Another hash of a text, so that two texts that share both are the same. */
function secondHash(text: string): number {
  let g = 0x51ed270b
  for (let i = 0; i < text.length; i++) g = mix(g, text.charCodeAt(i))
  return g
}
