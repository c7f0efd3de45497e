import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link, parseModel } from '../index.ts'
import { putTable, withDatabase } from '../testing/people.ts'

// A second, slow and plain writing of what the README says that levels mean; all pairs, loops.

type Value = string | null
type Row = Record<string, Value>
type Similarity = (a: string, b: string) => number

const longest = (a: string, b: string) => Math.max(a.length, b.length)

const jaroWinkler: Similarity = (a, b) => {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(longest(a, b) / 2) - 1)
  const taken = new Set<number>()
  const left: string[] = []
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++) {
      if (taken.has(j) || a[i] !== b[j]) continue
      taken.add(j)
      left.push(a[i] as string)
      break
    }
  }
  const m = left.length
  if (m === 0) return 0
  const right = [...taken].sort((x, y) => x - y).map((j) => b[j])
  const half = left.filter((c, i) => c !== right[i]).length
  const jaro = (m / a.length + m / b.length + (m - Math.floor(half / 2)) / m) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++
  return jaro <= 0.7 ? jaro : jaro + prefix * 0.1 * (1 - jaro)
}

const edits =
  (swaps: boolean): Similarity =>
  (a, b) => {
    const d = Array.from({ length: a.length + 1 }, (_, i) =>
      Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
    )
    const at = (i: number, j: number) => d[i]?.[j] as number
    for (let i = 1; i <= a.length; i++) {
      for (let j = 1; j <= b.length; j++) {
        const cost = a[i - 1] === b[j - 1] ? 0 : 1
        let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost)
        if (swaps && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          best = Math.min(best, at(i - 2, j - 2) + 1)
        ;(d[i] as number[])[j] = best
      }
    }
    return at(a.length, b.length)
  }

const damerau = edits(true)
const jaccard: Similarity = (a, b) => {
  const [s, t] = [new Set(a.split('')), new Set(b.split(''))]
  const both = [...s].filter((c) => t.has(c)).length
  return both / new Set([...s, ...t]).size
}
const hamming: Similarity = (a, b) =>
  a.length === b.length ? [...a].filter((c, i) => c !== b[i]).length : Number.NaN
const days: Similarity = (a, b) => {
  const [x, y] = [Date.parse(`${a}T00:00:00Z`), Date.parse(`${b}T00:00:00Z`)]
  return Math.abs(x - y) / 86_400_000
}
const swappedDay = (a: string, b: string) => {
  const [y, m, d] = a.split('-')
  return a !== b && b === `${y}-${d}-${m}`
}
const initial = (a: string, b: string) =>
  (a.length === 1) !== (b.length === 1) && a.charAt(0) === b.charAt(0)
const postcode = (x: string) => /^([A-Z]{1,2})([0-9][A-Z0-9]?)([0-9])([A-Z]{2})$/.exec(x)
const partOf = (x: string, n: number) => postcode(x)?.slice(1, n).join('') ?? null
const samePart = (a: string, b: string, n: number) =>
  partOf(a, n) !== null && partOf(a, n) === partOf(b, n)
const user = (x: string) => x.split('@')[0] ?? ''
const host = (x: string) => x.split('@')[1] ?? ''

const NAME: Tests = [
  (a, b) => a === b,
  (a, b) => jaroWinkler(a, b) >= 0.9 || damerau(a, b) <= 1,
  initial,
  (a, b) => jaroWinkler(a, b) >= 0.78,
]
type Tests = ((a: string, b: string) => boolean)[]

/** Level 0 is missing, then the first test that holds, then else. */
const levelBy =
  (tests: Tests) =>
  (a: Value, b: Value): number => {
    if (a === null || b === null) return 0
    const at = tests.findIndex((t) => t(a, b))
    return at < 0 ? tests.length + 1 : at + 1
  }

