import { describe, expect, it } from 'vitest'
import { Patterns } from './patterns.ts'

describe('patterns', () => {
  it('tell any number of comparisons apart, one by one and many at a time', () => {
    const patterns = new Patterns(Array.from({ length: 40 }, () => 7))
    const shown = Array.from({ length: 500 }, (_, i) =>
      Uint8Array.from({ length: 40 }, (_, c) => (c < 37 ? 3 : Math.floor(i / 7 ** (c - 37)) % 7)),
    )
    const distinct = new Set(shown.map((levels) => levels.join())).size
    const numbers = shown.map((levels) => patterns.number(levels))
    expect(new Set(numbers).size).toBe(distinct)
    expect(patterns.size).toBe(distinct)
    const at = new Int32Array(shown.length)
    for (let c = 0; c < 40; c++)
      patterns.follow(
        c,
        at,
        Uint8Array.from(shown, (levels) => levels[c] as number),
        shown.length,
      )
    expect([...at]).toEqual(numbers)
    expect(() => patterns.key(patterns.levels)).toThrow(/from_apart: false/)
  })
})
