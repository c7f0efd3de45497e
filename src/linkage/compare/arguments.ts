import { type Expression, printExpression } from '../model/expression.ts'
import { type Column, type Dictionary, mix, TextCoder } from '../records/column.ts'
import { textHashes } from '../records/content-hash.ts'
import { evaluate, valueOfOne } from '../records/records.ts'
import type { PairArgument } from './pair-functions.ts'

/**
 * Finds the values that an argument of a pair function stands for, over the distinct things that
 * a comparison compares: `parts[column][thing]` are their values' codes. One more thing, past
 * the last, has every part missing.
 */
export function argumentFinder(
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
) {
  const known = new Map<string, PairArgument>()
  return (e: Expression): PairArgument => {
    const name = printExpression(e)
    let found = known.get(name)
    if (!found) {
      if (e.kind === 'column') found = plain(e.name, base, parts, size)
      else if (base.length === 1) found = madeOfOne(e, base[0] as Column, parts, size)
      else found = made(e, base, parts, size)
      known.set(name, found)
    }
    return found
  }
}

function plain(
  name: string,
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
): PairArgument {
  const at = base.findIndex((c) => c.name === name)
  const { texts } = (base[at] as Column).dictionary
  const codeOf = new Int32Array(size + 1).fill(-1)
  codeOf.set((parts[at] as Int32Array).subarray(0, size))
  return { codeOf, texts, isThing: base.length === 1 && size === texts.length }
}

/** What was made of each dictionary's values: comparing and training ask for the same. */
const ofDictionary = new WeakMap<Dictionary, Map<string, PairArgument>>()

function madeOfOne(
  e: Expression,
  column: Column,
  parts: readonly Int32Array[],
  size: number,
): PairArgument {
  const { dictionary } = column
  const name = `${column.name} ${size} ${printExpression(e)}`
  const known = ofDictionary.get(dictionary) ?? new Map<string, PairArgument>()
  ofDictionary.set(dictionary, known)
  const found = known.get(name) ?? made(e, [column], parts, size)
  known.set(name, found)
  return found
}

function made(
  e: Expression,
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
): PairArgument {
  const coder = new TextCoder()
  const codeOf = new Int32Array(size + 1).fill(-1)
  const [only, ...others] = base as [Column, ...Column[]]
  if (others.length === 0) {
    const valueFor = valueOfOne(e, only.name)
    const own = parts[0] as Int32Array
    for (let i = 0; i < size; i++) {
      const code = own[i] as number
      codeOf[i] = coder.code(valueFor(code < 0 ? null : (only.dictionary.texts[code] as string)))
    }
    return { codeOf, texts: coder.texts }
  }
  const row = new Map<string, string | null>()
  for (let i = 0; i < size; i++) {
    base.forEach((column, c) => {
      const code = (parts[c] as Int32Array)[i] as number
      row.set(column.name, code < 0 ? null : (column.dictionary.texts[code] as string))
    })
    codeOf[i] = coder.code(evaluate(e, row))
  }
  return { codeOf, texts: coder.texts }
}

/** A number for each distinct thing that depends on its values alone: puts two of them in order. */
export function contentRank(
  base: readonly Column[],
  parts: readonly Int32Array[],
  size: number,
): Uint32Array {
  const rank = new Uint32Array(size)
  base.forEach((column, c) => {
    const ofValue = textHashes(column.dictionary)
    const part = parts[c] as Int32Array
    for (let i = 0; i < size; i++) {
      const code = part[i] as number
      rank[i] = mix(rank[i] as number, code < 0 ? 7 : (ofValue[code] as number))
    }
  })
  return rank
}
