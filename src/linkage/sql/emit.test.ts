import { describe, expect, it } from 'vitest'
import { link, parseModel } from '../index.ts'
import { parseExpression } from '../model/expression.ts'
import { evaluate } from '../records/records.ts'
import { makePeople, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import { DUCKDB, SPARK } from './dialect.ts'
import { emitLink } from './emit-link.ts'
import { emitValue } from './emit-value.ts'

const VALUES = [
  'Zoë Adéyemi-Brown',
  ' O’Neil  2nd',
  'sw1a 1aa',
  'M1 1AE',
  '2014-02-03',
  '2014-02-31',
  '03/02/2014',
  'A.b@Example.org',
  'x',
]
const EXPRESSIONS = [
  'lower(x)',
  'upper(trim(x))',
  'squash(x)',
  'plain(x)',
  'name(x)',
  'letters(x)',
  'digits(x)',
  'prefix(x, 3)',
  'suffix(x, 2)',
  'first_word(x)',
  'last_word(x)',
  'date(x)',
  "date(x, '%d/%m/%Y', '%Y-%m-%d')",
  'year(x)',
  'month(x)',
  'day(x)',
  'postcode(x)',
  'postcode_sector(x)',
  'postcode_district(x)',
  'postcode_area(x)',
  'email(x)',
  'email_user(email(x))',
  'email_domain(email(x))',
  "concat(x, '-', lower(x))",
  "first_of(postcode(x), 'none')",
  "blank_if(x, 'x', 'y')",
  'least(x, upper(x))',
  'greatest(x, upper(x))',
  'unordered(x, upper(x))',
]

describe('SQL', () => {
  it.each(EXPRESSIONS)('gives what the engine gives for %s', async (source) => {
    const e = parseExpression(source)
    await withDatabase(async (connection) => {
      await putTable(
        connection,
        't',
        [...VALUES, null].map((x) => ({ x })),
        ['x'],
      )
      const reader = await connection.runAndReadAll(
        `SELECT x, ${emitValue(e, (n) => `"${n}"`, DUCKDB)} FROM t`,
      )
      for (const [x, found] of reader.getRows()) {
        const engine = evaluate(e, new Map([['x', x as string | null]]))
        expect([x, found]).toEqual([x, engine])
      }
    })
  })

  it.each(['as learnt', 'with a level as rare as can be'])(
    'finds the same pairs, levels and weights in DuckDB as the engine, %s',
    async (which) => {
      await withDatabase(async (connection) => {
        await putTable(connection, 'people', makePeople(150, 17))
        const model = peopleModel({ thresholds: { match: 0.5, review: 0 } })
        const learnt = await link({ model, connection, tables: ['people'] })
        const parameters = structuredClone(learnt.parameters)
        const exact = parameters.comparisons[1]?.levels[1]
        if (exact && which !== 'as learnt') exact.u = 1e-9
        const result = await link({ model, connection, tables: ['people'], parameters })
        const { statements } = emitLink(model, parameters, 'people', DUCKDB)
        for (const statement of statements) await connection.run(statement)
        const names = model.comparisons.map((c) => `level_${c.name}`)
        const read = async (table: string) => {
          const reader = await connection.runAndReadAll(
            `SELECT least(id_l, id_r), greatest(id_l, id_r), rule, ${names.join(', ')}, weight FROM ${table} ORDER BY 1, 2`,
          )
          return reader.getRows().map((r) => r.map((x) => (typeof x === 'string' ? x : Number(x))))
        }
        const engine = await read(`"${result.pairs}"`)
        const sql = await read('linkage_scored')
        expect(engine.length).toBeGreaterThan(150)
        expect(sql.map((r) => r.slice(0, -1))).toEqual(engine.map((r) => r.slice(0, -1)))
        for (const [i, r] of sql.entries()) {
          expect(r.at(-1)).toBeCloseTo(engine[i]?.at(-1) as number, 9)
        }
      })
    },
  )

  it('and the engine reach levels of what is missing, and inverted ones', async () => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(150, 17))
      const model = peopleModel({
        thresholds: { match: 0.5, review: 0 },
        comparisons: [
          { kind: 'name', column: 'last' },
          { name: 'given', levels: ['missing(first)', 'equal(first)', 'else'] },
          { name: 'day', levels: ['not equal(born)', 'else'] },
          { name: 'code', levels: ['equal(code)', 'not missing(code)', 'else'] },
        ],
      })
      const result = await link({ model, connection, tables: ['people'] })
      for (const s of emitLink(model, result.parameters, 'people', DUCKDB).statements)
        await connection.run(s)
      const read = async (from: string) => {
        const reader = await connection.runAndReadAll(
          `SELECT least(id_l, id_r), greatest(id_l, id_r), level_given, level_day, level_code FROM ${from} ORDER BY 1, 2`,
        )
        return reader.getRows().map((r) => r.map((x) => (typeof x === 'string' ? x : Number(x))))
      }
      const engine = await read(`"${result.pairs}"`)
      expect(await read('linkage_scored')).toEqual(engine)
      const people = new Map(makePeople(150, 17).map((p) => [p.id, p]))
      const wanted = engine.filter(([l, r]) =>
        [l, r].some((id) => people.get(String(id))?.first === null),
      )
      expect(wanted.length).toBeGreaterThan(10)
      for (const row of wanted) expect(row[2]).toBe(0)
      // How often strangers reach the level is counted, not guessed.
      const all = [...people.values()]
      const empty = all.filter((p) => p.first === null).length
      const share =
        1 - ((all.length - empty) * (all.length - empty - 1)) / (all.length * (all.length - 1))
      const learnt = result.parameters.comparisons.find((c) => c.name === 'given')
      expect(learnt?.levels[0]?.u).toBeCloseTo(share, 1)
    })
  })

  it('is written for Spark too', async () => {
    const model = parseModel({
      columns: { name: 'name(n)', born: "date(b, '%d/%m/%Y')" },
      blocking: ['prefix(name, 3) and born', 'born'],
      comparisons: [
        { kind: 'name', column: 'name', term_frequency: true, thresholds: [0.9] },
        { kind: 'date', column: 'born', thresholds: [31] },
      ],
    })
    const share = { m: 0.5, u: 0.25 }
    const none = { words: '', m: null, u: null }
    const levels = (n: number) => [
      none,
      ...Array.from({ length: n }, () => ({ words: '', ...share })),
    ]
    const parameters = {
      version: 1 as const,
      model: 'm',
      prior: 0.5,
      comparisons: [
        { name: 'name', levels: levels(3) },
        { name: 'born', levels: levels(4) },
      ],
    }
    const { statements, registers } = emitLink(model, parameters, 'children', SPARK)
    expect(registers).toContain('jaro_winkler_similarity')
    expect(statements).toMatchInlineSnapshot(`
      [
        "CREATE OR REPLACE TEMPORARY VIEW linkage_records AS SELECT CAST(\`id\` AS STRING) AS linkage_id, '' AS linkage_source, nullif(trim(regexp_replace(regexp_replace(strip_accents(lower(nullif(trim(CAST(\`n\` AS STRING)), ''))), '[^\\\\p{L} -]+', ''), '\\\\s+', ' ')), '') AS \`name\`, nullif(date_format(coalesce(try_to_timestamp(trim(nullif(trim(CAST(\`b\` AS STRING)), '')), 'd/M/yyyy')), 'yyyy-MM-dd'), '') AS \`born\` FROM \`children\`",
        "CREATE OR REPLACE TEMPORARY VIEW linkage_pairs AS SELECT l.linkage_id AS id_l, r.linkage_id AS id_r, 0 AS rule FROM linkage_records l JOIN linkage_records r ON nullif(left(l.\`name\`, 3), '') = nullif(left(r.\`name\`, 3), '') AND l.\`born\` = r.\`born\` AND l.linkage_id < r.linkage_id UNION ALL SELECT l.linkage_id AS id_l, r.linkage_id AS id_r, 1 AS rule FROM linkage_records l JOIN linkage_records r ON l.\`born\` = r.\`born\` AND l.linkage_id < r.linkage_id AND NOT coalesce(nullif(left(l.\`name\`, 3), '') = nullif(left(r.\`name\`, 3), '') AND l.\`born\` = r.\`born\`, false)",
        "CREATE OR REPLACE TEMPORARY VIEW linkage_levels AS SELECT p.id_l, p.id_r, p.rule, CASE WHEN coalesce(CASE WHEN l.\`name\` IS NULL OR r.\`name\` IS NULL THEN 1 ELSE 0 END > 0, false) THEN 0 WHEN coalesce(CASE WHEN l.\`name\` = r.\`name\` THEN 1 WHEN l.\`name\` <> r.\`name\` THEN 0 END > 0, false) THEN 1 WHEN coalesce(jaro_winkler_similarity(l.\`name\`, r.\`name\`) >= 0.9, false) THEN 2 ELSE 3 END AS \`level_name\`, CASE WHEN coalesce(CASE WHEN l.\`born\` IS NULL OR r.\`born\` IS NULL THEN 1 ELSE 0 END > 0, false) THEN 0 WHEN coalesce(CASE WHEN l.\`born\` = r.\`born\` THEN 1 WHEN l.\`born\` <> r.\`born\` THEN 0 END > 0, false) THEN 1 WHEN coalesce(damerau_levenshtein(l.\`born\`, r.\`born\`) <= 1, false) THEN 2 WHEN coalesce(abs(datediff(TRY_CAST(r.\`born\` AS DATE), TRY_CAST(l.\`born\` AS DATE))) <= 31, false) THEN 3 ELSE 4 END AS \`level_born\`, greatest((SELECT count(*) FROM linkage_records x WHERE x.\`name\` = l.\`name\`), (SELECT count(*) FROM linkage_records x WHERE x.\`name\` = r.\`name\`)) / CAST((SELECT count(*) FROM linkage_records x WHERE x.\`name\` IS NOT NULL) AS DOUBLE) AS \`share_name_1\` FROM linkage_pairs p JOIN linkage_records l ON l.linkage_id = p.id_l JOIN linkage_records r ON r.linkage_id = p.id_r",
        "CREATE OR REPLACE TEMPORARY VIEW linkage_scored AS SELECT *, 0 + CASE \`level_name\` WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 1 END + CASE \`level_born\` WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 2 THEN 1 WHEN 3 THEN 1 WHEN 4 THEN 1 END + CASE WHEN \`level_name\` = 1 THEN 1 * (-2 - log2(greatest(\`share_name_1\`, 0, 1e-12))) ELSE 0 END AS weight FROM linkage_levels",
      ]
    `)
    const text = statements.join('\n')
    expect(text).not.toMatch(/"|TEMP TABLE|strptime|date_diff|'g'\)/)
    for (const statement of statements) expect(opened(statement)).toBe(0)
  })
})

/** How many brackets outside quotes are left open. */
function opened(sql: string): number {
  const bare = sql.replace(/'(?:[^']|'')*'|`[^`]*`/g, '')
  return bare.split('(').length - bare.split(')').length
}
