import { ARRAY_SEPARATOR } from '../model/value-functions.ts'
import { type Column, TextCoder } from './column.ts'

/** The elements of each distinct value of an array column, as codes without repeats. */
export function elementsOf(column: Column): { lists: Int32Array[]; size: number; texts: string[] } {
  const coder = new TextCoder()
  const lists = column.dictionary.texts.map((text) => {
    const parts = new Set(text.split(ARRAY_SEPARATOR).filter((p) => p !== ''))
    return Int32Array.from([...parts], (p) => coder.code(p))
  })
  return { lists, size: coder.texts.length, texts: coder.texts }
}