const KINDS: Record<string, Tests> = {
  exact: [(a, b) => a === b],
  text: [
    (a, b) => a === b,
    ...[0.92, 0.88, 0.7].map((t) => (a: string, b: string) => jaroWinkler(a, b) >= t),
  ],
  name: NAME,
  damerau_levenshtein: [
    (a, b) => a === b,
    ...[1, 2].map((t) => (a: string, b: string) => damerau(a, b) <= t),
  ],
  jaccard: [
    (a, b) => a === b,
    ...[0.9, 0.7].map((t) => (a: string, b: string) => jaccard(a, b) >= t),
  ],
  number: [
    (a, b) => a === b,
    ...[1, 10].map((t) => (a: string, b: string) => Math.abs(Number(a) - Number(b)) <= t),
  ],
  date: [
    (a, b) => a === b,
    swappedDay,
    (a, b) => damerau(a, b) <= 1,
    (a, b) => a.slice(0, 4) === b.slice(0, 4) && (a.endsWith('-01-01') || b.endsWith('-01-01')),
    (a, b) => days(a, b) <= 62,
    (a, b) => hamming(a, b) <= 2,
    (a, b) => a.slice(0, 4) === b.slice(0, 4),
  ],
  postcode: [
    (a, b) => a === b,
    (a, b) => damerau(a, b) <= 1,
    (a, b) => samePart(a, b, 4),
    (a, b) => samePart(a, b, 3),
    (a, b) => samePart(a, b, 2),
  ],
  email: [
    (a, b) => a === b,
    (a, b) => damerau(a, b) <= 2,
    (a, b) => user(a) === user(b) || jaroWinkler(a, b) >= 0.9 || damerau(user(a), user(b)) <= 1,
    (a, b) => host(a) === host(b),
  ],
}

const few = (letters: string, most: number) =>
  fc
    .array(fc.constantFrom(...letters.split('')), { minLength: 1, maxLength: most })
    .map((x) => x.join(''))
