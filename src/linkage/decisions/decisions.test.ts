import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges } from '../increment/apply-changes.ts'
import { findContradictions } from '../increment/decisions-by-id.ts'
import { openIndex } from '../increment/open-index.ts'
import { link } from '../link.ts'
import { makePeople, numbersFrom, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import { type ClericalSample, drawClericalSample } from './clerical-sample.ts'
import { shareOfSums, sumOf, wilson } from './intervals.ts'
import { learnFromDecisions } from './learn-from-decisions.ts'
import { type ClericalAnswer, suggestThresholds } from './suggest-thresholds.ts'

const COLUMNS = ['id', 'source', 'first', 'last', 'born', 'code']

describe('decisions that cannot hold', () => {
  const contradictory = {
    same: [
      ['a', 'b'],
      ['b', 'c'],
      ['x', 'y'],
    ] as [string, string][],
    notSame: [
      ['c', 'a'],
      ['x', 'z'],
    ] as [string, string][],
  }

  it('are named, with the chain that joins what is not the same', () => {
    expect(findContradictions(contradictory)).toEqual([
      { notSame: ['c', 'a'], joinedBy: ['c', 'b', 'a'] },
    ])
    expect(findContradictions({ same: [], notSame: [['a', 'a']] })).toHaveLength(1)
    expect(findContradictions({ ...contradictory, notSame: [['a', 'x']] })).toEqual([])
  })

  it('are refused before anything is changed, by an index too', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(40, 3), COLUMNS)
      const options = { model: peopleModel(), connection, tables: ['people'] }
      await expect(openIndex({ ...options, decisions: contradictory })).rejects.toMatchObject({
        code: 'decisions-contradict',
      })
      const { index } = await openIndex(options)
      const before = [...index.partition()]
      await expect(
        applyChanges(index, { connection, decisions: contradictory }),
      ).rejects.toMatchObject({
        code: 'decisions-contradict',
        message: expect.stringContaining('in one place'),
      })
      expect([...index.partition()]).toEqual(before)
      expect((await applyChanges(index, { connection })).changes).toEqual([])
    })
  })

  it('one about a record that is gone is told, kept, and holds again when it comes back', async () => {
    await withDatabase(async (connection) => {
      const people = ['a', 'b'].map((id) => ({ id, first: id, last: id, born: null, code: null }))
      await putTable(connection, 'people', [...people, ...makePeople(40, 3)], COLUMNS)
      const { index } = await openIndex({ model: peopleModel(), connection, tables: ['people'] })
      const decisions = { same: [['a', 'b']] as const, notSame: [] }
      const decided = await applyChanges(index, { connection, decisions })
      expect(decided.changes).toMatchObject([{ kind: 'joined', after: [{ members: ['a', 'b'] }] }])
      const gone = await applyChanges(index, { connection, removed: ['b'] })
      expect(gone.changes).toMatchObject([{ kind: 'shrunk', after: [{ members: ['a'] }] }])
      expect(gone.warnings).toMatchObject([{ code: 'decision-about-missing-record' }])
      await putTable(connection, 'back', people.slice(1), COLUMNS)
      const back = await applyChanges(index, { connection, tables: ['back'] })
      expect(back.changes).toMatchObject([{ kind: 'grown', after: [{ members: ['a', 'b'] }] }])
      expect(back.warnings).toEqual([])
    })
  })

  it('one that tears a cluster of 500 apart splits it, and is one change with two parts', async () => {
    await withDatabase(async (connection) => {
      const person = { first: 'Amara', last: 'Adeyemi', born: '2014-05-03' }
      const many = Array.from({ length: 500 }, (_, i) => ({
        id: `m${String(i).padStart(3, '0')}`,
        ...person,
        code: 'P1',
      }))
      await putTable(connection, 'people', makePeople(200, 3), COLUMNS)
      const model = peopleModel()
      const taught = (await openIndex({ model, connection, tables: ['people'] })).index.basis
      const { parameters, frequencies } = taught
      await putTable(connection, 'people', [...many, ...makePeople(60, 3)], COLUMNS)
      const frozen = { model, connection, tables: ['people'], parameters, frequencies }
      const { index } = await openIndex(frozen)
      expect(index.clusterOf('m000')).toHaveLength(500)
      const decisions = { same: [], notSame: [['m000', 'm499']] as const }
      const torn = await applyChanges(index, { connection, decisions })
      expect(torn.changes).toHaveLength(1)
      const [change] = torn.changes
      expect(change?.kind).toBe('split')
      expect(change?.before.map((c) => c.members.length)).toEqual([500])
      expect(change?.after.flatMap((c) => c.members)).toHaveLength(500)
      expect(index.clusterOf('m000')).not.toContain('m499')
      // Withdrawn, all is as it was.
      const mended = await applyChanges(index, {
        connection,
        decisions: { same: [], notSame: [] },
      })
      expect(mended.changes).toMatchObject([{ kind: 'joined' }])
      expect(index.clusterOf('m000')).toHaveLength(500)
    })
  })
})

