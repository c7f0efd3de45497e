import { describe, expect, it } from 'vitest'
import { link, parseModel, scoreClusters } from '../index.ts'
import { numbersFrom, putTable, withDatabase } from '../testing/people.ts'

/** Families of two to four children, each child in one to three lists; they share name and home. */
function makeFamilies(count: number, seed: number) {
  const next = numbersFrom(seed)
  const given = Array.from(
    { length: 150 },
    (_, i) =>
      `g${String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 23), 97 + ((i * 11) % 19))}${'aeiou'.charAt(i % 5)}n`,
  )
  const rows: Record<string, string>[] = []
  for (let f = 0; f < count; f++) {
    const family = `fam${String.fromCharCode(97 + next(26), 97 + next(26), 97 + next(26))}`
    const postcode = `AB${1 + next(9)} ${1 + next(9)}${String.fromCharCode(65 + next(26), 65 + next(26))}`
    const children = 2 + next(3)
    for (let c = 0; c < children; c++) {
      const child = {
        given: given[next(given.length)] as string,
        born: `${2005 + next(15)}-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`,
      }
      const lists = 1 + next(3)
      for (let k = 0; k < lists; k++) {
        const slip = next(6) === 0 ? `${child.given.slice(0, -1)}m` : child.given
        rows.push({
          id: `${f}-${c}-${k}`,
          list: String(k),
          given: slip,
          family,
          born: child.born,
          postcode,
          truth: `${f}-${c}`,
        })
      }
    }
  }
  return rows
}

const model = (changes: Record<string, unknown>) =>
  parseModel({
    columns: {
      given: 'name(given)',
      family: 'name(family)',
      born: 'date(born)',
      postcode: 'postcode(postcode)',
    },
    blocking: [
      ['family', 'postcode'],
      ['given', 'born'],
      ['family', 'born'],
    ],
    comparisons: [
      { kind: 'name', column: 'given', term_frequency: true },
      { kind: 'name', column: 'family', term_frequency: true },
      { kind: 'date', column: 'born' },
      { kind: 'postcode', column: 'postcode' },
    ],
    ...changes,
  })

describe('brothers and sisters', () => {
  it('are told from matches where the model says what kin share', async () => {
    await withDatabase(async (connection) => {
      const rows = makeFamilies(400, 5)
      await putTable(connection, 't', rows)
      const named = model({ training: { relatives: ['family', 'postcode'] } })
      const result = await link({ model: named, connection, tables: ['t'] })
      const scores = await scoreClusters(connection, result.clusters, 't')
      expect(result.parameters.kin?.shares[1]?.[1]).toBeGreaterThan(0.9)
      expect(result.parameters.kin?.shares[0]?.[1]).toBeLessThan(0.1)
      expect(scores.precision).toBeGreaterThan(0.97)
      expect(scores.recall).toBeGreaterThan(0.95)
    })
  })

  it('leave alone what the model fixes of matches and of strangers', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 't', makeFamilies(400, 5))
      const comparisons = [
        {
          name: 'given',
          levels: [
            { when: 'missing(given)', missing: true },
            'equal(given)',
            { when: 'jaro_winkler(given) >= 0.85', u: 0.013 },
            { when: 'else', m: 0.02 },
          ],
        },
        { kind: 'name', column: 'family' },
        { kind: 'date', column: 'born' },
        { kind: 'postcode', column: 'postcode' },
      ]
      const named = model({ comparisons, training: { relatives: ['family', 'postcode'] } })
      const { parameters } = await link({ model: named, connection, tables: ['t'] })
      const levels = parameters.comparisons[0]?.levels ?? []
      expect(levels[3]?.m).toBe(0.02)
      expect(levels[2]?.u).toBe(0.013)
      // Kin are another class: what is fixed of matches is not fixed of them.
      expect(parameters.kin?.shares[0]?.[3]).toBeGreaterThan(0.5)
    })
  })

  it('are told from matches by the pairs inside sources free of duplicates', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 't', makeFamilies(400, 5))
      const sources = { column: 'list', free_of_duplicates: true }
      const result = await link({ model: model({ sources }), connection, tables: ['t'] })
      const scores = await scoreClusters(connection, result.clusters, 't')
      expect(result.parameters.patterns?.length).toBeGreaterThan(10)
      expect(scores.precision).toBeGreaterThan(0.98)
      expect(scores.recall).toBeGreaterThan(0.97)
      const wrong = async (pairs: string): Promise<number> => {
        const reader = await connection.runAndReadAll(
          `SELECT count(*) FROM "${pairs}" p JOIN t a ON a.id = p.id_l JOIN t b ON b.id = p.id_r WHERE p.weight > 0 AND a.truth <> b.truth`,
        )
        return Number(reader.getRows()[0]?.[0])
      }
      const untaught = model({ sources, training: { from_apart: false } })
      const without = await link({ model: untaught, connection, tables: ['t'] })
      expect(await wrong(result.pairs)).toBeLessThan((await wrong(without.pairs)) / 3)
    })
  })

  it('are never joined on the household alone where the model asks for more', async () => {
    await withDatabase(async (connection) => {
      const rows = makeFamilies(150, 6)
      await putTable(connection, 't', rows)
      // A prior that would join anything: only the constraint stands between siblings.
      const eager = {
        training: { prior: { probability: 0.2 } },
        thresholds: { match: 0.5, review: 0 },
      }
      const held = model({ ...eager, constraints: { needs_one_of: ['given', 'born'] } })
      const result = await link({ model: held, connection, tables: ['t'], parts: true })
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FILTER (WHERE weight > 0), count(*), max(abs(correction)) FROM "${result.pairs}" WHERE level_given = ${(held.comparisons[0]?.levels.length as number) - 1} AND level_born = ${(held.comparisons[2]?.levels.length as number) - 1}`,
      )
      const [joined, all, correction] = (reader.getRows()[0] ?? []).map(Number)
      expect(all).toBeGreaterThan(100)
      expect(joined).toBe(0)
      expect(correction).toBeGreaterThan(0)
    })
  })

  it('refuses names that are no comparisons', () => {
    expect(() => model({ training: { relatives: ['house'] } })).toThrow(
      /training.relatives names "house"/,
    )
    expect(() => model({ constraints: { needs_one_of: ['house'] } })).toThrow(
      /needs_one_of names "house"/,
    )
  })
})
