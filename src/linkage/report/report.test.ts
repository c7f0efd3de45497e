import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import {
  analyseBlocking,
  linkFiles,
  linkWithReport,
  type ReportOptions,
  scoreClusters,
} from '../index.ts'
import { linkAndInspect } from '../link.ts'
import type { LinkOptions } from '../options.ts'
import { makePeople, type Person, peopleModel, putTable, withDatabase } from '../testing/people.ts'
import { measureRun } from './measure-run.ts'
import type { ReportData } from './report-data.ts'

const SEEN = ['id', 'source', 'first', 'last', 'born', 'code']
const AT = new Date('2026-01-02T03:04:05Z')

/** Links some people and makes the report. */
async function reportOf(
  people: readonly Person[],
  changes: Record<string, unknown> = {},
  report: ReportOptions = {},
  more: Partial<LinkOptions> = {},
): Promise<string> {
  return await withDatabase(async (connection) => {
    await putTable(connection, 'people', people, SEEN)
    const options = { model: peopleModel(changes), connection, tables: ['people'], ...more }
    return (await linkWithReport(options, { madeAt: AT, ...report })).report
  })
}

/** The figures of a report, and what else of the run a test looks at. */
async function figuresOf<T = null>(
  people: readonly Person[],
  changes: Record<string, unknown> = {},
  look: (connection: DuckDBConnection, clusters: string) => Promise<T> = async () => null as T,
  more: Partial<LinkOptions> = {},
): Promise<{ data: ReportData; seen: T }> {
  return await withDatabase(async (connection) => {
    await putTable(connection, 'people', people, SEEN)
    await putTable(connection, 'truth_of', people, ['id', 'truth'])
    let data: ReportData | undefined
    const options = { model: peopleModel(changes), connection, tables: ['people'], ...more }
    const { clusters } = await linkAndInspect(options, async (inside) => {
      const wanted = { truth: 'truth_of', values: true, madeAt: AT, alsoAt: [0.2] }
      data = await measureRun(inside, wanted)
    })
    if (!data) throw new Error('no report')
    return { data, seen: await look(connection, clusters) }
  })
}

/** Every drawing must be well-formed: a value in it could break out otherwise. */
function checkDrawings(html: string): number {
  const drawings = html.match(/<svg[\s\S]*?<\/svg>/g) ?? []
  for (const drawing of drawings) {
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.write(drawing).close()
    expect(drawing).toMatch(
      /^<svg[^>]* role="img" aria-labelledby="(\S+) (\S+)"[^>]*><title id="\1">/,
    )
  }
  return drawings.length
}

