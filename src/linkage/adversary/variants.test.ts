import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { link, readSavedModel, saveModel } from '../index.ts'
import {
  makePeople,
  numbersFrom,
  type Person,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']
const SHORT: [string, string][] = [
  ['elizabeth', 'bess'],
  ['margaret', 'peg'],
  ['william', 'liam'],
  ['richard', 'dick'],
  ['edward', 'ned'],
  ['katherine', 'kit'],
]
const OTHERS = ['noor', 'olu', 'femi', 'zofia', 'ivan', 'mei']

/** People whom one source knows by their short names. */
function shortened(seed: number): Person[] {
  const next = numbersFrom(seed)
  const names = new Map<string, [string, string]>()
  return makePeople(400, seed).map((p) => {
    const known = names.get(p.truth)
    const other = OTHERS[next(OTHERS.length)] as string
    const own =
      known ?? (next(2) === 0 ? (SHORT[next(SHORT.length)] as [string, string]) : [other, other])
    names.set(p.truth, own)
    return { ...p, first: p.source === 'b' ? own[1] : own[0] }
  })
}

const model = peopleModel({
  mode: 'dedupe',
  comparisons: [
    { kind: 'name', column: 'first', term_frequency: true, learn_variants: true },
    { kind: 'name', column: 'last', term_frequency: true },
    { kind: 'date', column: 'born' },
    { kind: 'exact', column: 'code' },
  ],
})

async function answerOf(rows: readonly Person[], threads = 2) {
  return await withDatabase(async (connection) => {
    await connection.run(`SET threads = ${threads}`)
    await putTable(connection, 'people', rows, SEEN)
    const result = await link({ model, connection, tables: ['people'] })
    return {
      parameters: result.parameters,
      counts: result.counts,
      partition: (await readPartition(connection, result.clusters)).map((c) => c.join()).sort(),
    }
  })
}

describe('variants learnt from the data', () => {
  it('are the short forms and no others, whatever the order of rows and the threads', async () => {
    const people = shortened(4)
    const first = await answerOf(people)
    const learnt = (first.parameters.variants?.['first'] ?? []).map((v) => [...v].sort().join())
    expect(learnt.length).toBeGreaterThan(3)
    expect(SHORT.map((v) => [...v].sort().join())).toEqual(expect.arrayContaining(learnt))
    expect(await answerOf(people, 1)).toEqual(first)
    expect(await answerOf(people.toReversed(), 4)).toEqual(first)
  })

  it('are saved with the model and give the same answer from there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linkage-'))
    try {
      await withDatabase(async (connection) => {
        await putTable(connection, 'people', shortened(4), SEEN)
        const first = await link({ model, connection, tables: ['people'] })
        const path = join(folder, 'model.json')
        await saveModel(path, model, first.parameters)
        const saved = await readSavedModel(path)
        expect(saved.parameters).toEqual(first.parameters)
        const second = await link({ ...saved, connection, tables: ['people'] })
        expect(second.counts).toEqual(first.counts)
        expect(await readPartition(connection, second.clusters)).toEqual(
          await readPartition(connection, first.clusters),
        )
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('are none among people who never go by another name', async () => {
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        'people',
        shortened(6).map((p) => ({ ...p, first: `n${Number(p.truth) % 60}q` })),
        SEEN,
      )
      const { parameters } = await link({ model, connection, tables: ['people'] })
      expect(parameters.variants?.['first'] ?? []).toEqual([])
    })
  })
})
