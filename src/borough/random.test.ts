import { describe, expect, it } from 'vitest'
import { createRandom, weigh } from './random.ts'

describe('createRandom', () => {
  it('gives the same numbers for the same seed, on every machine', () => {
    const random = createRandom('kith')
    expect([0, 1, 2].map(() => random.between(0, 999_999))).toEqual([565_392, 670_576, 656_618])
  })

  it('gives other numbers for another seed', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next)
    expect(draw('1')).not.toEqual(draw('2'))
  })

  it('keeps forks apart from what was drawn before', () => {
    const fresh = createRandom('1')
    const used = createRandom('1')
    for (let i = 0; i < 100; i++) used.next()
    expect(used.fork('police').next()).toBe(fresh.fork('police').next())
    expect(fresh.fork('police').next()).not.toBe(fresh.fork('charity').next())
  })

  it('spreads evenly', () => {
    const random = createRandom('even')
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 50_000; i++) {
      const at = random.between(0, 4)
      counts[at] = (counts[at] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })

  it('follows weights', () => {
    const random = createRandom('weights')
    const table = weigh([
      ['common', 9],
      ['rare', 1],
    ] as const)
    let rare = 0
    for (let i = 0; i < 10_000; i++) if (random.weighted(table) === 'rare') rare++
    expect(Math.abs(rare - 1000)).toBeLessThan(120)
  })

  it('shuffles without losing anything', () => {
    const list = Array.from({ length: 50 }, (_, i) => i)
    const mixed = createRandom('mix').shuffled(list)
    expect(mixed).not.toEqual(list)
    expect([...mixed].sort((a, b) => a - b)).toEqual(list)
  })

  it('refuses to pick from nothing', () => {
    expect(() => createRandom('x').pick([])).toThrow(RangeError)
  })
})
