import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clinicYaml } from '../testing/test-feeds.ts'
import { readFileName } from './file-pattern.ts'
import { readFeed, readFeeds } from './read-feeds.ts'

describe('readFeeds', () => {
  it('reads the eight agencies', () => {
    const feeds = readFeeds('feeds')
    expect(feeds.map(({ feed }) => feed)).toEqual([
      'charity',
      'child-health',
      'education-welfare',
      'education',
      'hospital',
      'police',
      'social-care',
      'youth-justice',
    ])
  })

  it('says what is wrong with a folder', () => {
    expect(() => readFeeds('no-such-folder')).toThrow(/no-such-folder, cannot be read/)
    expect(() => readFeeds('src/extract/feeds')).toThrow(/no feed definition/)
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['a key that is unknown', { colour: 'blue' }, /clinic.yaml is wrong.*colour/],
    ['a number out of range', { trust: '{ names: 101 }' }, /line 10, trust.names/],
    ['trust in what is no attribute', { trust: '{ shoe: 1 }' }, /trust.*shoe/],
    ['a wrong date format', { dateFormat: 'dd/mm/yyyy' }, /line 12, dateFormat/],
    [
      'a key that is unknown, deep inside',
      { file: `{ format: csv, pattern: 'c-{yyyyMMdd}.csv', delimeter: ';' }` },
      /line 11, file.*delimeter/,
    ],
    [
      'a pattern without a date',
      { file: `{ format: csv, pattern: 'c-{month}.csv' }` },
      /file.pattern has no date/,
    ],
    [
      'another name than its file',
      { feed: 'klinik' },
      /feed is klinik, but the file is clinic.yaml/,
    ],
    ['a column that is not there', { personKey: 'key' }, /personKey names the column key/],
    ['broken YAML', { codes: '{ a: {' }, /clinic.yaml is wrong. line \d+/],
    ['the same key twice', { codes: '{}\ncodes: {}' }, /unique/],
    [
      'two dates in a pattern',
      { file: `{ format: csv, pattern: 'c-{yyyyMMdd}-{yyyyMMdd}.csv' }` },
      /file.pattern has no date/,
    ],
    [
      'a pattern that tells full from delta, of a feed that is always full',
      { file: `{ format: csv, pattern: 'c-{extract}-{yyyyMMdd}.csv' }` },
      /file.pattern has \{extract\}/,
    ],
    ['a deletion by no column', { deletion: '{ column: gone, codes: [D] }' }, /deletion.column/],
  ])('refuses %s', (_, more, message) => {
    expect(() => readFeed('clinic.yaml', clinicYaml(more))).toThrow(message)
  })

  const person = (fields: string) => `\n  - kind: person\n    fields: { ${fields} }`
  const names = 'names: [{ type: legal, family: surname }]'
  it.each([
    [
      'a field that the kind has not',
      person(`${names}, shoe: sex`),
      /shoe is not a field of a person/,
    ],
    ['a needed field left out', person(names), /has no isRestricted, which a person needs/],
    [
      'true or false without codes',
      person(`${names}, isRestricted: sex`),
      /isRestricted takes true or false/,
    ],
    [
      'a code that means what the field does not take',
      person(`${names}, isRestricted: { column: sex, codes: sex }`),
      /takes true or false, not M/,
    ],
    [
      'a code map that is not there',
      person(`${names}, isRestricted: { column: sex, codes: gender }`),
      /code map gender/,
    ],
    [
      'a name without a type',
      person('names: [surname], isRestricted: { value: false }'),
      /list of names/,
    ],
    [
      'two records with one key',
      `${person(`${names}, isRestricted: { value: false }`)}${person(`${names}, isRestricted: { value: true }`)}`,
      /records\[2\] gives the same key/,
    ],
    [
      'a kind that is unknown',
      '\n  - kind: pet\n    fields: { name: surname }',
      /records\[1\].kind/,
    ],
  ])('refuses a mapping with %s', (_, records, message) => {
    expect(() => readFeed('clinic.yaml', clinicYaml({ records }))).toThrow(message)
  })

  describe('where isRestricted is false for everybody', () => {
    const read = (more: Record<string, string>) => readFeed('clinic.yaml', clinicYaml(more))

    it.each([
      ['undecided', /restriction is undecided: nothing would hide a restricted person/],
      ['nobody', /restriction/],
    ])('refuses restriction: %s', (restriction, message) => {
      expect(() => read({ restriction })).toThrow(message)
    })

    it('refuses a definition that does not say why', () => {
      const silent = clinicYaml().replace('restriction: not-recorded\n', '')
      expect(() => readFeed('clinic.yaml', silent)).toThrow(
        /restriction is missing: .*Say restriction: left-out if the source leaves/,
      )
    })

    it.each(['left-out', 'not-recorded'])('takes restriction: %s', (restriction) => {
      expect(read({ restriction }).restriction).toBe(restriction)
    })

    it('asks for nothing where a column says it', () => {
      const records = person(`${names}, isRestricted: { column: sex, codes: flag }`)
      const codes = '{ sex: { M: M }, flag: { Y: true, N: false } }'
      const silent = clinicYaml({ records, codes }).replace('restriction: not-recorded\n', '')
      expect(readFeed('clinic.yaml', silent).restriction).toBeUndefined()
    })

    it('refuses the Standard Safeguarding Dataset as it ships, until the council has decided', () => {
      const name = 'standard-safeguarding-dataset.yaml'
      const shipped = readFileSync(join('feeds', 'library', name), 'utf8')
      expect(() => readFeed(name, shipped)).toThrow(/restriction is undecided/)
      const decided = shipped.replace('restriction: undecided', 'restriction: left-out')
      expect(readFeed(name, decided).restriction).toBe('left-out')
    })
  })

  it('gives the line to jump to', () => {
    expect(() => readFeed('clinic.yaml', clinicYaml({ dateFormat: 'soon' }))).toThrow(
      expect.objectContaining({ where: { file: 'clinic.yaml', line: 12 } }),
    )
  })
})

describe('readFileName', () => {
  it.each([
    ['a-{yyyyMMdd}.csv', 'a-20260203.csv', '2026-02-03', undefined],
    ['{dd-MM-yyyy}_A.csv', '03-02-2026_A.csv', '2026-02-03', undefined],
    ['a-{extract}-{yyyyMMdd}.csv', 'a-full-20260203.csv', '2026-02-03', 'full'],
    ['a-{extract}-{yyyyMMdd}.csv', 'a-delta-20260203.csv', '2026-02-03', 'delta'],
    ['{yyyyMMdd}.{extract}', '20260203.delta', '2026-02-03', 'delta'],
  ] as const)('%s in %s is %s, %s', (pattern, name, extractOn, extract) => {
    expect(readFileName(pattern, name)).toEqual({ extractOn, extract })
  })

  it.each([
    ['a-{yyyyMMdd}.csv', 'a-20260230.csv'],
    ['a-{yyyyMMdd}.csv', 'a-20260203.csv.part'],
    ['a-{yyyyMMdd}.csv', 'b-20260203.csv'],
    ['a-{yyyyMMdd}.csv', 'a-20260203xcsv'],
    ['a-{extract}-{yyyyMMdd}.csv', 'a-part-20260203.csv'],
    ['a-{extract}-{yyyyMMdd}.csv', 'a-20260203.csv'],
  ])('%s does not fit %s', (pattern, name) => {
    expect(readFileName(pattern, name)).toBeUndefined()
  })
})