const day = fc
  .tuple(
    fc.integer({ min: 2009, max: 2012 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`)
const code = fc
  .tuple(
    fc.constantFrom('N', 'SW'),
    fc.constantFrom('1', '1A', '2'),
    fc.integer({ min: 0, max: 3 }),
    few('AB', 2),
  )
  .map(([a, b, c, d]) => `${a}${b}${c}${d.padEnd(2, 'X')}`)

const VALUES: Record<string, fc.Arbitrary<string>> = {
  exact: few('abü', 3),
  text: few('abcmü', 9),
  name: few('abcm-', 8),
  damerau_levenshtein: few('0123', 7),
  jaccard: few('abcde', 6),
  number: fc.integer({ min: -30, max: 30 }).map(String),
  date: day,
  postcode: code,
  email: fc.tuple(few('abc', 5), few('xy', 2)).map(([a, b]) => `${a}@${b}.org`),
}

async function levels(rows: readonly Row[], comparison: object): Promise<Map<string, number[]>> {
  return await withDatabase(async (connection) => {
    const named = rows.map((r, i) => ({ id: `r${i}`, ...r }))
    await putTable(connection, 't', named)
    const columns = Object.keys(rows[0] ?? {})
    const model = parseModel({
      columns: Object.fromEntries(columns.map((n) => [n, n])),
      blocking: ['everything'],
      comparisons: [{ name: 'c', ...comparison }],
      training: { u_pairs: 1000 },
    })
    const result = await link({ model, connection, tables: ['t'], threshold: 0 })
    const shown = model.comparisons.map((c) => `"level_${c.name}"`).join()
    const reader = await connection.runAndReadAll(
      `SELECT least(id_l, id_r) || ' ' || greatest(id_l, id_r), ${shown} FROM "${result.pairs}"`,
    )
    return new Map(reader.getRows().map(([pair, ...own]) => [String(pair), own.map(Number)]))
  })
}

function eachPair(count: number, visit: (i: number, j: number, pair: string) => void): void {
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const [a, b] = [`r${i}`, `r${j}`].sort()
      visit(i, j, `${a} ${b}`)
    }
  }
}

describe('levels against a plain writing of them', () => {
  it.each(Object.keys(KINDS))('%s', async (kind) => {
    const value = fc.option(VALUES[kind] as fc.Arbitrary<string>, { freq: 8 })
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 12, maxLength: 40 }), async (values) => {
        const found = await levels(
          values.map((x) => ({ x })),
          { kind, column: 'x' },
        )
        const level = levelBy(KINDS[kind] as Tests)
        let seen = 0
        eachPair(values.length, (i, j, pair) => {
          const [a, b] = [values[i] as Value, values[j] as Value]
          // Jaro takes the first letter that fits, so it may differ by direction: either will do.
          expect([level(a, b), level(b, a)]).toContain(found.get(pair)?.[0])
          seen++
        })
        expect(found.size).toBe(seen)
      }),
      { numRuns: 12 },
    )
  })

  it('names either way round: the better of straight and swapped', async () => {
    const level = levelBy(NAME)
    const score = [-1, 3, 2.25, 1.5, 0.75, 0]
    const part = fc.option(few('abm', 5), { freq: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(part, part), { minLength: 8, maxLength: 25 }),
        async (people) => {
          const rows = people.map(([x, y]) => ({ x, y }))
          const found = await levels(rows, {
            name: undefined,
            kind: 'either_way',
            columns: ['x', 'y'],
          })
          eachPair(rows.length, (i, j, pair) => {
            const [a, b] = [rows[i] as { x: Value; y: Value }, rows[j] as { x: Value; y: Value }]
            const both = (p: Value, q: Value) => [level(p, q), level(q, p)]
            const ways = [
              [both(a.x, b.x), both(a.y, b.y)],
              [both(a.x, b.y), both(a.y, b.x)],
            ] as const
            const best = (way: readonly (readonly number[])[]) =>
              way.reduce((sum, l) => sum + Math.max(...l.map((k) => score[k] as number)), 0)
            const got = (found.get(pair) ?? []).reduce((sum, l) => sum + (score[l] as number), 0)
            expect(got).toBeLessThanOrEqual(Math.max(...ways.map(best)) + 1e-9)
            const least = (way: readonly (readonly number[])[]) =>
              way.reduce((sum, l) => sum + Math.min(...l.map((k) => score[k] as number)), 0)
            expect(got).toBeGreaterThanOrEqual(Math.max(...ways.map(least)) - 1e-9)
          })
        },
      ),
      { numRuns: 12 },
    )
  })

  it('full name, with short forms', async () => {
    const letters = fc.option(fc.constantFrom('al', 'alan', 'alun', 'mo', 'mohan', 'b'), {
      freq: 8,
    })
    const both = (t: number) => (a: Row, b: Row) =>
      ok(a, b, 'x') && ok(a, b, 'y') && near(a, b, 'x') >= t && near(a, b, 'y') >= t
    const ok = (a: Row, b: Row, c: string) => a[c] !== null && b[c] !== null
    const near = (a: Row, b: Row, c: string) => jaroWinkler(a[c] as string, b[c] as string)
    const same = (a: Row, b: Row, c: string, d = c) => a[c] !== null && a[c] === b[d]
    const nick = (a: Row, b: Row) =>
      a['x'] !== b['x'] &&
      ['al', 'alan'].includes(String(a['x'])) &&
      ['al', 'alan'].includes(String(b['x']))
    const tests: ((a: Row, b: Row) => boolean)[] = [
      (a, b) => !ok(a, b, 'x') && !ok(a, b, 'y'),
      (a, b) => same(a, b, 'x') && same(a, b, 'y'),
      (a, b) => same(a, b, 'x', 'y') && same(a, b, 'y', 'x'),
      (a, b) => nick(a, b) && same(a, b, 'y'),
      both(0.92),
      both(0.88),
      (a, b) => same(a, b, 'y'),
      (a, b) => same(a, b, 'x'),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ x: letters, y: letters }), { minLength: 8, maxLength: 25 }),
        async (rows) => {
          const found = await levels(rows, {
            kind: 'full_name',
            columns: ['x', 'y'],
            nicknames: [['al', 'alan']],
          })
          eachPair(rows.length, (i, j, pair) => {
            const at = tests.findIndex((t) => t(rows[i] as Row, rows[j] as Row))
            expect(found.get(pair)).toEqual([at < 0 ? tests.length : at])
          })
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('blocking against a plain writing of it', () => {
  const cell = fc.option(fc.constantFrom('a', 'b', 'c', 'd e', 'd f'), { freq: 5 })
  const rowsOf = fc.array(
    fc.record({ x: cell, y: cell, z: cell, s: fc.constantFrom('p', 'q', 'r') }),
    { minLength: 1, maxLength: 40 },
  )
  const RULES = [
    {
      on: ['x', 'y'],
      key: (r: Row) => (r['x'] === null || r['y'] === null ? [] : [`${r['x']}|${r['y']}`]),
    },
    {
      on: ['explode(words(z))', 'x'],
      key: (r: Row) => (r['x'] === null ? [] : words(r['z']).map((w) => `${w}|${r['x']}`)),
    },
    { on: ['explode(words(z))'], key: (r: Row) => words(r['z']) },
    { on: ['y'], key: (r: Row) => (r['y'] === null ? [] : [r['y'] as string]) },
  ]
  const words = (z: Value | undefined) =>
    [...new Set((z ?? '').split(' ').filter((w) => w !== ''))].map((w) => `${w}${w}`)

  it.each([
    ['dedupe', false],
    ['link', false],
    ['dedupe', true],
    ['dedupe', ['p']],
  ] as const)('%s, free of duplicates: %o', async (mode, free) => {
    await fc.assert(
      fc.asyncProperty(rowsOf, fc.integer({ min: 2, max: 12 }), async (rows, cap) => {
        // words() drops words of one letter, hence doubled ones.
        const kept = rows.map((r, i) => ({
          id: `r${i}`,
          ...r,
          z: r.z?.replace(/\w/g, (w) => w + w) ?? null,
        }))
        const model = parseModel({
          mode,
          columns: { x: 'x', y: 'y', z: 'z' },
          sources: { column: 's', free_of_duplicates: free },
          block_cap: cap,
          blocking: RULES.map((r) => r.on),
          comparisons: [{ kind: 'exact', column: 'x' }],
        })
        const wanted = new Map<string, number>()
        const skipped = RULES.map(() => ({ blocks: 0, records: 0, pairs: 0, largest: 0 }))
        RULES.forEach(({ key }, rule) => {
          const blocks = new Map<string, number[]>()
          rows.forEach((r, i) => {
            for (const k of key(r)) blocks.set(k, [...(blocks.get(k) ?? []), i])
          })
          for (const members of blocks.values()) {
            const n = members.length
            if (n > cap) {
              const s = skipped[rule] as (typeof skipped)[number]
              s.blocks++
              s.records += n
              s.pairs += (n * (n - 1)) / 2
              s.largest = Math.max(s.largest, n)
              continue
            }
            for (const i of members) {
              for (const j of members) {
                const [a, b] = [rows[i]?.s, rows[j]?.s]
                const single = mode === 'link' || free === true || (free !== false && a === 'p')
                if (i >= j || (a === b && single)) continue
                const pair = [`r${i}`, `r${j}`].sort().join(' ')
                if (!wanted.has(pair)) wanted.set(pair, rule)
              }
            }
          }
        })
        await withDatabase(async (connection) => {
          await putTable(connection, 't', kept)
          const result = await link({ model, connection, tables: ['t'], threshold: 0 })
          const reader = await connection.runAndReadAll(
            `SELECT least(id_l, id_r) || ' ' || greatest(id_l, id_r), rule FROM "${result.pairs}"`,
          )
          const rowsFound = reader.getRows()
          expect(new Map(rowsFound.map(([p, r]) => [String(p), Number(r)]))).toEqual(wanted)
          expect(rowsFound.length).toBe(wanted.size)
          expect(result.blocking.map((b) => b.skipped)).toEqual(skipped)
          expect(result.counts.candidatePairs).toBe(wanted.size)
          expect(result.blocking.reduce((sum, b) => sum + b.pairs, 0)).toBe(wanted.size)
        })
      }),
      { numRuns: 15 },
    )
  })
})
