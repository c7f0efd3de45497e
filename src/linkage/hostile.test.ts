import { describe, expect, it } from 'vitest'
import { link, linkFiles, parseModel } from './index.ts'
import { makePeople, peopleModel, putTable, readPartition, withDatabase } from './testing/people.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']
const row = (id: string | null, values: Record<string, string | null> = {}) => ({
  id,
  source: 'a',
  first: 'mia',
  last: 'okafor',
  born: '2014-02-03',
  code: 'P1',
  ...values,
})

async function partition(
  rows: object[],
  changes: Record<string, unknown> = {},
): Promise<string[][]> {
  return await withDatabase(async (connection) => {
    await putTable(connection, 'people', rows, SEEN)
    const result = await link({ model: peopleModel(changes), connection, tables: ['people'] })
    return await readPartition(connection, result.clusters)
  })
}

describe('hostile data', () => {
  it('answers no rows with no clusters', async () => {
    expect(await partition([])).toEqual([])
  })

  it('answers one row with one cluster', async () => {
    expect(await partition([row('x')])).toEqual([['x']])
  })

  it('keeps records apart of which every value is missing', async () => {
    const empty = { first: null, last: null, born: null, code: null }
    expect(
      await partition([row('x', empty), row('y', empty), row('z', { ...empty, first: '  ' })]),
    ).toEqual([['x'], ['y'], ['z']])
  })

  it('joins nothing in a column that is null throughout, and still links by the others', async () => {
    const people = makePeople(200, 2).map((p) => ({ ...p, code: null }))
    expect((await partition(people)).some((ids) => ids.length > 1)).toBe(true)
  })

  it('bears one value in every row', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => row(`r${i}`))
    const found = await partition(rows)
    expect(found.flat().length).toBe(300)
  })

  it('skips a hot block and says so', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => row(`r${i}`))
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', rows, SEEN)
      const result = await link({
        model: peopleModel({ block_cap: 100 }),
        connection,
        tables: ['people'],
      })
      expect(result.counts.candidatePairs).toBe(0)
      expect(result.blocking[0]?.skipped).toEqual({
        blocks: 1,
        records: 300,
        pairs: 44850,
        largest: 300,
      })
      expect(result.warnings.map((w) => w.code)).toContain('hot-blocks-skipped')
    })
  })

  it('bears strings of a megabyte, emoji and combining marks', async () => {
    const long = 'ab'.repeat(500_000)
    const found = await partition([
      row('1', { first: long }),
      row('2', { first: `${long}c` }),
      row('3', { first: '👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿' }),
      row('4', { first: 'Zoe\u0301' }),
      row('5', { first: 'Zoé' }),
      row('6', { first: '\u0301\u0301' }),
      row('7', { first: "Robert'); DROP TABLE people;--" }),
      row('8', { first: '\u0000x' }),
    ])
    expect(found.flat().sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('holds composed and decomposed accents for one name', async () => {
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        'people',
        [row('4', { first: 'Zoe\u0301' }), row('5', { first: 'Zoé' })],
        SEEN,
      )
      const result = await link({
        model: peopleModel(),
        connection,
        tables: ['people'],
        threshold: 0,
      })
      const reader = await connection.runAndReadAll(`SELECT level_first FROM "${result.pairs}"`)
      expect(reader.getRows()).toEqual([[1]])
    })
  })

  it('refuses duplicated and missing ids', async () => {
    await expect(partition([row('x'), row('x')])).rejects.toMatchObject({ code: 'id-invalid' })
    await expect(partition([row('x'), row(null)])).rejects.toMatchObject({ code: 'id-invalid' })
  })

  it('takes ids that are whole numbers', async () => {
    await withDatabase(async (connection) => {
      await connection.run(
        "CREATE TABLE people AS SELECT 1000 + i AS id, 'a' AS source, 'mia' AS first, 'okafor' AS last, DATE '2014-02-03' AS born, 'P' || i AS code FROM range(3) t(i)",
      )
      const result = await link({ model: peopleModel(), connection, tables: ['people'] })
      expect((await readPartition(connection, result.clusters)).flat()).toEqual([
        '1000',
        '1001',
        '1002',
      ])
    })
  })

  it('names a table or a column that is not there', async () => {
    await withDatabase(async (connection) => {
      const options = { model: peopleModel(), connection }
      await expect(link({ ...options, tables: ['nowhere'] })).rejects.toMatchObject({
        code: 'table-missing',
      })
      await putTable(connection, 'people', [{ id: '1', first: 'x' }])
      await expect(link({ ...options, tables: ['people'] })).rejects.toThrow(
        /no column "last", "born", "code"/,
      )
      await expect(link({ ...options, tables: [] })).rejects.toMatchObject({
        code: 'input-invalid',
      })
    })
  })

  it('refuses a connection that does not keep the order of rows', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', [row('x')], SEEN)
      await connection.run('SET preserve_insertion_order = false')
      await expect(link({ model: peopleModel(), connection, tables: ['people'] })).rejects.toThrow(
        /preserve_insertion_order/,
      )
    })
  })

  it('reads a view once, whatever order it gives its rows in', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(100, 4), SEEN)
      await connection.run('CREATE VIEW seen AS SELECT * FROM people ORDER BY random()')
      const plain = await link({ model: peopleModel(), connection, tables: ['people'] })
      const viewed = await link({ model: peopleModel(), connection, tables: ['seen'] })
      expect(await readPartition(connection, viewed.clusters)).toEqual(
        await readPartition(connection, plain.clusters),
      )
    })
  })
})

describe('the truth', () => {
  it('is refused where the model reads it', async () => {
    const model = parseModel({
      columns: { first: 'first', answer: 'truth' },
      blocking: ['first'],
      comparisons: [{ kind: 'exact', column: 'answer' }],
    })
    await expect(linkFiles({ files: ['x.csv'], model, truth: 'truth' })).rejects.toThrow(
      /holds the truth/,
    )
  })

  it('makes no difference to the answer, whatever it says', async () => {
    const { mkdtemp, writeFile, readFile, rm } = await import('node:fs/promises')
    const { join } = await import('node:path')
    const { tmpdir } = await import('node:os')
    const folder = await mkdtemp(join(tmpdir(), 'linkage-'))
    try {
      const people = makePeople(120, 8)
      const answers: string[] = []
      for (const truth of [
        (p: (typeof people)[number]) => p.truth,
        () => 'same',
        (p: (typeof people)[number]) => p.id,
      ]) {
        const file = join(folder, 'people.csv')
        const out = join(folder, 'clusters.csv')
        const lines = people.map((p) =>
          [p.id, p.first ?? '', p.last ?? '', p.born ?? '', p.code ?? '', truth(p)].join(),
        )
        await writeFile(file, ['id,first,last,born,code,truth', ...lines].join('\n'))
        const report = await linkFiles({ files: [file], model: peopleModel(), truth: 'truth', out })
        expect(report.records).toBe(people.length)
        answers.push(JSON.stringify(report.parameters) + (await readFile(out, 'utf8')))
      }
      expect(new Set(answers).size).toBe(1)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
