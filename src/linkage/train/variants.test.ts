import { describe, expect, it } from 'vitest'
import { link } from '../index.ts'
import {
  makePeople,
  numbersFrom,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

/** People of whom one list knows some by a short form that no likeness would find. */
function makeNamed(seed: number) {
  const next = numbersFrom(seed)
  const forms = new Map<string, string>()
  return makePeople(300, seed).map((p) => {
    if (!forms.has(p.truth)) forms.set(p.truth, next(4) === 0 ? 'margaret' : '')
    if (forms.get(p.truth) === '' || p.first === null) return p
    return { ...p, first: p.source === 'b' ? 'peggy' : 'margaret' }
  })
}

const model = () =>
  peopleModel({
    comparisons: [
      { kind: 'name', column: 'first', term_frequency: true, learn_variants: true },
      { kind: 'name', column: 'last', term_frequency: true },
      { kind: 'date', column: 'born' },
      { kind: 'exact', column: 'code' },
    ],
  })

describe('learnt variants', () => {
  it('are found in the data and kept in the parameters', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makeNamed(4), SEEN)
      const options = { model: model(), connection, tables: ['people'] }
      const result = await link(options)
      expect(result.parameters.variants?.['first']).toContainEqual(['margaret', 'peggy'])
      const level = result.parameters.comparisons[0]?.levels[2]
      expect(Math.log2((level?.m ?? 0) / (level?.u ?? 1))).toBeGreaterThan(1)
      const frozen = await link({ ...options, parameters: result.parameters })
      expect(await readPartition(connection, frozen.clusters)).toEqual(
        await readPartition(connection, result.clusters),
      )
    })
  })

  it('are none where nothing keeps coming together', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(12, 4), SEEN)
      const result = await link({ model: model(), connection, tables: ['people'] })
      expect(result.parameters.variants).toBeUndefined()
    })
  })
})
