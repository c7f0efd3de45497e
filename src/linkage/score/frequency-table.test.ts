import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSavedModel, saveModel } from '../model/saved-model.ts'
import { Records } from '../records/records.ts'
import { peopleModel } from '../testing/people.ts'
import { freezeFrequencies, makeTermFrequencies } from './term-frequencies.ts'

/** Records of one column each, from plain texts. */
function recordsOf(columns: Record<string, (string | null)[]>): Records {
  const count = Object.values(columns)[0]?.length ?? 0
  return new Records({
    count,
    sources: new Int32Array(count),
    sourceNames: ['one'],
    columns: Object.entries(columns).map(([name, values]) => {
      const texts = [...new Set(values.filter((v) => v !== null))]
      const codes = Int32Array.from(values, (v) => (v === null ? -1 : texts.indexOf(v)))
      const counts = Int32Array.from(texts, (t) => values.filter((v) => v === t).length)
      return { name, codes, dictionary: { texts, counts } }
    }),
  })
}

const before = recordsOf({
  first: ['ann', 'ann', 'ann', 'bo'],
  last: ['li', 'li', 'oak', null],
  born: ['a', 'b', 'c', 'd'],
  code: ['x', 'y', 'z', 'x'],
})
const after = recordsOf({
  first: ['bo', 'bo', 'cy', 'ann'],
  last: ['li', 'elm', 'oak', null],
  born: ['a', 'b', 'c', 'd'],
  code: ['x', 'y', 'z', 'x'],
})

describe('frozen frequencies', () => {
  it('give a value the share that it had when they were frozen; a new one counts as one', () => {
    const model = peopleModel()
    const frozen = freezeFrequencies(model, before, new Map())
    const then = makeTermFrequencies(model, before, new Map())
    const now = makeTermFrequencies(model, after, new Map(), frozen)
    const level = 1
    expect(now.rarity(0, level, 3, 3)).toBe(then.rarity(0, level, 0, 0))
    expect(now.rarity(0, level, 0, 1)).toBe(then.rarity(0, level, 3, 3))
    expect(now.rarity(0, level, 2, 2)).toBe(2)
    expect(now.rarity(1, level, 1, 1)).toBeCloseTo(Math.log2(3), 12)
  })

  it('freeze two values as one, either way round', () => {
    const comparisons = [
      {
        name: 'both',
        levels: [
          { when: 'equal(unordered(first, last))', term_frequency: 'unordered(first, last)' },
          'else',
        ],
      },
    ]
    const model = peopleModel({ comparisons })
    const frozen = freezeFrequencies(model, before, new Map())
    const then = makeTermFrequencies(model, before, new Map())
    expect(then.rarity(0, 0, 0, 1)).toBeCloseTo(Math.log2(3 / 2), 12)
    const swapped = recordsOf({ first: ['li'], last: ['ann'], born: ['a'], code: ['x'] })
    const now = makeTermFrequencies(model, swapped, new Map(), frozen)
    expect(now.rarity(0, 0, 0, 0)).toBe(then.rarity(0, 0, 0, 1))
  })

  it('are refused by a model that asks for another column', () => {
    const frozen = freezeFrequencies(peopleModel(), before, new Map())
    const other = peopleModel({
      comparisons: [{ kind: 'exact', column: 'code', term_frequency: true }],
    })
    expect(() => makeTermFrequencies(other, after, new Map(), frozen)).toThrow(
      'The frozen frequencies lack "code"',
    )
  })

  it('are saved beside the parameters and come back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kith-frequencies-'))
    try {
      const model = peopleModel()
      const frozen = freezeFrequencies(model, before, new Map())
      const parameters = {
        version: 1 as const,
        model: model.name,
        prior: 0.01,
        comparisons: model.comparisons.map((c) => ({
          name: c.name,
          levels: c.levels.map((l) => ({ words: l.words, m: null, u: null })),
        })),
      }
      await saveModel(join(folder, 'a.json'), model, parameters, frozen)
      expect((await readSavedModel(join(folder, 'a.json'))).frequencies).toEqual(frozen)
      await saveModel(join(folder, 'b.json'), model, parameters)
      expect((await readSavedModel(join(folder, 'b.json'))).frequencies).toBeUndefined()
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