describe('the figures of a report', () => {
  it('are those of the run', async () => {
    const people = makePeople(300, 11)
    const { data, seen } = await figuresOf(people, {}, async (connection, clusters) => ({
      ...(await scoreClusters(connection, clusters, 'truth_of')),
      analysis: await analyseBlocking({ model: peopleModel(), connection, tables: ['people'] }),
    }))
    expect(data.blocking.rules.map(({ alone, added }) => [alone, added])).toEqual(
      seen.analysis.map((a) => [a.pairsAlone, a.pairsAdded]),
    )
    const { summary, thresholds, curve, distribution, blocking, patterns, completeness } = data
    expect(summary.records).toBe(people.length)
    expect(summary.scores).toEqual({
      precision: seen.precision,
      recall: seen.recall,
      f1: seen.f1,
    })
    const own = thresholds.find((t) => t.isRuns)
    expect(own).toMatchObject({
      clusters: summary.clusters,
      pairs: summary.matches,
      scores: summary.scores,
    })
    expect(thresholds.map((t) => t.probability)).toEqual([0.2, 0.5, 0.9, 0.99])
    expect(curve.find((p) => p.weight === 0)?.pairs).toBe(summary.matches)
    expect(distribution.reduce((sum, b) => sum + b.pairs, 0)).toBe(summary.candidatePairs)
    expect(blocking.rules.reduce((sum, r) => sum + r.added, 0)).toBe(summary.candidatePairs)
    expect(blocking.rules.reduce((sum, r) => sum + r.matches, 0)).toBe(summary.matches)
    expect(blocking.truth?.proposed).toBe(distribution.reduce((sum, b) => sum + (b.right ?? 0), 0))
    const firsts = people.filter((p) => p.first !== null)
    expect(completeness.columns[0]).toMatchObject({
      name: 'first',
      filled: firsts.length,
      distinct: new Set(firsts.map((p) => p.first)).size,
    })
    const shown = [...patterns.matches, ...patterns.near, ...patterns.others]
    expect(patterns.covered).toBe(shown.reduce((sum, p) => sum + p.pairs, 0))
    for (const pattern of shown) {
      expect(pattern.examples.length).toBe(Math.min(2, pattern.pairs))
      for (const { explanation } of pattern.examples) {
        expect(explanation.weight).toBeGreaterThanOrEqual(pattern.lowest)
        expect(explanation.weight).toBeLessThanOrEqual(pattern.highest)
        expect(explanation.parts.map((p) => p.words)).toEqual(pattern.levels.map((l) => l.words))
      }
    }
  })

  it('count the records that cannot be linked, and say what they lack', async () => {
    const people = makePeople(200, 3).map((p, i) =>
      i < 7 ? { ...p, first: null, last: null, born: null, code: null } : p,
    )
    const { data } = await figuresOf(people)
    const { unlinkable } = data
    expect(unlinkable.because.find((b) => b.missing.length === 4)?.records).toBe(7)
    expect(unlinkable.atThreshold).toBeGreaterThanOrEqual(7)
    expect(unlinkable.curve.find((p) => p.weight === 0)?.records).toBe(unlinkable.atThreshold)
    expect(unlinkable.curve.map((p) => p.records)).toEqual(
      unlinkable.curve.map((p) => p.records).toSorted((a, b) => a - b),
    )
  })

  it('show the link by which a cluster hangs together', async () => {
    // Two groups of three that a single shared code and birthday ties together.
    const person = (id: string, first: string, last: string, born: string, code: string) => ({
      id,
      source: 'a',
      first,
      last,
      born,
      code,
      truth: id,
    })
    const group = [
      person('a1', 'amara', 'okonkwo', '2010-03-04', 'P1'),
      person('a2', 'amara', 'okonkwo', '2010-03-04', 'P1'),
      person('a3', 'amara', 'okonkwo', '2010-03-04', 'P9'),
      person('b1', 'amaro', 'lindqvist', '2010-03-04', 'P9'),
      person('b2', 'amaro', 'lindqvist', '2010-03-04', 'P2'),
      person('b3', 'amaro', 'lindqvist', '2010-03-04', 'P2'),
    ]
    const changes = { clusters: { method: 'components' }, thresholds: { match: 0.02 } }
    const { data } = await figuresOf([...makePeople(200, 3), ...group], changes)
    const ids = (cluster: ReportData['clusters']['shown'][number]) =>
      cluster.records.map((row) => data.records?.get(row)?.id)
    const found = data.clusters.shown.find((c) => ids(c).includes('a1'))
    if (!found) throw new Error('not among the clusters shown')
    expect(found.parts?.toSorted()).toEqual([3, 3])
    const weakest = [found.weakest?.left, found.weakest?.right].map(
      (r) => data.records?.get(r ?? -1)?.id,
    )
    expect(weakest.toSorted()).toEqual(['a3', 'b1'])
    expect(found.edges.filter((e) => e.isWeakest)).toHaveLength(1)
    expect(found.edges.filter((e) => e.holds)).toHaveLength(5)
    // The two sides of the link stand together.
    const sides = ids(found)
      .map((id) => id?.[0])
      .join('')
    expect(['aaabbb', 'bbbaaa']).toContain(sides)
  })

  it('say what rarity does', async () => {
    const people = makePeople(200, 3).map((p, i) => (i % 3 === 0 ? { ...p, last: 'smith' } : p))
    const { data } = await figuresOf(people)
    const last = data.frequencies.effects.find((e) => e.comparison === 'last')
    const smiths = people.filter((p) => p.last === 'smith').length
    expect(last?.commonest[0]).toMatchObject({ value: 'smith', records: smiths })
    expect(last?.commonest[0]?.bits).toBeLessThan(0)
    expect(last?.rarest).toBeGreaterThan(0)
  })

  it.each([
    ['sources free of duplicates', { sources: { column: 'source', free_of_duplicates: true } }],
    ['kin', { training: { relatives: ['last', 'born'] } }],
    [
      'own SQL',
      {
        comparisons: [
          { kind: 'name', column: 'last' },
          {
            name: 'born',
            columns: ['born'],
            levels: [
              { when: 'missing(born)', missing: true },
              { sql: 'l.born = r.born', words: 'same day' },
              'else',
            ],
          },
        ],
      },
    ],
  ])('stand for every kind of model: %s', async (_name, changes) => {
    const { data } = await figuresOf(makePeople(150, 5), changes)
    expect(data.unlinkable.atThreshold).toBeLessThan(data.summary.records / 2)
    expect(data.patterns.matches.length).toBeGreaterThan(0)
  })
})