describe('intervals', () => {
  it('are those of Wilson, and no point where all or none are hits', () => {
    const { low, high } = wilson(8, 10)
    expect(low).toBeCloseTo(0.4902, 4)
    expect(high).toBeCloseTo(0.9433, 4)
    expect(wilson(20, 20)).toMatchObject({ value: 1, low: expect.closeTo(0.8389, 4), high: 1 })
    expect(wilson(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) })
    expect(wilson(0, 0)).toEqual({ value: Number.NaN, low: 0, high: 1 })
  })

  it('of one part are that part’s own, and hold their value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }), (a, b) => {
        const own = wilson(Math.min(a, b), b)
        const sum = sumOf([{ times: 3, estimate: own }])
        expect(sum.low).toBeCloseTo(3 * own.low, 9)
        expect(sum.high).toBeCloseTo(3 * own.high, 9)
        const share = shareOfSums([{ times: 2, estimate: own }], [{ times: 5, estimate: own }])
        if (!Number.isNaN(share.value)) {
          expect(share.low).toBeLessThanOrEqual(share.value)
          expect(share.high).toBeGreaterThanOrEqual(share.value)
        }
      }),
    )
  })

  it('hold the truth about 95 times in a hundred, strata drawn at different rates', () => {
    const next = numbersFrom(77)
    let held = 0
    let recalled = 0
    for (let round = 0; round < 1000; round++) {
      const strata = [9000, 700, 4000].map((pairs) => ({
        pairs,
        same: next(1001) / 1000,
        each: 30,
      }))
      const total = strata.reduce((n, s) => n + s.pairs, 0)
      const truth = strata.reduce((n, s) => n + s.pairs * s.same, 0) / total
      const high = strata.slice(1).reduce((n, s) => n + s.pairs * s.same, 0)
      const parts = strata.map(({ pairs, same, each }) => {
        let hits = 0
        for (let i = 0; i < each; i++) if (next(1_000_000) < same * 1e6) hits++
        return { times: pairs, estimate: wilson(hits, each) }
      })
      const sum = sumOf(parts.map((p) => ({ ...p, times: p.times / total })))
      if (sum.low <= truth && truth <= sum.high) held++
      const recall = shareOfSums(parts.slice(1), parts.slice(0, 1))
      const whole = high / (truth * total)
      if (recall.low <= whole && whole <= recall.high) recalled++
    }
    expect(held).toBeGreaterThan(920)
    expect(held).toBeLessThan(995)
    expect(recalled).toBeGreaterThan(920)
  })
})

/** Strata with so many pairs, of which so many were drawn and so many said to be the same. */
function sampleOf(strata: [from: number, pairs: number, drawn: number, same: number][]) {
  const sample: ClericalSample = {
    strata: strata.map(([from, pairs]) => ({ from, to: from + 2, pairs })),
    pairs: strata.flatMap(([from, , drawn], stratum) =>
      Array.from({ length: drawn }, (_, i) => ({
        left: `l${stratum}.${i}`,
        right: `r${stratum}.${i}`,
        weight: from + 1,
        stratum,
      })),
    ),
  }
  const answers = strata.flatMap(([, , drawn, same], stratum) =>
    Array.from(
      { length: drawn },
      (_, i): ClericalAnswer => ({
        left: `r${stratum}.${i}`,
        right: `l${stratum}.${i}`,
        answer: i < same ? 'same' : 'not_same',
      }),
    ),
  )
  return { sample, answers }
}

