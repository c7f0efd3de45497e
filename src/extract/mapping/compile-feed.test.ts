import { describe, expect, it } from 'vitest'
import { readFeed } from '../feeds/read-feeds.ts'
import { clinicYaml } from '../testing/test-feeds.ts'

const row = (values: string[]) => ({ line: 7, values, columns: [1, 2, 3, 4, 5, 6, 7] })
const good = ['42', 'Ng', 'Ann', '03/05/2014', 'F', '9990000018', '']

function read(values: string[], more: Record<string, string> = {}) {
  return readFeed('clinic.yaml', clinicYaml(more)).compiled.toRecords(row(values))
}

function contents(values: string[], more: Record<string, string> = {}) {
  const { records, problems } = read(values, more)
  expect(problems).toEqual([])
  return records.map((record) => JSON.parse(record.content ?? 'null'))
}

describe('toRecords', () => {
  it('turns a row into records of the kinds that it gives', () => {
    const { records } = read([...good.slice(0, 6), 'Dr Who'])
    expect(
      records.map(({ kind, recordKey, personKey, line }) => [kind, recordKey, personKey, line]),
    ).toEqual([
      ['person', '42', '42', 7],
      ['involvement', '42', '42', 7],
    ])
    expect(contents(good)).toEqual([
      {
        names: [{ type: 'legal', family: 'Ng', given: 'Ann' }],
        bornOn: '2014-05-03',
        sex: 'F',
        nhsNumber: '9990000018',
        isRestricted: false,
      },
    ])
  })

  it('leaves absent what the source leaves blank', () => {
    expect(
      contents(['42', ' ', 'Ann', '03/05/2014', '', 'N/A', ''], { blankValues: '[N/A]' }),
    ).toEqual([
      { names: [{ type: 'legal', given: 'Ann' }], bornOn: '2014-05-03', isRestricted: false },
    ])
  })

  it('keeps a wrong NHS number: it becomes an exception, not a refusal', () => {
    expect(contents(['42', 'Ng', '', '03/05/2014', '', '1234567890', ''])[0]).toMatchObject({
      nhsNumber: '1234567890',
    })
  })

  it('marks a birth date that stands for not known', () => {
    expect(contents(['42', 'Ng', '', '01/01/1900', '', '', ''])[0]).toMatchObject({
      bornOnIs: 'placeholder',
    })
  })

  it('gives the same digest for the same content only', () => {
    const digest = (values: string[]) => read(values).records[0]?.digest
    expect(digest(good)).toBe(digest([...good]))
    expect(digest(good)).not.toBe(digest(['42', 'Ng', 'Anna', ...good.slice(3)]))
    expect(digest(good)).not.toBe(digest(['43', ...good.slice(1)]))
  })

  it.each([
    ['a missing key', ['', ...good.slice(1)], 1, 'id', /key is missing/],
    ['a long key', ['4'.repeat(501), ...good.slice(1)], 1, 'id', /key is longer/],
    ['a missing value', ['42', 'Ng', 'Ann', '', 'F', '', ''], 4, 'dob', /value is missing/],
    [
      'a day that does not exist',
      ['42', 'Ng', 'Ann', '31/02/2014', 'F', '', ''],
      4,
      'dob',
      /no such day/,
    ],
    ['another date format', ['42', 'Ng', 'Ann', '2014-02-03', 'F', '', ''], 4, 'dob', /format/],
    ['an unknown code', ['42', 'Ng', 'Ann', '03/05/2014', 'Q', '', ''], 5, 'sex', /The code "Q"/],
    [
      'a name among codes',
      ['42', 'Ng', 'Ann', '03/05/2014', 'Annabel', '', ''],
      5,
      'sex',
      /of 7 char/,
    ],
    [
      'no name at all',
      ['42', '', '', '03/05/2014', 'F', '', ''],
      2,
      'surname',
      /names of the person/,
    ],
    [
      'a long value',
      ['42', 'N'.repeat(501), '', '03/05/2014', 'F', '', ''],
      2,
      'surname',
      /longer/,
    ],
  ])('tells %s by line, column and name, never by value', (_, values, column, field, message) => {
    const { records, problems } = read(values)
    expect(records).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ line: 7, column, field })
    expect(problems[0]?.message).toMatch(message)
    expect(JSON.stringify(problems)).not.toMatch(/Ng|Ann|2014/)
  })

  it('refuses a restriction flag that is blank: nobody may be shown by mistake', () => {
    const { problems } = read(good.with(4, ''), {
      codes: '{ sex: { F: true, M: false } }',
      records: `
  - kind: person
    fields: { names: [{ type: legal, family: surname }], isRestricted: { column: sex, codes: sex } }`,
    })
    expect(problems).toMatchObject([{ line: 7, column: 5, message: /isRestricted/ }])
  })

  it('joins, splits and takes apart', () => {
    const more = {
      records: `
  - kind: address
    fields: { lines: [{ column: surname, split: ',' }, { join: [forename, sex] }], uprn: { join: [nhs, worker], by: '/' } }
  - kind: relationship
    key: [nhs, worker]
    fields: { kind: { value: Mother }, otherFamily: { column: worker, part: family }, otherGiven: { column: worker, part: given } }`,
    }
    const values = ['42', '1 High St, , Town', 'A', '03/05/2014', 'F', '9|9', 'Jo Ann de Souza']
    expect(contents(values, more)).toEqual([
      { lines: ['1 High St', 'Town', 'A F'], uprn: '9|9/Jo Ann de Souza' },
      { kind: 'Mother', otherFamily: 'de Souza', otherGiven: 'Jo Ann' },
    ])
    expect(read(values, more).records[1]?.recordKey).toBe('42|9\\|9|Jo Ann de Souza')
  })
})
