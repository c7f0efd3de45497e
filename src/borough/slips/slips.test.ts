import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, isIsoDate } from '#kernel'
import { createRandom } from '../random.ts'
import { canSwapDayAndMonth, firstOfJanuary, slipInDate, swapDayAndMonth } from './misdate.ts'
import { misspell } from './misspell.ts'

describe('misspell', () => {
  it.each(['Thompson', 'Khan', "O'Neill", 'Wójcik', 'Ali', 'Ng-Lau'])(
    'changes %s a little',
    (name) => {
      for (let seed = 0; seed < 200; seed++) {
        const slipped = misspell(createRandom(String(seed)), name)
        expect(slipped).not.toBe(name)
        expect(Math.abs(slipped.length - name.length)).toBeLessThanOrEqual(1)
      }
    },
  )

  it('leaves what is too short to be recognised after a slip', () => {
    expect(misspell(createRandom('1'), 'Ng')).toBe('Ng')
  })

  it('mostly spares the first letter', () => {
    const spared = Array.from({ length: 1000 }, (_, seed) =>
      misspell(createRandom(`${seed}`), 'Hussain'),
    )
    expect(spared.filter((name) => name.startsWith('H')).length).toBeGreaterThan(930)
  })
})

describe('slipInDate', () => {
  it('gives another date that exists, and none to come', () => {
    fc.assert(
      fc.property(fc.nat(7000), fc.nat(10_000), (ago, seed) => {
        const date = addDays('2026-11-01', -ago)
        const slipped = slipInDate(createRandom(String(seed)), date, '2026-11-01')
        expect(isIsoDate(slipped)).toBe(true)
        expect(slipped).not.toBe(date)
        expect(slipped <= '2026-11-01').toBe(true)
      }),
    )
  })
})

describe('day and month', () => {
  it.each([
    ['2014-05-03', true],
    ['2014-05-05', false],
    ['2014-05-13', false],
    ['2014-12-01', true],
  ])('of %s can be exchanged: %s', (date, expected) => {
    expect(canSwapDayAndMonth(date)).toBe(expected)
  })

  it('are exchanged, or lost', () => {
    expect(swapDayAndMonth('2014-05-03')).toBe('2014-03-05')
    expect(firstOfJanuary('2014-05-03')).toBe('2014-01-01')
  })
})