describe('thresholds from a clerical sample', () => {
  it('are the lowest that is surely precise and the highest below which surely little is missed', () => {
    const { sample, answers } = sampleOf([
      [-6, 5000, 300, 0],
      [-2, 400, 200, 20],
      [4, 600, 200, 150],
      [10, 9000, 500, 500],
    ])
    const found = suggestThresholds(sample, answers, { precision: 0.98, missed: 0.01 })
    expect(found.table.map((t) => t.weight)).toEqual([10, 4, -2, -6])
    expect(found.match?.weight).toBe(10)
    expect(found.match?.precision.low).toBeGreaterThan(0.98)
    expect(found.review?.weight).toBe(-2)
    expect(found.table[1]?.precision.value).toBeCloseTo((9000 + 450) / 9600, 9)
    expect(found.notes).toEqual([])
  })

  it('are none where the sample is too small, and say how large it would have to be', () => {
    const { sample, answers } = sampleOf([
      [0, 50, 10, 2],
      [10, 9000, 20, 20],
    ])
    const found = suggestThresholds(sample, answers)
    expect(found.match).toBeNull()
    expect(found.notes.join(' ')).toContain('about 381 pairs')
    expect(suggestThresholds(sample, []).notes.join(' ')).toContain('2 of 2 strata')
  })

  it('refuse an answer about another pair, or a second one', () => {
    const { sample, answers } = sampleOf([[0, 50, 10, 2]])
    const stranger: ClericalAnswer = { left: 'x', right: 'y', answer: 'same' }
    for (const wrong of [[stranger], [...answers, ...answers.slice(0, 1)]])
      expect(() => suggestThresholds(sample, wrong)).toThrow('not in the sample')
  })

  it('the sample is drawn from every stretch of weights, the same each time', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(400, 21)
      await putTable(connection, 'people', people, COLUMNS)
      const model = peopleModel({ blocking: ['born', 'code'], thresholds: { review: 1e-9 } })
      const run = await link({ model, connection, tables: ['people'] })
      const sample = await drawClericalSample(connection, run.pairs, { each: 15, width: 3 })
      expect(await drawClericalSample(connection, run.pairs, { each: 15, width: 3 })).toEqual(
        sample,
      )
      const other = await drawClericalSample(connection, run.pairs, { each: 15, width: 3, seed: 2 })
      expect(other.strata).toEqual(sample.strata)
      expect(other.pairs).not.toEqual(sample.pairs)
      const counted = await connection.runAndReadAll(`SELECT count(*) FROM "${run.pairs}"`)
      const all = sample.strata.reduce((n, s) => n + s.pairs, 0)
      expect(all).toBe(Number(counted.getRows()[0]?.[0]))
      for (const [i, { from, to, pairs }] of sample.strata.entries()) {
        const own = sample.pairs.filter((p) => p.stratum === i)
        expect(own).toHaveLength(Math.min(15, pairs))
        for (const { weight } of own) expect(weight >= from && weight < to).toBe(true)
      }
      const truth = new Map(people.map((p) => [p.id, p.truth]))
      const answers = sample.pairs.map(
        ({ left, right }): ClericalAnswer => ({
          left,
          right,
          answer: truth.get(left) === truth.get(right) ? 'same' : 'not_same',
        }),
      )
      const { table } = suggestThresholds(sample, answers)
      const highest = table[0]
      const lowest = table.at(-1)
      expect(highest?.precision.value).toBeGreaterThan(lowest?.precision.value ?? 1)
      expect(lowest?.recall.value).toBe(1)
    })
  })
})

describe('m learnt from decisions', () => {
  it('goes to what many decisions show, and hardly moves for a few', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(500, 13)
      await putTable(connection, 'people', people, COLUMNS)
      const model = peopleModel()
      const tables = ['people']
      const { parameters } = await link({ model, connection, tables })
      const byTruth = Map.groupBy(people, (p) => p.truth)
      const same = [...byTruth.values()].flatMap((own): [string, string][] => {
        const [a, b] = own
        return a && b ? [[a.id, b.id]] : []
      })
      const given = { model, connection, tables, parameters }
      const many = await learnFromDecisions({ ...given, decisions: { same, notSame: [] } })
      expect(many.used).toBe(same.length)
      const agree = (list: [string, string][]) => {
        const of = new Map(people.map((p) => [p.id, p]))
        const both = list.filter(([a, b]) => of.get(a)?.code && of.get(b)?.code)
        return both.filter(([a, b]) => of.get(a)?.code === of.get(b)?.code).length / both.length
      }
      const codeM = (p: typeof parameters) => p.comparisons[3]?.levels[1]?.m ?? Number.NaN
      expect(agree(same)).toBe(1)
      expect(1 - codeM(many.parameters)).toBeLessThan(1 - codeM(parameters) + 1e-9)
      for (const { levels } of many.parameters.comparisons)
        expect(levels.reduce((sum, l) => sum + (l.m ?? 0), 0)).toBeCloseTo(1, 6)
      const wrong = people
        .slice(0, 8)
        .map((p, i): [string, string] => [p.id, people[people.length - 1 - i]?.id ?? ''])
      const few = await learnFromDecisions({
        ...given,
        decisions: { same: [...wrong, ['a-1', 'nobody']], notSame: [] },
      })
      expect(few.warnings.map((w) => w.code)).toEqual([
        'decision-about-missing-record',
        'few-decisions',
      ])
      expect(codeM(parameters) - codeM(few.parameters)).toBeGreaterThan(0.01)
      expect(codeM(parameters) - codeM(few.parameters)).toBeLessThan(0.2)
    })
  })

  it('counts a decision for as many pairs as it stands for', async () => {
    await withDatabase(async (connection) => {
      const twins = (id: string, code: string | null) => ({
        id,
        first: 'Mia',
        last: 'Okafor',
        born: '2014-02-03',
        code,
      })
      const rows = [twins('a', 'P1'), twins('b', 'P1'), twins('c', 'P2'), twins('d', 'P3')]
      await putTable(connection, 'people', [...rows, ...makePeople(60, 4)], COLUMNS)
      const model = peopleModel()
      const tables = ['people']
      const { parameters } = await link({ model, connection, tables })
      const decisions = {
        same: [
          ['a', 'b'],
          ['c', 'd'],
        ] as [string, string][],
        notSame: [],
      }
      const learn = async (stands: number[]) => {
        const given = { model, connection, tables, parameters, decisions, behind: 0, stands }
        return (await learnFromDecisions(given)).parameters.comparisons[3]?.levels[1]?.m
      }
      expect(await learn([1, 1])).toBeCloseTo(0.5, 9)
      expect(await learn([9, 1])).toBeCloseTo(0.9, 9)
      await expect(learn([1])).rejects.toMatchObject({ code: 'input-invalid' })
    })
  })
})
