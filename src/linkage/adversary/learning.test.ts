import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link, linkFiles, parseModel } from '../index.ts'
import {
  makePeople,
  peopleModel,
  putTable,
  readPartition,
  withDatabase,
} from '../testing/people.ts'
import { runSession } from '../train/em.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']

describe('u by closed form', () => {
  const word = fc.constantFrom('ab', 'ac', 'bc', 'b')
  const full = fc.option(
    fc.tuple(word, word).map((w) => w.join(' ')),
    { freq: 6 },
  )
  it.each([
    [
      'nested levels',
      ['equal(c)', 'equal(prefix(c, 2))', 'equal(prefix(c, 1))'],
      [(x: string) => x, (x: string) => x.slice(0, 2), (x: string) => x.slice(0, 1)],
    ],
    [
      'levels that cross',
      ['equal(first_word(c))', 'equal(last_word(c))', 'equal(prefix(c, 1))'],
      [
        (x: string) => x.split(' ')[0],
        (x: string) => x.split(' ')[1],
        (x: string) => x.slice(0, 1),
      ],
    ],
  ] as const)('is what counting every pair gives: %s', async (_name, levels, makers) => {
    await fc.assert(
      fc.asyncProperty(fc.array(full, { minLength: 12, maxLength: 60 }), async (values) => {
        const counts = makers.map(() => 0).concat(0)
        let all = 0
        values.forEach((a, i) => {
          for (const b of values.slice(i + 1)) {
            if (a === null || b === null) continue
            const at = makers.findIndex((f) => f(a) === f(b))
            const level = at < 0 ? makers.length : at
            counts[level] = (counts[level] as number) + 1
            all++
          }
        })
        fc.pre(all > 0)
        await withDatabase(async (connection) => {
          await putTable(
            connection,
            't',
            values.map((c, i) => ({ id: `r${i}`, c, k: 'x' })),
          )
          const model = parseModel({
            columns: { c: 'c', k: 'k' },
            blocking: ['everything'],
            comparisons: [
              { name: 'c', levels: [{ when: 'missing(c)', missing: true }, ...levels, 'else'] },
            ],
            training: { em: ['k'], prior: { probability: 0.1 } },
          })
          const { parameters } = await link({ model, connection, tables: ['t'] })
          const u = parameters.comparisons[0]?.levels.slice(1).map((l) => l.u)
          counts.forEach((n, level) => {
            expect(u?.[level]).toBeCloseTo(n / all, 12)
          })
        })
      }),
      { numRuns: 15 },
    )
  })
})

