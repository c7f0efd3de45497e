import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openIndex } from '../increment/open-index.ts'
import { weighGiven } from '../increment/weigh-given.ts'
import { dropLinkResult, link } from '../link.ts'
import { printExpression } from '../model/expression.ts'
import { DUCKDB } from '../sql/dialect.ts'
import { emitLink } from '../sql/emit-link.ts'
import { putTable, withDatabase } from '../testing/people.ts'
import { parseSql } from './parse-sql.ts'
import { parseSplinkModel, readSplinkModel } from './read-splink-model.ts'
import { defaultM, defaultU } from './shares.ts'
import { conditionOf } from './to-expression.ts'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)
const models = ['fake_1000', 'historical_50k', 'febrl3'].flatMap((data) =>
  [4, 5].map((version) => [data, version] as const),
)

describe('a model that Splink trained', () => {
  it.each(models)('%s, Splink %i: gives every pair its match weight', async (data, version) => {
    await withDatabase(async (connection) => {
      const name = `${data}.splink${version}`
      const { model, parameters } = await readSplinkModel(fixture(`${name}.json`))
      await connection.run(
        `CREATE TABLE records AS SELECT * FROM read_csv('${fixture(`${data}.records.csv`)}', all_varchar = true, header = true)`,
      )
      const lines = (await readFile(fixture(`${name}.weights.csv`), 'utf8')).trim().split('\n')
      const theirs = lines.slice(1).map((line) => line.split(',') as [string, string, string])
      const pairs = theirs.map(([l, r]) => [l, r] as const)
      const tables = ['records']
      const ours = await weighGiven({ model, parameters, connection, tables, pairs })
      expect(ours.length).toBe(theirs.length)
      ours.forEach((pair, i) => {
        expect(Math.abs(pair.weight - Number(theirs[i]?.[2]))).toBeLessThan(1e-9)
      })
      // A run proposes the same pairs, and an index takes the model as well.
      const run = await link({ model, parameters, connection, tables, threshold: 0 })
      expect(run.counts.candidatePairs).toBe(theirs.length)
      await dropLinkResult(connection, run)
      const { index } = await openIndex({ model, parameters, connection, tables })
      expect(index.count).toBe(90)
    })
  })

  it('is written as SQL again, with the same weights', async () => {
    await withDatabase(async (connection) => {
      const { model, parameters } = await readSplinkModel(fixture('fake_1000.splink5.json'))
      const path = fixture('fake_1000.records.csv')
      await connection.run(
        `CREATE TABLE records AS SELECT * FROM read_csv('${path}', all_varchar = true, header = true)`,
      )
      for (const step of emitLink(model, parameters, 'records', DUCKDB).statements)
        await connection.run(step)
      const rows = await connection.runAndReadAll(
        `SELECT least(id_l, id_r), greatest(id_l, id_r), weight FROM linkage_scored ORDER BY 1, 2`,
      )
      const lines = (await readFile(fixture('fake_1000.splink5.weights.csv'), 'utf8')).trim()
      const theirs = new Map(
        lines
          .split('\n')
          .slice(1)
          .map((line) => [line.split(',').slice(0, 2).join(' '), Number(line.split(',')[2])]),
      )
      for (const [l, r, weight] of rows.getRows())
        expect(Number(weight)).toBeCloseTo(theirs.get(`${l} ${r}`) ?? Number.NaN, 9)
      expect(rows.getRows().length).toBe(theirs.size)
    })
  })
})

describe('conditions of Splink', () => {
  it.each([
    ['"a_l" IS NULL OR "a_r" IS NULL', 'missing(a)'],
    ['a_l is null or a_r is null', 'missing(a)'],
    [
      '("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)',
      '(missing(a)) and (missing(b))',
    ],
    ['"a_l" = "a_r"', 'equal(a)'],
    ['l."a" = r."a"', 'equal(a)'],
    ['"a_r" = "b_l"', 'equal(b, a)'],
    ['"first name_l" = "first name_r"', 'equal("first name")'],
    ['jaro_winkler_similarity("a_l", "a_r") >= 0.9', 'jaro_winkler(utf8(a)) >= 0.9'],
    ['levenshtein(LOWER("a_l"), LOWER("a_r")) <= 2', 'levenshtein(utf8(lower(a))) <= 2'],
    ['damerau_levenshtein("a_l", "a_r") <= 1', 'damerau_levenshtein(utf8(a)) <= 1'],
    [
      'ABS(EPOCH(try_strptime("d_l", \'%Y\')) - EPOCH(try_strptime("d_r", \'%Y\'))) <= 2629800.0',
      "days_apart(strptime(d, '%Y')) <= 30.4375",
    ],
    [
      "NULLIF(regexp_extract(\"a_l\", '^[^@]+', 0), '') = NULLIF(regexp_extract(\"a_r\", '^[^@]+', 0), '')",
      "equal(extract(a, '^[^@]+'))",
    ],
    ['array_length(list_intersect("a_l", "a_r")) >= 2', 'shared(a) >= 2'],
    ['SUBSTR("a_l", 1, 3) = SUBSTR("a_r", 1, 3)', 'equal(prefix(a, 3))'],
    ['CAST("a_l" AS TEXT) = CAST("a_r" AS TEXT)', 'equal(a)'],
    ["'it''s' = \"a_l\"", null],
    ['damerau_levenshtein("a_l", "a_r") <= 2', null],
    ['jaro_similarity("a_l", "a_r") >= 0.9', null],
    ['NOT "a_l" = "a_r"', null],
    ['"a_l" IS NULL', null],
    ['"a_l" IS NOT NULL OR "a_r" IS NOT NULL', null],
    ['"a_l" = "a_l"', null],
    ['"a_l" + 1 = "a_r"', null],
    ['"a_l" || \'x\' = "a_r"', null],
    ['regexp_extract("a_l", \'(?i)x\', 0) = regexp_extract("a_r", \'(?i)x\', 0)', null],
  ])('%s', (sql, wanted) => {
    const tree = parseSql(sql)
    const found = tree && conditionOf(tree)
    expect(found && printExpression(found)).toBe(wanted)
  })
})