describe('a report', () => {
  it('is whole by itself, and every drawing has a name', async () => {
    const html = await reportOf(makePeople(150, 7))
    expect(checkDrawings(html)).toBeGreaterThan(20)
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|class="zr/i)
    expect(html).not.toMatch(/(src|href)="(?!#)/)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1])
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((m) => m[1])
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('is the same for the same run', async () => {
    const take = async () =>
      (await reportOf(makePeople(150, 7))).replace(/Time of the linkage<\/th><td>[^<]*/, '')
    expect(await take()).toBe(await take())
  })

  it.each<[string, Person[]]>([
    ['no records', []],
    ['one record', makePeople(1, 2).slice(0, 1)],
    [
      'no pairs',
      ['Ada', 'Bo', 'Cy'].map((first, i) => ({
        ...(makePeople(1, 2)[0] as Person),
        id: `x${i}`,
        first,
        last: `${first}son`,
        born: `200${i}-01-0${i + 1}`,
        code: `P${i}`,
      })),
    ],
    [
      'nothing known of anybody',
      ['1', '2', '3'].map((id) => ({
        id,
        source: 'a',
        first: null,
        last: null,
        born: null,
        code: null,
        truth: id,
      })),
    ],
  ])('of %s says so', async (_name, people) => {
    const html = await reportOf(people)
    checkDrawings(html)
    expect(html).toContain('nothing to show here')
    expect(html).toContain('No cluster holds more than one record.')
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  it('of records that are all alike', async () => {
    const [one] = makePeople(1, 2)
    const people = Array.from({ length: 40 }, (_, i) => ({ ...(one as Person), id: `x${i}` }))
    const html = await reportOf(people)
    checkDrawings(html)
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</style></table><h1>gone</h1>',
    '\u202egnp.exe',
    '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'é\u0301\u0301\u0301'.repeat(300),
    '\u0000\u0007\u001f',
    'x'.repeat(100_000),
    '&lt;b&gt;&amp;',
  ]

  it('lets nothing that a record holds become part of the page', async () => {
    const people = makePeople(120, 9).map((p, i) => {
      const value = hostile[i % hostile.length] as string
      return { ...p, id: `${i}${value}`, code: value, source: value, last: p.last }
    })
    const changes = {
      columns: { first: 'first', last: 'last', born: 'date(born)', code: 'code' },
      sources: { column: 'source' },
    }
    const html = await reportOf(people, changes)
    checkDrawings(html)
    expect(html).not.toMatch(/<script|<img|<h1>gone|onmouseover='/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).toContain('&amp;lt;b&amp;gt;')
    expect(html.length).toBeLessThan(3_000_000)
  })

  it('lets nothing that a model calls things become part of the page', async () => {
    const comparisons = hostile.slice(0, 5).map((words, i) => ({
      name: `${words}${i}`,
      kind: 'exact',
      column: ['first', 'last', 'born', 'code', 'code'][i],
      words,
      term_frequency: true,
    }))
    const html = await reportOf(makePeople(120, 9), {
      name: '<script>alert(1)</script>',
      comparisons,
      blocking: [
        { on: ['last', 'born'], words: '"><img src=x onerror=alert(1)>' },
        ['first', 'code'],
      ],
    })
    checkDrawings(html)
    expect(html).not.toMatch(/<script|<img|<h1>gone|onmouseover='/)
  })

  it('holds no value and no id of a record where it is asked to', async () => {
    const people = makePeople(200, 13).map((p, i) => ({
      ...p,
      id: `secret-id-${i}`,
      source: `secret-source-${p.source}`,
      code: p.code && `secret${p.code}`,
    }))
    const changes = { sources: { column: 'source' } }
    const open = await reportOf(people, changes)
    expect(open).toContain('secret-id-')
    expect(open).toContain('This report shows values of records.')
    const closed = await reportOf(people, changes, { values: false })
    expect(closed).toContain('This report holds no values of records.')
    expect(checkDrawings(closed)).toBeGreaterThan(20)
    const held = people.flatMap((p) => [p.id, p.source, p.first, p.last, p.born, p.code])
    const text = closed.toLowerCase()
    expect(held.filter((value) => value !== null && text.includes(value.toLowerCase()))).toEqual([])
  })

  it('says what a person decided, and names no link where there is none', async () => {
    const people = makePeople(60, 5)
    const [a, b] = [people[0], people.find((p) => p.truth !== people[0]?.truth)] as [Person, Person]
    const html = await reportOf(
      people,
      {},
      {},
      {
        decisions: { same: [[a.id, b.id]], notSame: [] },
      },
    )
    checkDrawings(html)
    expect(html).not.toMatch(/NaN|undefined/)
  })

  it.each([0, 1])('of a run that joins from a probability of %d', async (threshold) => {
    const html = await reportOf(makePeople(60, 5), {}, {}, { threshold })
    checkDrawings(html)
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  it('is written to a file that only its owner can read, judged by the truth of all files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kith-report-'))
    try {
      const people = makePeople(80, 5)
      const line = (p: Person) =>
        [p.id, p.source, p.first, p.last, p.born, p.code, p.truth].join(',')
      const head = 'id,source,first,last,born,code,truth'
      const files = [0, 1].map((half) => join(folder, `${half}.csv`))
      for (const [half, file] of files.entries())
        await writeFile(
          file,
          [head, ...people.filter((_, i) => i % 2 === half).map(line)].join('\n'),
        )
      const report = { file: join(folder, 'report.html'), values: false }
      const work = { files, model: peopleModel({ mode: 'link_and_dedupe' }), truth: 'truth' }
      const { precision, seconds } = await linkFiles({ ...work, report })
      const html = await readFile(report.file, 'utf8')
      expect(html).toContain(`precision ${precision?.toFixed(4)}`)
      expect(html).toContain('This report holds no values of records.')
      expect(seconds['report']).toBeGreaterThan(0)
      if (process.platform !== 'win32') expect((await stat(report.file)).mode & 0o077).toBe(0)
      const nowhere = { file: join(folder, 'no-such-folder', 'report.html') }
      await expect(linkFiles({ ...work, report: nowhere })).rejects.toThrow(/there is no folder/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('refuses a threshold that is no probability before anything is linked', async () => {
    await expect(reportOf(makePeople(20, 5), {}, { alsoAt: [95] })).rejects.toMatchObject({
      code: 'input-invalid',
    })
  })
})
