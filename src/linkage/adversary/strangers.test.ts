import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link, parseModel } from '../index.ts'
import { numbersFrom, putTable, withDatabase } from '../testing/people.ts'

describe('people who have nothing in common', () => {
  it('stay apart, however few they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 25 }),
        fc.constantFrom('average', 'best_first', 'components'),
        async (seed, count, method) => {
          const next = numbersFrom(seed)
          const word = () =>
            Array.from({ length: 8 }, () => 'abcdefghijklmnopqrstuvwxyz'[next(26)]).join('')
          const rows = Array.from({ length: count }, (_, i) => ({
            id: `r${i}`,
            first: word(),
            last: word(),
            // Far enough apart that no two are alike.
            born: `${1900 + 4 * i}-${String(1 + ((i * 5) % 12)).padStart(2, '0')}-${String(1 + ((i * 11) % 28)).padStart(2, '0')}`,
          }))
          await withDatabase(async (connection) => {
            await putTable(connection, 't', rows)
            const model = parseModel({
              columns: { first: 'first', last: 'last', born: 'date(born)' },
              blocking: ['everything'],
              comparisons: [
                { kind: 'name', column: 'first' },
                { kind: 'name', column: 'last' },
                { kind: 'date', column: 'born' },
              ],
              clusters: { method },
            })
            const result = await link({ model, connection, tables: ['t'] })
            expect(result.counts.clusters).toBe(count)
          })
        },
      ),
      { numRuns: 40 },
    )
  })
})
