import { describe, expect, it } from 'vitest'
import { analyseBlocking } from '../blocking/analyse-blocking.ts'
import { link } from '../link.ts'
import { parseModel } from '../model/read-model.ts'
import { makePeople, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import { suggestBlocking } from './suggest-blocking.ts'

const COLUMNS = ['id', 'source', 'first', 'last', 'born', 'code']

describe('suggested blocking rules', () => {
  it('cost and add what they are said to once the model has them', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(700, 41), COLUMNS)
      const tables = ['people']
      const model = peopleModel({ blocking: [['first', 'last']] })
      const { parameters } = await link({ model, connection, tables })
      const options = { model, connection, tables, parameters, sampled: 1e6 }
      const found = await suggestBlocking({ ...options, limit: 3 })
      expect(found.rules.length).toBeGreaterThan(0)
      expect(found.examined).toBeGreaterThan(5)
      expect(await suggestBlocking({ ...options, limit: 3 })).toEqual(found)
      const file = { ...model.file, blocking: [['first', 'last'], ...found.rules.map((r) => r.on)] }
      const better = parseModel(file)
      const analysis = await analyseBlocking({ model: better, connection, tables })
      const run = await link({ model: better, connection, tables, parameters })
      const byRule = await connection.runAndReadAll(
        `SELECT rule, count(*)::DOUBLE FROM "${run.pairs}" WHERE probability >= 0.5 GROUP BY rule`,
      )
      const matches = new Map(byRule.getRows().map(([rule, n]) => [Number(rule), Number(n)]))
      expect(matches.get(0)).toBe(found.matchesNow)
      found.rules.forEach((rule, i) => {
        const own = analysis[i + 1]
        expect(rule.pairs).toBe(own?.pairsAlone)
        expect(rule.largestBlock).toBe(own?.largestBlock)
        expect(rule.newPairs).toBe(own?.pairsAdded)
        expect(rule.newMatches.value).toBe(matches.get(i + 1))
        expect(rule.newMatches.low).toBeLessThanOrEqual(rule.newMatches.value)
        expect(rule.newMatches.high).toBeGreaterThanOrEqual(rule.newMatches.value)
      })
    })
  })

  it('hold the truth in their interval where they were sampled', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(900, 42), COLUMNS)
      const tables = ['people']
      const model = peopleModel({ blocking: [['first', 'last']] })
      const { parameters } = await link({ model, connection, tables })
      const options = { model, connection, tables, parameters, limit: 1 }
      const [all] = (await suggestBlocking({ ...options, sampled: 1e6 })).rules
      const [some] = (await suggestBlocking({ ...options, sampled: 400 })).rules
      const again = await suggestBlocking({ ...options, sampled: 1e6, limit: 20 })
      const same = [...again.rules, all].find((r) => r?.on.join() === some?.on.join())
      expect(some?.newMatches.high).toBeGreaterThan(some?.newMatches.low ?? 0)
      if (same?.on.join() === all?.on.join()) {
        expect(all?.newMatches.value).toBeGreaterThanOrEqual(some?.newMatches.low ?? 0)
        expect(all?.newMatches.value).toBeLessThanOrEqual(some?.newMatches.high ?? 0)
      }
    })
  })

  it('are none where the model finds everything, and none that would cost too much', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(200, 43), COLUMNS)
      const tables = ['people']
      const everything = peopleModel({ blocking: ['everything'] })
      expect((await suggestBlocking({ model: everything, connection, tables })).rules).toEqual([])
      const model = peopleModel({ blocking: [['first', 'last']] })
      const cheap = await suggestBlocking({ model, connection, tables, mostPairsEach: 0.5 })
      for (const { pairs } of cheap.rules) expect(pairs).toBeLessThanOrEqual(0.5 * 600)
    })
  })
})
