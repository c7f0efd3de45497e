import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LinkageError, link, linkFiles, type Model, parseModel } from '../index.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'

const everyKind = [
  { kind: 'exact', column: 'a', name: 'exact' },
  { kind: 'text', column: 'a', name: 'text', term_frequency: true },
  { kind: 'name', column: 'a', name: 'name', nicknames: [['mia', 'mya']] },
  { kind: 'damerau_levenshtein', column: 'a', name: 'dl' },
  { kind: 'jaccard', column: 'a', name: 'jaccard' },
  { kind: 'date', column: 'a', name: 'date' },
  { kind: 'postcode', column: 'a', name: 'postcode' },
  { kind: 'email', column: 'a', name: 'email' },
  { kind: 'number', column: 'a', name: 'number' },
  { kind: 'array', column: 'a', name: 'array' },
  { kind: 'distance', columns: ['a', 'b'], name: 'distance' },
  { kind: 'full_name', columns: ['a', 'b'], name: 'full' },
  { kind: 'either_way', columns: ['b', 'c'] },
  {
    name: 'own',
    columns: ['a', 'b'],
    levels: [
      { sql: 'l.a is null or r.a is null', missing: true },
      { sql: 'l.a = r.b or l.b = r.a' },
      'else',
    ],
  },
]

const everything = (changes: Record<string, unknown> = {}): Model =>
  parseModel({
    columns: { a: 'a', b: 'b', c: 'first_of(date(c), postcode(c), c)' },
    blocking: ['everything', 'explode(words(a))', ['soundex(a)', 'prefix(b, 2)'], 'year(c)'],
    comparisons: everyKind,
    training: { u_pairs: 1000 },
    ...changes,
  })

async function clustersOf(rows: readonly object[], model: Model): Promise<string[][]> {
  return await withDatabase(async (connection) => {
    await putTable(connection, 't', rows, ['id', 'a', 'b', 'c'])
    const result = await link({ model, connection, tables: ['t'], parts: true })
    const reader = await connection.runAndReadAll(
      `SELECT weight, probability FROM "${result.pairs}"`,
    )
    for (const [weight, probability] of reader.getRows()) {
      expect(Number.isFinite(weight)).toBe(true)
      expect(Number(probability)).toBeGreaterThanOrEqual(0)
      expect(Number(probability)).toBeLessThanOrEqual(1)
    }
    return await readPartition(connection, result.clusters)
  })
}

const nasty = fc.constantFrom(
  '',
  ' ',
  '\t\n',
  '\u0000',
  'a\u0000b',
  "'",
  '"',
  '`',
  '\\',
  ';--',
  "'); DROP TABLE t;--",
  '%',
  '_',
  '%Y-%m-%d',
  '0000-00-00',
  '2014-02-30',
  '2014-02-29',
  '9999-12-31',
  '0001-01-01',
  '-1',
  '1e999',
  'NaN',
  'Infinity',
  '0x10',
  '١٢',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '@',
  '@@',
  'a@',
  '@b',
  'a@b@c',
  'SW1A 1AA',
  'sw1a1aa',
  '👩‍👧‍👦',
  '🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  '\ud800',
  'e\u0301',
  'é',
  'ﬁ',
  'İ',
  'ß',
  '\u202eabc',
  '\ufeffmia',
  '\u200b',
  '\u001f',
  'a\u001fb',
  'x'.repeat(12),
  'x'.repeat(13),
  'ü'.repeat(6),
  'ü'.repeat(7),
  'mia',
  'mya',
  'Mia',
)
const value = fc.option(
  fc.oneof(nasty, fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 12 })),
  { freq: 6 },
)

describe('any values at all', () => {
  it('give a partition, finite weights and probabilities, whatever the comparison', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ a: value, b: value, c: value }), { maxLength: 30 }),
        async (values) => {
          const rows = values.map((v, i) => ({ id: String(i), ...v }))
          const found = await clustersOf(rows, everything())
          expect(found.flat().sort()).toEqual(rows.map((r) => r.id).sort())
        },
      ),
      { numRuns: 25 },
    )
  })

  it.each([
    ['null throughout', () => null],
    ['one value throughout', () => 'mia'],
    ['blanks throughout', () => '   '],
    ['another value in every row', (i: number) => `v${i}`],
    ['a date that does not exist', () => '0000-00-00'],
    ['a long text', (i: number) => `${'ab'.repeat(50_000)}${i % 3}`],
  ])('%s', async (_name, make) => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      id: `r${i}`,
      a: make(i),
      b: make(i),
      c: make(i),
    }))
    const found = await clustersOf(rows, everything())
    expect(found.flat().length).toBe(40)
    if (make(0) === null || make(0) === '   ') expect(found.length).toBe(40)
  })
})

