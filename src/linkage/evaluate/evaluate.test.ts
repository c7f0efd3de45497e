import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  analyseBlocking,
  bestThreshold,
  f1Of,
  link,
  readSavedModel,
  saveModel,
  scoreClusters,
  thresholdTable,
} from '../index.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

describe('evaluation', () => {
  it.each([
    [0, 0, 0, 1, 1, 1],
    [0, 5, 5, 0, 0, 0],
    [3, 4, 6, 0.75, 0.5, 0.6],
  ])('of %i right, %i found, %i wanted', (right, found, wanted, precision, recall, f1) => {
    const scores = f1Of(right, found, wanted)
    expect(scores.precision).toBeCloseTo(precision)
    expect(scores.recall).toBeCloseTo(recall)
    expect(scores.f1).toBeCloseTo(f1)
  })

  it('counts pairs within clusters by hand', async () => {
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        'c',
        [
          ['1', 'x'],
          ['2', 'x'],
          ['3', 'x'],
          ['4', 'y'],
        ].map(([id, cluster]) => ({ id, cluster })),
      )
      await putTable(
        connection,
        't',
        [
          ['1', 'a'],
          ['2', 'a'],
          ['3', 'b'],
          ['4', 'b'],
        ].map(([id, truth]) => ({ id, truth })),
      )
      const scores = await scoreClusters(connection, 'c', 't')
      expect(scores).toMatchObject({ truePairs: 2, foundPairs: 3, rightPairs: 1 })
    })
  })

  it('judges every weight, and its last row holds every pair', async () => {
    const people = makePeople(200, 31)
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', people, SEEN)
      await putTable(connection, 't', people, ['id', 'truth'])
      const model = peopleModel({ thresholds: { match: 0.5, review: 0 } })
      const result = await link({ model, connection, tables: ['people'] })
      const rows = await thresholdTable(connection, result.pairs, 't')
      expect(rows.at(-1)?.found).toBe(result.counts.candidatePairs)
      expect(rows.map((r) => r.recall)).toEqual(rows.map((r) => r.recall).toSorted((a, b) => a - b))
      expect(bestThreshold(rows)?.f1).toBeGreaterThan(0.9)
      expect(bestThreshold([])).toBeNull()
    })
  })

  it('says what each blocking rule costs and adds', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(100, 31), SEEN)
      const model = peopleModel()
      const analysis = await analyseBlocking({ model, connection, tables: ['people'] })
      const result = await link({ model, connection, tables: ['people'] })
      expect(analysis.map((a) => a.pairsAdded)).toEqual(result.blocking.map((b) => b.pairs))
      expect(analysis[0]?.pairsAlone).toBe(analysis[0]?.pairsAdded)
      expect(analysis[1]?.pairsAlone).toBeGreaterThan(analysis[1]?.pairsAdded as number)
    })
  })
})

describe('training otherwise', () => {
  it('learns m from labels', async () => {
    const people = makePeople(200, 12)
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', people, SEEN)
      await putTable(
        connection,
        'known',
        people.slice(0, 150).map((p) => ({ id: p.id, label: p.truth })),
      )
      const result = await link({
        model: peopleModel(),
        connection,
        tables: ['people'],
        labels: 'known',
      })
      const known = people.slice(0, 150)
      let same = 0
      let filled = 0
      known.forEach((a, i) => {
        for (const b of known.slice(i + 1)) {
          if (a.truth !== b.truth || a.born === null || b.born === null) continue
          filled++
          if (a.born === b.born) same++
        }
      })
      const born = result.parameters.comparisons.find((c) => c.name === 'born')
      expect(born?.levels[1]?.m).toBeCloseTo((same + 0.5) / (filled + 4), 6)
    })
  })

  it('keeps m and u that the model fixes', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(100, 12), SEEN)
      const levels = [
        { when: 'missing(code)', missing: true },
        { when: 'equal(code)', m: 0.8, u: 0.001 },
        'else',
      ]
      const model = peopleModel({
        comparisons: [
          { kind: 'name', column: 'first' },
          { kind: 'name', column: 'last' },
          { name: 'code', levels },
        ],
      })
      const { parameters } = await link({ model, connection, tables: ['people'] })
      expect(parameters.comparisons[2]?.levels[1]).toMatchObject({ m: 0.8, u: 0.001 })
    })
  })

  it('trains by sessions where the model names them', async () => {
    const people = makePeople(300, 12)
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', people, SEEN)
      await putTable(connection, 't', people, ['id', 'truth'])
      const model = peopleModel({
        training: {
          prior: { rules: [['first', 'last', 'born']], recall: 0.6 },
          em: [['last', 'born'], 'code'],
        },
      })
      const result = await link({ model, connection, tables: ['people'] })
      expect((await scoreClusters(connection, result.clusters, 't')).f1).toBeGreaterThan(0.9)
    })
  })

  it('builds clusters at several thresholds, each a refinement of the one below', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(100, 12), SEEN)
      const model = peopleModel({ clusters: { method: 'components' } })
      const { clustersAt } = await link({
        model,
        connection,
        tables: ['people'],
        alsoAt: [0.1, 0.9, 0.999],
      })
      const partitions = await Promise.all(
        clustersAt.map((c) => readPartition(connection, c.table)),
      )
      expect(clustersAt.map((c) => c.clusters)).toEqual(partitions.map((p) => p.length))
      for (let i = 1; i < partitions.length; i++) {
        for (const ids of partitions[i] ?? []) {
          expect(partitions[i - 1]?.some((wider) => ids.every((id) => wider.includes(id)))).toBe(
            true,
          )
        }
      }
    })
  })

  it('saves a model and reads it back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linkage-'))
    try {
      await withDatabase(async (connection) => {
        await putTable(connection, 'people', makePeople(100, 12), SEEN)
        const model = peopleModel()
        const result = await link({ model, connection, tables: ['people'] })
        const path = join(folder, 'model.json')
        await saveModel(path, model, result.parameters)
        const saved = await readSavedModel(path)
        expect(saved.parameters).toEqual(result.parameters)
        expect(saved.parameters.fingerprint?.records).toBe(result.counts.records)
        const again = await link({ ...saved, connection, tables: ['people'] })
        expect(await readPartition(connection, again.clusters)).toEqual(
          await readPartition(connection, result.clusters),
        )
        await writeFile(path, '{"model":{},"parameters":{}}')
        await expect(readSavedModel(path)).rejects.toMatchObject({ code: 'model-invalid' })
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('refuses parameters of another model, and warns of other data', async () => {
    await withDatabase(async (connection) => {
      const people = makePeople(100, 12)
      await putTable(connection, 'people', people, SEEN)
      const options = { model: peopleModel(), connection, tables: ['people'] }
      const { parameters } = await link(options)
      const other = { ...parameters, comparisons: parameters.comparisons.slice(1) }
      await expect(link({ ...options, parameters: other })).rejects.toMatchObject({
        code: 'parameters-invalid',
      })
      await putTable(
        connection,
        'people',
        people.map((p) => ({ ...p, born: null })),
        SEEN,
      )
      const { warnings } = await link({ ...options, parameters })
      expect(warnings.map((w) => w.code)).toEqual(
        expect.arrayContaining(['data-differs', 'column-nearly-empty']),
      )
    })
  })
})
