import { describe, expect, it } from 'vitest'
import { link, parseModel } from '../index.ts'
import { putTable, withDatabase } from '../testing/people.ts'

/** Which level (counted from 0, in the order of the model) each pair (1, n) reaches. */
async function levelsOf(
  comparison: Record<string, unknown>,
  rows: Record<string, string | null>[],
  columns?: Record<string, unknown>,
): Promise<number[]> {
  return await withDatabase(async (connection) => {
    const named = rows.map((r, i) => ({ id: String(i), ...r }))
    await putTable(connection, 't', named)
    const names = Object.keys(rows[0] ?? {})
    const model = parseModel({
      columns: columns ?? Object.fromEntries(names.map((n) => [n, n])),
      blocking: ['everything'],
      comparisons: [{ name: 'c', ...comparison }],
      thresholds: { review: 0 },
    })
    const result = await link({ model, connection, tables: ['t'] })
    const name = model.comparisons[0]?.name
    const reader = await connection.runAndReadAll(
      `SELECT "level_${name}" FROM "${result.pairs}" WHERE least(id_l, id_r) = '0' ORDER BY greatest(id_l, id_r)::INTEGER`,
    )
    return reader.getRows().map((r) => Number(r[0]))
  })
}

const column = (...values: (string | null)[]) => values.map((x) => ({ x }))