describe('expectation–maximisation', () => {
  it('never lowers the likelihood, and its shares add up', () => {
    const widths = [3, 4, 2]
    const { comparisons } = parseModel({
      columns: { a: 'a', b: 'b', c: 'c' },
      blocking: ['a'],
      comparisons: widths.map((n, i) => ({
        name: `c${i}`,
        levels: [
          { when: `missing(${'abc'[i]})`, missing: true },
          ...Array.from({ length: n - 1 }, (_, k) => `levenshtein(${'abc'[i]}) <= ${k}`),
          'else',
        ],
      })),
    })
    const share = fc.double({ min: 0.01, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(...widths.map((n) => fc.integer({ min: 0, max: n }))), {
          minLength: 4,
          maxLength: 40,
        }),
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 40, maxLength: 40 }),
        fc.tuple(...widths.map((n) => fc.array(share, { minLength: n, maxLength: n }))),
        share,
        (patterns, numbers, raw, start) => {
          const u = raw.map((r) => {
            const sum = r.reduce((x, y) => x + y, 0)
            return Float64Array.from([0, ...r.map((x) => x / sum)])
          })
          const counts = Float64Array.from(patterns, (_, p) => numbers[p] ?? 0)
          fc.pre(counts.some((n) => n > 0))
          const run = (iterations: number) =>
            runSession({
              comparisons,
              patternLevels: patterns.flat(),
              counts,
              order: patterns.map((_, p) => p),
              active: widths.map(() => true),
              u,
              startLambda: start * 0.98,
              iterations,
              convergence: 0,
            })
          const likelihood = ({ m, lambda }: ReturnType<typeof run>) =>
            patterns.reduce((sum, levels, p) => {
              const product = (of: readonly (Float64Array | null)[]) =>
                levels.reduce((x, level, c) => (level === 0 ? x : x * (of[c]?.[level] ?? 1)), 1)
              return (
                sum + (counts[p] ?? 0) * Math.log(lambda * product(m) + (1 - lambda) * product(u))
              )
            }, 0)
          // The share of matches is kept a billionth below one, which may cost each pair as much.
          const pairs = counts.reduce((sum, n) => sum + n, 0)
          let before = Number.NEGATIVE_INFINITY
          for (const rounds of [1, 2, 3, 5, 9, 20]) {
            const result = run(rounds)
            const now = likelihood(result)
            expect(now).toBeGreaterThanOrEqual(before - 1e-9 * (pairs + Math.abs(before)))
            before = now
            for (const shares of result.m) {
              expect((shares ?? new Float64Array([1])).reduce((x, y) => x + y, 0)).toBeCloseTo(1, 6)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    {},
    { training: { relatives: ['last'] } },
    { sources: { column: 'source', free_of_duplicates: true } },
  ])('gives shares that add up to one in every comparison: %o', async (changes) => {
    await withDatabase(async (connection) => {
      await putTable(connection, 'people', makePeople(300, 9), SEEN)
      const { parameters } = await link({
        model: peopleModel({ mode: 'dedupe', ...changes }),
        connection,
        tables: ['people'],
      })
      expect(parameters.prior).toBeGreaterThan(0)
      expect(parameters.prior).toBeLessThan(1)
      for (const { levels } of parameters.comparisons) {
        for (const of of ['m', 'u'] as const) {
          const all = levels.reduce((sum, l) => sum + (l[of] ?? 0), 0)
          expect(all).toBeGreaterThan(0.97)
          expect(all).toBeLessThan(1.03)
        }
      }
    })
  })
})

describe('the truth held away', () => {
  it.each(['cluster', 'label', 'truth', 'person_id', 'match', ' label', 'id_truth'])(
    'link() gives the same to the last bit with and without a column "%s"',
    async (name) => {
      const people = makePeople(200, 8)
      const run = async (rows: readonly object[], columns: readonly string[]) =>
        await withDatabase(async (connection) => {
          await putTable(connection, 'people', rows, columns)
          const result = await link({
            model: peopleModel({ mode: 'dedupe' }),
            connection,
            tables: ['people'],
            parts: true,
          })
          const reader = await connection.runAndReadAll(
            `SELECT * FROM "${result.pairs}" ORDER BY id_l, id_r`,
          )
          return {
            parameters: result.parameters,
            pairs: reader.getRows(),
            clusters: await readPartition(connection, result.clusters),
            warnings: result.warnings,
            counts: result.counts,
          }
        })
      const without = await run(people, SEEN)
      const named = people.map((p) => ({ ...p, [name]: p.truth }))
      expect(await run(named, [...SEEN, name])).toEqual(without)
      expect(await run(named, [name, ...SEEN])).toEqual(without)
      expect(
        await run(
          people.map((p) => ({ ...p, [name]: 'all one' })),
          [...SEEN, name],
        ),
      ).toEqual(without)
    },
  )

  it('linkFiles() too, named as the truth or not, for one file and for two', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linkage-'))
    try {
      const people = makePeople(150, 8)
      const write = async (name: string, rows: typeof people, truth: boolean) => {
        const file = join(folder, name)
        const lines = rows.map((p) =>
          [
            p.id,
            p.source,
            p.first ?? '',
            p.last ?? '',
            p.born ?? '',
            p.code ?? '',
            ...(truth ? [p.truth] : []),
          ].join(),
        )
        await writeFile(
          file,
          [[...SEEN, ...(truth ? ['cluster'] : [])].join(), ...lines].join('\n'),
        )
        return file
      }
      const half = people.length >> 1
      for (const parts of [[people], [people.slice(0, half), people.slice(half)]]) {
        const answers: string[] = []
        for (const [truth, named] of [
          [false, false],
          [true, false],
          [true, true],
        ]) {
          const files = await Promise.all(
            parts.map((rows, i) => write(`p${i}.csv`, rows, truth === true)),
          )
          const out = join(folder, 'out.csv')
          const report = await linkFiles({
            files,
            model: peopleModel({ mode: 'dedupe', sources: { column: 'source' } }),
            out,
            ...(named ? { truth: 'cluster' } : {}),
          })
          expect(report.f1 === null).toBe(!named)
          answers.push(
            JSON.stringify([report.parameters, report.candidatePairs, report.warnings]) +
              (await readFile(out, 'utf8')),
          )
        }
        expect(new Set(answers).size).toBe(1)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('is refused however the model comes to read it', async () => {
    const plain = {
      columns: { first: 'first' },
      blocking: ['first'],
      comparisons: [{ kind: 'exact', column: 'first' }],
    }
    for (const changes of [
      { columns: { first: 'lower(concat(first, truth))' } },
      { id: 'truth' },
      { sources: { column: 'truth' } },
    ]) {
      await expect(
        linkFiles({
          files: ['x.csv'],
          model: parseModel({ ...plain, ...changes }),
          truth: 'truth',
        }),
      ).rejects.toThrow(/holds the truth/)
    }
  })
})

describe('sources linked to each other', () => {
  /** Two tables that hold some people twice, declared to do so or not. */
  async function linked(free: boolean | string[]) {
    return await withDatabase(async (connection) => {
      const people = makePeople(1500, 21, ['a', 'b', 'c', 'd'])
      const rows = (...of: string[]) => people.filter((p) => of.includes(p.source))
      await putTable(connection, 'left', rows('a', 'b'), SEEN)
      await putTable(connection, 'right', rows('c', 'd'), SEEN)
      const model = peopleModel({
        mode: 'link',
        sources: { free_of_duplicates: free },
        thresholds: { match: 0.5, review: 0 },
      })
      const result = await link({ model, connection, tables: ['left', 'right'] })
      const reader = await connection.runAndReadAll(
        `SELECT count(*) FILTER (WHERE probability >= 0.5) / count(*) FROM "${result.pairs}" WHERE split_part(id_l, '-', 2) = split_part(id_r, '-', 2)`,
      )
      return {
        taught: result.parameters.patterns !== undefined,
        found: Number(reader.getRows()[0]?.[0]),
      }
    })
  }

  it('are not taken for free of duplicates unless declared so', async () => {
    const { taught, found } = await linked(false)
    expect(taught).toBe(false)
    expect(found).toBeGreaterThan(0.95)
  })

  it('teach where they are declared', async () => {
    expect((await linked(true)).taught).toBe(true)
    expect((await linked(['left'])).taught).toBe(true)
  })
})
