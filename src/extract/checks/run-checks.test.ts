import { describe, expect, it } from 'vitest'
import { checksSchema } from '../feeds/check-schema.ts'
import { type CheckInput, runChecks } from './run-checks.ts'

const persons = (records: number, nhsNumber: number) => ({
  kinds: { person: { records, fields: { names: records, nhsNumber } } },
  aged: records,
  outsideAges: 0,
})

const input = (more: Partial<CheckInput> = {}): CheckInput => ({
  isFull: true,
  rowsRead: 1000,
  coverage: persons(1000, 900),
  header: ['id', 'name', 'dob'],
  personsInForce: 1000,
  personsGone: 0,
  before: { rowsRead: 1000, coverage: persons(1000, 900), header: ['id', 'name', 'dob'] },
  notes: [],
  ...more,
})

/** What is not passed, as `check level`. */
const found = (more: Partial<CheckInput>, checks: object = {}) =>
  runChecks(checksSchema.parse(checks), input(more))
    .filter(({ level }) => level !== 'passed')
    .map(({ check, level }) => `${check} ${level}`)

describe('runChecks', () => {
  it.each<[string, Partial<CheckInput>, object, string[]]>([
    ['the same again', {}, {}, []],
    ['2% fewer rows', { rowsRead: 980 }, {}, []],
    ['2.1% fewer rows', { rowsRead: 979 }, {}, ['fewer-rows warning']],
    ['5% fewer rows', { rowsRead: 950 }, {}, ['fewer-rows warning']],
    ['5.1% fewer rows', { rowsRead: 949 }, {}, ['fewer-rows stop']],
    ['a limit of one’s own', { rowsRead: 700 }, { fewerRows: { stop: 40 } }, []],
    ['21% more rows', { rowsRead: 1210 }, {}, ['more-rows warning']],
    [
      'few rows before',
      { rowsRead: 10, before: { ...input().before, rowsRead: 49 } as never },
      {},
      [],
    ],
    ['a delta of few rows', { isFull: false, rowsRead: 10 }, {}, []],
    ['1.1% gone', { personsGone: 11 }, {}, ['gone warning']],
    ['5.1% gone', { personsGone: 51 }, {}, ['gone stop']],
    ['5.1% erased by a delta', { isFull: false, personsGone: 51 }, {}, ['gone stop']],
    ['40 of 49 gone', { personsInForce: 49, personsGone: 40 }, {}, []],
    [
      '40 of 49 gone, where few count',
      { personsInForce: 49, personsGone: 40 },
      { least: 10 },
      ['gone stop'],
    ],
    [
      'a field given 3 points less often',
      { coverage: persons(1000, 870) },
      {},
      ['coverage warning'],
    ],
    ['a field given no longer', { coverage: persons(1000, 0) }, {}, ['coverage stop']],
    ['a field given more often', { coverage: persons(1000, 1000) }, {}, []],
    ['a first extract', { before: undefined, personsInForce: 0 }, {}, []],
    ['columns in another order', { header: ['id', 'dob', 'name'] }, {}, ['column-order warning']],
    [
      'the order that does not matter',
      { header: ['id', 'dob', 'name'] },
      { columnOrder: 'off' },
      [],
    ],
    ['a column more, at its place', { header: ['id', 'new', 'name', 'dob'] }, {}, []],
    [
      'ages outside the agreement',
      { coverage: { ...persons(1000, 900), outsideAges: 30 } },
      { ages: { from: 0, to: 18, warn: 1, stop: 5 } },
      ['ages warning'],
    ],
    [
      'many outside the agreement',
      { coverage: { ...persons(1000, 900), outsideAges: 60 } },
      { ages: { from: 0, to: 18, warn: 1, stop: 5 } },
      ['ages stop'],
    ],
    [
      'what was met while reading',
      { notes: [{ check: 'unknown-codes', message: 'The code "Z" is not known.' }] },
      {},
      ['unknown-codes warning'],
    ],
  ])('%s', (_, more, checks, expected) => {
    expect(found(more, checks)).toEqual(expected)
  })

  it('says the figures in words', () => {
    const words = runChecks(checksSchema.parse({}), input({ rowsRead: 900, personsGone: 120 }))
    expect(words.map(({ message }) => message)).toEqual([
      '900 rows, where the last extract had 1,000 (10% fewer). The feed stops above 5%.',
      '900 rows, where the last extract had 1,000.',
      '120 of 1,000 persons would be gone (12%). The feed stops above 5%.',
      'Every field is given about as often as before.',
    ])
  })
})
