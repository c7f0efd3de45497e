import { readdir } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parseModel, readModel } from '../index.ts'
import { dayNumber, readDate } from './dates.ts'
import { columnsOf, parseExpression, printExpression } from './expression.ts'

const MODEL = {
  columns: { name: 'name(n)', born: 'date(b)' },
  blocking: ['prefix(name, 3) and born'],
  comparisons: [{ kind: 'name', column: 'name' }],
}

describe('expressions', () => {
  it.each([
    ['prefix( surname ,4)', 'prefix(surname, 4)'],
    ["concat(a, ' it''s ', \"odd name\")", "concat(a, ' it''s ', \"odd name\")"],
    [
      'equal(a) and not missing(b) or days_apart(c) <= -1.5',
      '((equal(a)) and (not (missing(b)))) or (days_apart(c) <= -1.5)',
    ],
  ])('%s is read as %s, and read again the same', (source, printed) => {
    expect(printExpression(parseExpression(source))).toBe(printed)
    expect(printExpression(parseExpression(printed))).toBe(printed)
  })

  it.each(['', 'prefix(', 'a b', 'prefix(a,)', 'a >', "'open", 'a ) b', '§'])(
    'refuses %o',
    (source) => {
      expect(() => parseExpression(source)).toThrow(/Cannot read the expression/)
    },
  )

  it('names its columns once', () => {
    expect(columnsOf(parseExpression('concat(a, b, lower(a)) = c'))).toEqual(['a', 'b', 'c'])
  })
})

describe('dates', () => {
  it.each([
    ['2014-02-28', [], '2014-02-28'],
    ['2014-02-29', [], null],
    ['2016-02-29', [], '2016-02-29'],
    ['1900-02-29', [], null],
    ['2014-2-3', [], '2014-02-03'],
    ['03/02/2014', ['%d/%m/%Y'], '2014-02-03'],
    ['2014.02.03', ['%d/%m/%Y', '%Y.%m.%d'], '2014-02-03'],
    ['2014x02x03', ['%Y.%m.%d'], null],
    ['2014-02-03 10:20:00', [], '2014-02-03'],
    ['19071124', ['%Y%m%d'], '1907-11-24'],
    ['', [], null],
  ] as [string, string[], string | null][])('%s by %j is %s', (text, formats, expected) => {
    expect(readDate(text, formats)).toBe(expected)
  })
})

describe('days', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2014-02-03', 16104],
    ['0014-02-03', 16104 - 730485],
    ['2014-02-30', Number.NaN],
  ])('%s is day %d', (text, expected) => {
    expect(dayNumber(text)).toBe(expected)
  })
})

describe('functions that every object has', () => {
  it.each(['constructor', '__proto__'])('%s is refused', (name) => {
    expect(() => parseModel({ ...MODEL, columns: { name: `${name}(n)` } })).toThrow(
      `there is no function "${name}"`,
    )
    expect(() =>
      parseModel({ ...MODEL, comparisons: [{ name: 'x', levels: [`${name}(name)`, 'else'] }] }),
    ).toThrow(`there is no comparison function "${name}"`)
  })
})

describe("term_frequency: true at levels of a model's own", () => {
  const read = (comparison: object) =>
    parseModel({ ...MODEL, comparisons: [{ name: 'x', ...comparison }] })

  it('is of what is equal', () => {
    const model = read({
      levels: [{ when: 'equal(prefix(name, 3))', term_frequency: true }, 'else'],
    })
    expect(model.comparisons[0]?.levels[0]?.termFrequency).toEqual(
      parseExpression('prefix(name, 3)'),
    )
  })

  it.each([
    [{ levels: [{ when: 'jaro_winkler(name) >= 0.9', term_frequency: true }, 'else'] }],
    [{ levels: [{ sql: 'l.name = r.name', term_frequency: true }, 'else'], columns: ['name'] }],
    [{ levels: ['equal(name)', 'else'], term_frequency: true }],
    [{ levels: ['equal(name)', 'else'], term_frequency: { weight: 0.5 } }],
  ])('is refused where it would say nothing: %j', (comparison) => {
    expect(() => read(comparison)).toThrow(/"term_frequency: surname"/)
  })
})

describe('models', () => {
  it.each([
    [{ ...MODEL, blocking: [] }, /blocking/],
    [{ ...MODEL, unheard: 1 }, /unheard/],
    [
      { ...MODEL, blocking: ['postcode'] },
      /blocking.0: "postcode" is not among the model's columns \(name, born\)/,
    ],
    [
      { ...MODEL, columns: { name: 'shout(n)' }, blocking: ['name'] },
      /columns.name: there is no function "shout"/,
    ],
    [
      { ...MODEL, columns: { ...MODEL.columns, born: 'prefix(b)' } },
      /columns.born: "prefix" was given 1 arguments/,
    ],
    [{ ...MODEL, comparisons: [{ column: 'name' }] }, /needs a kind or its own levels/],
    [{ ...MODEL, comparisons: [{ kind: 'distance', column: 'name' }] }, /needs two columns/],
    [{ ...MODEL, comparisons: [{ kind: 'name', column: 'nam' }] }, /"nam" is not among/],
    [
      {
        ...MODEL,
        comparisons: [
          { kind: 'name', column: 'name' },
          { kind: 'exact', column: 'name' },
        ],
      },
      /two comparisons are called "name"/,
    ],
    [
      {
        ...MODEL,
        comparisons: [{ columns: ['name'], name: 'x', levels: [{ words: 'nothing' }, 'else'] }],
      },
      /./,
    ],
    [{ ...MODEL, constraints: { not_two_of: ['nhs'] } }, /not_two_of names "nhs"/],
    [{ ...MODEL, thresholds: { match: 1.5 } }, /thresholds.match/],
    ['text', /\(top\)/],
  ])('are refused with the field named: %#', (data, message) => {
    expect(() => parseModel(data)).toThrow(message)
  })

  it('that come with the product are all valid', async () => {
    const folder = new URL('../../../models/', import.meta.url)
    const files = (await readdir(folder)).filter((f) => f.endsWith('.yaml'))
    expect(files.length).toBeGreaterThan(4)
    for (const file of files) {
      const model = await readModel(new URL(file, folder).pathname)
      expect(model.comparisons.length).toBeGreaterThan(2)
    }
  })

  it('that cannot be read are named', async () => {
    await expect(readModel('/nowhere/model.yaml')).rejects.toThrow(
      /Cannot read the model file \/nowhere\/model.yaml/,
    )
  })
})