describe('ids', () => {
  it.each([
    ['INTEGER', ['1', '2', '10']],
    ['BIGINT', ['9007199254740993', '9007199254740992', '-1']],
    [
      'UUID',
      [
        '550e8400-e29b-41d4-a716-446655440000',
        '00000000-0000-0000-0000-000000000000',
        'ffffffff-ffff-ffff-ffff-ffffffffffff',
      ],
    ],
    ['VARCHAR', [' a', 'a ', 'a\'"\n🙂']],
    ['DATE', ['2014-01-01', '2014-01-02', '2014-01-03']],
  ])('of type %s come back as they were', async (type, ids) => {
    await withDatabase(async (connection) => {
      await connection.run(`CREATE TABLE t (id ${type}, a VARCHAR, b VARCHAR, c VARCHAR)`)
      for (const id of ids)
        await connection.run(`INSERT INTO t VALUES (CAST($1 AS ${type}), 'mia', 'x', 'y')`, [id])
      const result = await link({ model: everything(), connection, tables: ['t'] })
      expect((await readPartition(connection, result.clusters)).flat().sort()).toEqual(
        [...ids].sort(),
      )
    })
  })

  it('that occur in two tables are refused, also as number and as text', async () => {
    await withDatabase(async (connection) => {
      await connection.run("CREATE TABLE x AS SELECT 1 AS id, 'mia' AS a, '' AS b, '' AS c")
      await connection.run("CREATE TABLE y AS SELECT '1' AS id, 'mia' AS a, '' AS b, '' AS c")
      await expect(
        link({ model: everything(), connection, tables: ['x', 'y'] }),
      ).rejects.toMatchObject({ code: 'id-invalid' })
      await expect(
        link({ model: everything(), connection, tables: ['x', 'x'] }),
      ).rejects.toMatchObject({ code: 'id-invalid' })
    })
  })
})

describe('tables', () => {
  it('may have odd names and columns of odd names, in any order and with others beside', async () => {
    await withDatabase(async (connection) => {
      await connection.run(
        `CREATE TABLE "order ""by"" 'x'" AS SELECT * FROM (VALUES ('mia', 'F', '1'), ('mia', 'F', '2'), ('tom', 'M', '3')) v("first name", "select", "my id")`,
      )
      await connection.run(
        `CREATE TABLE "Ünïcode 🙂" AS SELECT * FROM (VALUES ('4', 1.5, 'F', 'mia')) v("my id", "where", "select", "first name")`,
      )
      const model = parseModel({
        id: 'my id',
        mode: 'dedupe',
        columns: { first: 'name("first name")', select: '"select"' },
        blocking: ['first'],
        comparisons: [
          { kind: 'exact', column: 'first' },
          { kind: 'exact', column: 'select' },
        ],
        training: { prior: { probability: 0.5 } },
      })
      const result = await link({ model, connection, tables: [`order "by" 'x'`, 'Ünïcode 🙂'] })
      expect(result.counts.records).toBe(4)
      expect((await readPartition(connection, result.clusters)).flat().sort()).toEqual([
        '1',
        '2',
        '3',
        '4',
      ])
    })
  })

  it('of many types are read as text', async () => {
    await withDatabase(async (connection) => {
      await connection.run(`CREATE TYPE mood AS ENUM ('ok', 'bad')`)
      await connection.run(
        `CREATE TABLE t AS SELECT i AS id, DATE '2014-02-03' AS a, i / 3.0 AS b,
           CASE WHEN i % 2 = 0 THEN 'ok'::mood END AS c FROM range(20) v(i)`,
      )
      const result = await link({ model: everything(), connection, tables: ['t'] })
      expect((await readPartition(connection, result.clusters)).flat().length).toBe(20)
    })
  })

  it('that are empty beside others count for nothing', async () => {
    const people = makePeople(60, 4)
    await withDatabase(async (connection) => {
      await putTable(connection, 'whole', people, ['id', 'source', 'first', 'last', 'born', 'code'])
      await connection.run('CREATE TABLE nothing AS SELECT * FROM whole LIMIT 0')
      const model = peopleModel({ mode: 'dedupe' })
      const one = await link({ model, connection, tables: ['whole'] })
      const two = await link({ model, connection, tables: ['nothing', 'whole', 'nothing'] })
      expect(two.parameters).toEqual(one.parameters)
      expect(await readPartition(connection, two.clusters)).toEqual(
        await readPartition(connection, one.clusters),
      )
    })
  })

  it('lose nothing and are not changed', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 't', [
        { id: '1', a: 'x', b: 'y', c: 'z' },
        { id: '2', a: 'x', b: 'y', c: 'z' },
      ])
      const before = await contents(connection)
      await link({ model: everything(), connection, tables: ['t'] })
      expect(await contents(connection)).toEqual(before)
    })
  })
})