describe('ready-made comparisons', () => {
  it.each([
    ['exact', {}, ['a', 'a', 'b', null], [1, 2, 0]],
    ['text', {}, ['katherine', 'katherine', 'katharine', 'kathryn', 'bob', null], [1, 2, 3, 5, 0]],
    ['name', {}, ['katherine', 'katherine', 'kathrine', 'k', 'katrin', 'bob'], [1, 2, 3, 2, 5]],
    [
      'name',
      { nicknames: [['katherine', 'kate', 'kitty']] },
      ['katherine', 'kitty', 'kate', 'bob'],
      [2, 2, 6],
    ],
    ['damerau_levenshtein', {}, ['12345', '12345', '12354', '12399', '99999'], [1, 2, 3, 4]],
    ['jaccard', {}, ['abcd', 'abcd', 'abc', 'xyz'], [1, 3, 4]],
    ['number', {}, ['10', '10.0', '11', '15', '100', 'x'], [2, 2, 3, 4, 4]],
    [
      'date',
      {},
      [
        '2014-03-05',
        '2014-03-05',
        '2014-05-03',
        '2014-03-06',
        '2014-01-01',
        '2014-04-20',
        '2014-12-31',
        '1990-07-21',
        null,
      ],
      [1, 2, 3, 4, 5, 7, 8, 0],
    ],
    [
      'postcode',
      {},
      ['SW1A 1AA', 'SW1A 1AA', 'SW1A 1AB', 'SW1A 1BC', 'SW1A 2BC', 'SW2 3XY', 'M1 1AE'],
      [1, 2, 3, 4, 5, 6],
    ],
    [
      'email',
      {},
      ['ann@a.org', 'ann@a.org', 'anna@a.org', 'ann@bigger.com', 'quentin@a.org', 'bob@b.com'],
      [1, 2, 3, 4, 5],
    ],
  ])('%s %o', async (kind, extra, values, expected) => {
    expect(await levelsOf({ kind, column: 'x', ...extra }, column(...values))).toEqual(expected)
  })

  it('distance', async () => {
    const places = [
      ['51.5', '-0.12'],
      ['51.5', '-0.121'],
      ['51.55', '-0.12'],
      ['52.2', '0.12'],
      ['55.9', '-3.2'],
      [null, '0'],
    ]
    const rows = places.map(([lat, long]) => ({ lat: lat ?? null, long: long ?? null }))
    expect(await levelsOf({ kind: 'distance', columns: ['lat', 'long'] }, rows)).toEqual([
      1, 2, 3, 4, 0,
    ])
  })

  it('full_name, names swapped', async () => {
    const rows = [
      ['mia', 'okafor'],
      ['mia', 'okafor'],
      ['okafor', 'mia'],
      ['mya', 'okafor'],
      ['zoe', 'okafor'],
      ['mia', 'li'],
      ['zoe', 'li'],
    ].map(([first, last]) => ({ first: first as string, last: last as string }))
    expect(await levelsOf({ kind: 'full_name', columns: ['first', 'last'] }, rows)).toEqual([
      1, 2, 5, 5, 6, 7,
    ])
  })

  it('either way: each part has its level, whichever way round they stand', async () => {
    await withDatabase(async (connection) => {
      const rows = [
        ['mia', 'okafor'],
        ['okafor', 'mia'],
        ['okafor', 'mya'],
        ['mia', 'li'],
        ['li', 'mia'],
        [null, 'mia'],
      ]
      await putTable(
        connection,
        't',
        rows.map(([first, last], i) => ({ id: String(i), first, last })),
      )
      const model = parseModel({
        columns: { first: 'first', last: 'last' },
        blocking: ['everything'],
        thresholds: { review: 0 },
        comparisons: [{ kind: 'either_way', columns: ['first', 'last'], term_frequency: true }],
      })
      const result = await link({ model, connection, tables: ['t'] })
      const reader = await connection.runAndReadAll(
        `SELECT greatest(id_l, id_r), level_first, level_last FROM "${result.pairs}" WHERE least(id_l, id_r) = '0' ORDER BY 1`,
      )
      const found = reader.getRows().map((r) => [r[0], [Number(r[1]), Number(r[2])].sort()])
      expect(found).toEqual([
        ['1', [1, 1]],
        ['2', [1, 2]],
        ['3', [1, 5]],
        ['4', [1, 5]],
        ['5', [0, 1]],
      ])
    })
  })

  it('arrays share elements, and an array in a rule is taken apart', async () => {
    await withDatabase(async (connection) => {
      await connection.run(
        "CREATE TABLE t AS SELECT * FROM (VALUES ('0', ['a', 'b']), ('1', ['b', 'c']), ('2', ['c']), ('3', NULL), ('4', ['a', 'b', 'b'])) v(id, tags)",
      )
      const model = parseModel({
        columns: { tags: 'tags' },
        blocking: ['explode(tags)'],
        thresholds: { review: 0 },
        comparisons: [{ kind: 'array', column: 'tags', thresholds: [2, 1] }],
      })
      const result = await link({ model, connection, tables: ['t'] })
      const reader = await connection.runAndReadAll(
        `SELECT least(id_l, id_r) || greatest(id_l, id_r), level_tags FROM "${result.pairs}" ORDER BY 1`,
      )
      expect(reader.getRows()).toEqual([
        ['01', 2],
        ['04', 1],
        ['12', 2],
        ['14', 2],
      ])
    })
  })

  it('your own SQL, either way round', async () => {
    const levels = [
      { when: 'missing(x)', missing: true },
      { sql: 'l.x = reverse(r.x) AND l.x <> r.x', words: 'written backwards' },
      { sql: 'length(l.x) > 2 * length(r.x)', words: 'one much longer' },
      'else',
    ]
    const rows = column('abc', 'cba', 'abcdefgh', 'x', 'abd', null)
    expect(await levelsOf({ columns: ['x'], levels }, rows)).toEqual([1, 2, 2, 3, 0])
  })

  it('names SQL that does not run', async () => {
    const levels = [{ sql: 'l.y = r.x' }, 'else']
    await expect(levelsOf({ columns: ['x'], levels }, column('a', 'b'))).rejects.toThrow(
      /The SQL of level 1 \(".*"\) of the comparison "c" does not run: .*Correct it/,
    )
  })

  it('inverted levels: a difference may come first', async () => {
    const levels = [{ when: 'missing(x)', missing: true }, 'not equal(x)', 'else']
    expect(await levelsOf({ levels }, column('a', 'a', 'b', null))).toEqual([2, 1, 0])
  })

  it('a column made by your own SQL', async () => {
    const found = await levelsOf({ kind: 'exact', column: 'y' }, column('ab', 'BA', 'c'), {
      y: { sql: "upper(list_aggregate(list_sort(string_split(lower(x), '')), 'string_agg', ''))" },
    })
    expect(found).toEqual([1, 2])
  })

  it('frequencies from an outside table', async () => {
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        't',
        [
          ['0', 'smith'],
          ['1', 'smith'],
          ['2', 'li'],
          ['3', 'li'],
        ].map(([id, x]) => ({ id, x })),
      )
      await connection.run("CREATE TABLE surnames AS SELECT 'smith' AS value, 0.01 AS share")
      const model = (table?: string) =>
        parseModel({
          columns: { x: 'x' },
          blocking: ['everything'],
          thresholds: { review: 0 },
          comparisons: [{ kind: 'exact', column: 'x', term_frequency: table ? { table } : true }],
        })
      const bits = async (table?: string) => {
        const result = await link({ model: model(table), connection, tables: ['t'], parts: true })
        const reader = await connection.runAndReadAll(
          `SELECT frequency_x FROM "${result.pairs}" WHERE id_l < '2' AND id_r < '2'`,
        )
        return Number(reader.getRows()[0]?.[0])
      }
      expect((await bits('surnames')) - (await bits())).toBeCloseTo(Math.log2(0.5 / 0.01), 9)
      await expect(bits('nowhere')).rejects.toMatchObject({ code: 'table-missing' })
    })
  })
})