const level = (sql_condition: string, m?: number, u?: number, more = {}) => ({
  sql_condition,
  ...(m === undefined ? {} : { m_probability: m }),
  ...(u === undefined ? {} : { u_probability: u }),
  ...more,
})
const missing = level('"a_l" IS NULL OR "a_r" IS NULL', undefined, undefined, {
  is_null_level: true,
})
const settings = (levels: object[], more = {}) => ({
  link_type: 'dedupe_only',
  probability_two_random_records_match: 0.1,
  blocking_rules_to_generate_predictions: [{ blocking_rule: 'l."b" = r."b"' }],
  comparisons: [{ output_column_name: 'a', comparison_levels: levels }],
  ...more,
})

describe('what a Splink model may hold besides', () => {
  it('SQL that only the database understands is run there; a least share for frequencies is kept', async () => {
    await withDatabase(async (connection) => {
      const rows = ['ann', 'ann', 'an', 'bob'].map((a, i) => ({ id: String(i), a, b: 'x' }))
      await putTable(connection, 'records', rows)
      const tf = {
        tf_adjustment_column: 'a',
        tf_adjustment_weight: 0.5,
        tf_minimum_u_value: 0.6,
      }
      const { model, parameters, warnings } = parseSplinkModel(
        settings(
          [
            missing,
            level('"a_l" = "a_r"', 0.8, 0.25, tf),
            level('starts_with("a_l", "a_r") OR starts_with("a_r", "a_l")', 0.1, 0.05),
            level('ELSE', 0.1, 0.7),
          ],
          { unique_id_column_name: 'id' },
        ),
      )
      expect(warnings.map((w) => w.code)).toEqual(['splink-sql'])
      const pairs = [
        ['0', '1'],
        ['0', '2'],
        ['0', '3'],
        ['0', 'gone'],
      ] as const
      const tables = ['records']
      const weighed = await weighGiven({ model, parameters, connection, tables, pairs })
      const prior = Math.log2(0.1 / 0.9)
      expect(weighed.map((w) => w.weight)).toEqual([
        expect.closeTo(
          prior + Math.log2(0.8 / 0.25) + 0.5 * (Math.log2(0.25) - Math.log2(0.6)),
          12,
        ),
        expect.closeTo(prior + 1, 12),
        expect.closeTo(prior + Math.log2(0.1 / 0.7), 12),
      ])
    })
  })

  it('shares that were never trained are those that Splink takes; one never observed is a millionth', () => {
    const { parameters } = parseSplinkModel(
      settings([
        missing,
        level('"a_l" = "a_r"'),
        level('levenshtein("a_l", "a_r") <= 1', undefined, 0.2),
        { ...level('ELSE'), m_probability: 'level not observed in training dataset' },
      ]),
    )
    const [, same, slip, other] = parameters.comparisons[0]?.levels ?? []
    expect(same).toMatchObject({ m: 0.95, u: 0.95 / 1024 })
    expect(slip).toMatchObject({ m: expect.closeTo(0.025, 12), u: 0.2 })
    expect(other).toMatchObject({ m: 1e-6, u: expect.closeTo(0.025 * 32, 12) })
    expect(defaultM(2)).toEqual([expect.closeTo(0.05, 12), 0.95])
    expect(defaultU(2)).toEqual([expect.closeTo(0.05 * 32, 12), 0.95 / 1024])
  })

  it('a rule that is more than equal values is left out and told; where none is left, it is refused', () => {
    const rules = ['l.b = r.b and levenshtein(l.a, r.a) < 2', 'l."b" = r."b" AND l.a = r.a']
    const levels = [missing, level('"a_l" = "a_r"', 0.9, 0.1), level('ELSE', 0.1, 0.9)]
    const more = (list: string[]) => ({ blocking_rules_to_generate_predictions: list })
    const { model, warnings } = parseSplinkModel(settings(levels, more(rules)))
    expect(model.blocking.map((b) => b.words)).toEqual(['b and a'])
    expect(warnings.map((w) => w.code)).toEqual(['splink-rule-left-out'])
    expect(() => parseSplinkModel(settings(levels, more(rules.slice(0, 1))))).toThrow(
      'none of its blocking rules can be taken over',
    )
  })

  it('what is no Splink model is refused, with the place', async () => {
    expect(() => parseSplinkModel({ link_type: 'dedupe_only' }, 'x.json')).toThrow(
      'The Splink model x.json is not valid: probability_two_random_records_match',
    )
    const levels = [
      level('levenshtein("a_l", "a_r") <= 1', 0.9, 0.1, { tf_adjustment_column: 'a' }),
      level('ELSE', 0.1, 0.9),
    ]
    expect(() => parseSplinkModel(settings(levels), 'x.json')).toThrow(
      'x.json: comparisons.0.comparison_levels.0: Splink adjusts it by the frequency of "a"',
    )
    await expect(readSplinkModel(fixture('none.json'))).rejects.toMatchObject({
      code: 'model-unreadable',
    })
  })
})