async function contents(connection: DuckDBConnection): Promise<unknown> {
  return (await connection.runAndReadAll('SELECT * FROM t ORDER BY id')).getRows()
}

describe('rules and levels that do nothing', () => {
  it('a rule without a pair beside one with pairs; a level never reached', async () => {
    const rows = makePeople(80, 3).map((p) => ({ id: p.id, a: p.first, b: p.last, c: p.born }))
    await withDatabase(async (connection) => {
      await putTable(connection, 't', rows)
      const model = parseModel({
        columns: { a: 'a', b: 'b', c: 'date(c)', none: 'blank_if(a, a)', gone: 'postcode(b)' },
        blocking: ['gone', ['b', 'c'], 'postcode_area(gone)', ['a', 'c']],
        comparisons: [
          {
            name: 'a',
            levels: [
              { when: 'missing(a)', missing: true },
              'equal(a)',
              'levenshtein(a) < 0',
              'else',
            ],
          },
          { kind: 'date', column: 'c' },
          { kind: 'exact', column: 'gone' },
        ],
      })
      const result = await link({ model, connection, tables: ['t'] })
      expect(result.blocking[0]).toMatchObject({ pairs: 0 })
      expect(result.counts.candidatePairs).toBeGreaterThan(0)
      const codes = result.warnings.map((w) => w.code)
      expect(codes).toContain('level-never-observed')
      expect(codes).toContain('column-nearly-empty')
    })
  })
})

describe('files', () => {
  const model = peopleModel({ id: 'id' })
  const head = 'id,first,last,born,code'
  const cases: [string, string | Buffer, (records: number | LinkageError) => void][] = [
    [
      'a byte order mark',
      `\ufeff${head}\n1,mia,li,2014-02-03,P1\n2,mia,li,2014-02-03,P1\n`,
      (n) => expect(n).toBe(2),
    ],
    [
      'carriage returns',
      `${head}\r\n1,mia,li,2014-02-03,P1\r\n2,mia,li,2014-02-03,P1\r\n`,
      (n) => expect(n).toBe(2),
    ],
    [
      'quotes and line breaks in quotes',
      `${head}\n1,"mi""a\nb",li,2014-02-03,P1\n2,"a,b",li,,\n`,
      (n) => expect(n).toBe(2),
    ],
    ['a header alone', `${head}\n`, (n) => expect(n).toBe(0)],
    ['nothing', '', (e) => expect(e).toBeInstanceOf(LinkageError)],
    [
      'a column too few',
      `${head}\n1,mia\n2,tom,li,2014-02-03,P1\n`,
      (e) => expect(e === 2 || e instanceof LinkageError).toBe(true),
    ],
    [
      'no text at all',
      Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80, 0x81]),
      (e) => expect(e).toBeInstanceOf(LinkageError),
    ],
  ]
  it.each(cases)('with %s', async (_name, text, check) => {
    const folder = await mkdtemp(join(tmpdir(), 'linkage-'))
    try {
      const file = join(folder, "o'dd name (1).csv")
      await writeFile(file, text)
      const outcome = await linkFiles({ files: [file], model }).then(
        (report) => report.records,
        (error: unknown) => error as LinkageError,
      )
      check(outcome)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('that are not there, or are folders, are named', async () => {
    await expect(linkFiles({ files: [join(tmpdir(), 'no-such.csv')], model })).rejects.toThrow(
      /no-such\.csv/,
    )
    await expect(linkFiles({ files: [tmpdir()], model })).rejects.toBeInstanceOf(LinkageError)
  })
})

describe('a threshold that is no probability', () => {
  const refused = {
    code: 'input-invalid',
    message: expect.stringContaining('between 0 and 1') as string,
  }

  it.each([1.5, 95, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', async (given) => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(20, 3), [
        'id',
        'first',
        'last',
        'born',
        'code',
      ])
      const run = { model: peopleModel(), connection, tables: ['people'] }
      await expect(link({ ...run, threshold: given })).rejects.toMatchObject(refused)
      await expect(link({ ...run, alsoAt: [0.5, given] })).rejects.toMatchObject(refused)
    })
    await expect(
      linkFiles({ files: ['none.csv'], model: peopleModel(), threshold: given }),
    ).rejects.toMatchObject(refused)
  })

  it('0 and 1 themselves are taken', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(20, 3), [
        'id',
        'first',
        'last',
        'born',
        'code',
      ])
      const run = { model: peopleModel(), connection, tables: ['people'] }
      const result = await link({ ...run, threshold: 1, alsoAt: [0] })
      expect(result.counts.clusters).toBe(result.counts.records)
      expect(result.clustersAt[0]?.clusters).toBeLessThan(result.counts.records)
    })
  })
})
