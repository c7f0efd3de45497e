import { describe, expect, it } from 'vitest'
import { explainPair, link, parseModel, sayExplanation, sumOfParts } from '../index.ts'
import { makePeople, peopleModel, putTable, withDatabase } from '../testing/people.ts'

const held = (hold: 'apart' | 'ask') =>
  peopleModel({
    // A prior that would join anything: only the rule stands between two records.
    training: { prior: { probability: 0.3 } },
    thresholds: { match: 0.9, review: 0 },
    blocking: ['code'],
    comparisons: [
      { kind: 'exact', column: 'code' },
      {
        name: 'born',
        levels: [
          { when: 'missing(born)', missing: true },
          { when: 'equal(born)' },
          { when: 'else', words: 'different birth date', hold },
        ],
      },
    ],
  })

describe('levels that hold a pair, whatever it weighs otherwise', () => {
  it.each([
    ['apart', -4],
    ['ask', Math.log2(9) - 1],
  ] as const)('%s: no pair weighs more than %f bits', async (hold, most) => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(200, 3))
      const options = { model: held(hold), connection, tables: ['people'] }
      const result = await link({ ...options, explain: true })
      const reader = await connection.runAndReadAll(
        `select id_l, id_r, weight from "${result.pairs}" where level_born = 2 order by weight desc`,
      )
      const pairs = reader.getRows().map(([l, r, weight]) => [String(l), String(r), Number(weight)])
      expect(pairs.length).toBeGreaterThan(20)
      const [left, right, weight] = pairs[0] as [string, string, number]
      expect(weight).toBeLessThanOrEqual(most + 1e-9)
      const why = await explainPair(result, left, right)
      expect(why.correction?.reason).toBe('held')
      expect(why.parts.find(({ comparison }) => comparison === 'born')?.side).toBe('against')
      expect(sayExplanation(why).verdict).toMatch(/a person has to decide/)
      expect(sumOfParts(why)).toBeCloseTo(weight, 9)
    })
  })

  it('refuses a word that is neither', () => {
    const file = {
      columns: { born: 'born' },
      blocking: ['born'],
      comparisons: [{ name: 'born', levels: [{ when: 'equal(born)', hold: 'never' }, 'else'] }],
    }
    expect(() => parseModel(file, 'here')).toThrow(/comparisons.0.levels.0/)
  })
})
