import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainPair, link, openExplainer, sumOfParts, waterfallSteps } from '../index.ts'
import { makePeople, peopleModel, putTable, withDatabase } from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

/** Models of every kind that weighs otherwise. */
const MODELS: Record<string, Record<string, unknown>> = {
  plain: {},
  'without frequencies': {
    comparisons: [
      { kind: 'name', column: 'first' },
      { kind: 'date', column: 'born' },
    ],
  },
  'either way': {
    comparisons: [
      { kind: 'either_way', columns: ['first', 'last'], term_frequency: { weight: 0.7 } },
      { kind: 'date', column: 'born', term_frequency: true },
      { kind: 'exact', column: 'code', term_frequency: { minimum_u: 0.01 } },
    ],
  },
  'sources free of duplicates': { sources: { column: 'source', free_of_duplicates: true } },
  'held unless something agrees': { constraints: { needs_one_of: ['first', 'born'] } },
  kin: { training: { relatives: ['last', 'born'] } },
  'own SQL': {
    comparisons: [
      { kind: 'name', column: 'last', term_frequency: true },
      {
        name: 'born',
        columns: ['born'],
        levels: [
          { when: 'missing(born)', missing: true },
          { when: 'equal(born)', term_frequency: 'born' },
          { sql: 'l.born[1:4] = r.born[1:4]', words: 'the same year' },
          'else',
        ],
      },
    ],
  },
}

describe('a pair explained', () => {
  it.each(Object.keys(MODELS))('adds up to what the engine scored: %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 40, max: 120 }),
        async (seed, count) => {
          await withDatabase(async (connection) => {
            await putTable(connection, 'people', makePeople(count, seed), SEEN)
            const model = peopleModel({ thresholds: { match: 0.5, review: 0 }, ...MODELS[name] })
            const options = { model, connection, tables: ['people'] }
            const result = await link({ ...options, explain: true })
            const opened = await openExplainer({ ...options, parameters: result.parameters })
            const pairs = await connection.runAndReadAll(
              `SELECT id_l, id_r, weight, probability FROM "${result.pairs}" ORDER BY hash(id_l || id_r) LIMIT 60`,
            )
            for (const [a, b, weight, probability] of pairs.getRows()) {
              const [x, y] = [String(a), String(b)]
              const explained = await explainPair(result, x, y)
              expect(explained.weight).toBe(Number(weight))
              expect(explained.probability).toBeCloseTo(Number(probability), 12)
              if (explained.correction) {
                expect(Math.abs(sumOfParts(explained) - Number(weight))).toBeLessThan(1e-9)
              } else expect(sumOfParts(explained)).toBe(Number(weight))
              expect(await explainPair(result, y, x)).toEqual(explained)
              expect(await explainPair(opened.explainer, x, y)).toEqual(explained)
              const steps = waterfallSteps(explained)
              expect(steps.at(-2)?.to).toBeCloseTo(explained.weight, 9)
            }
            await opened.close()
          })
        },
      ),
      { numRuns: 4 },
    )
  })

  it('explains a pair that no rule proposes, and a record with itself', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(60, 5)
      await putTable(connection, 'people', people, SEEN)
      const result = await link({
        model: peopleModel(),
        connection,
        tables: ['people'],
        explain: true,
      })
      const [first, ...others] = people
      const stranger = others.find((p) => p.truth !== first?.truth)
      const apart = await explainPair(result, first?.id ?? '', stranger?.id ?? '')
      expect(apart.probability).toBeLessThan(0.01)
      const itself = await explainPair(result, first?.id ?? '', first?.id ?? '')
      expect(itself.weight).toBeGreaterThan(0)
    })
  })

  it('says where two columns were found exchanged', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(80, 5)
      const [one] = people
      const turned = { ...one, id: 'turned', first: one?.last, last: one?.first }
      await putTable(connection, 'people', [...people, turned], SEEN)
      const model = peopleModel(MODELS['either way'])
      const result = await link({ model, connection, tables: ['people'], explain: true })
      const exchanged = async (id: string) =>
        (await explainPair(result, one?.id ?? '', id)).parts.map((p) => p.exchangedWith)
      expect(await exchanged('turned')).toEqual(['last', 'first', null, null])
      expect(await exchanged(one?.id ?? '')).toEqual([null, null, null, null])
    })
  })

  it('says how many hold what two records share', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(60, 5).map((p, i) => ({ ...p, last: i < 2 ? 'zwingli' : 'smith' }))
      await putTable(connection, 'people', people, SEEN)
      const result = await link({
        model: peopleModel(),
        connection,
        tables: ['people'],
        explain: true,
      })
      const [a, b] = people
      const { parts } = await explainPair(result, a?.id ?? '', b?.id ?? '')
      const last = parts.find((p) => p.comparison === 'last')
      expect(last?.valueShare).toBeCloseTo(2 / people.length, 9)
      expect(last?.frequencyBits).toBeGreaterThan(0)
    })
  })

  it('refuses what it cannot explain, without naming a record', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(20, 5), SEEN)
      const options = { model: peopleModel(), connection, tables: ['people'] }
      const unprepared = await link(options)
      await expect(explainPair(unprepared, 'a-0', 'b-0')).rejects.toThrow(/explain: true/)
      const prepared = await link({ ...options, explain: true })
      const refused = explainPair(prepared, 'Zelda', 'b-0')
      await expect(refused).rejects.toMatchObject({ code: 'input-invalid' })
      await expect(refused).rejects.not.toThrow(/Zelda/)
    })
  })
})
