import { describe, expect, test } from 'vitest'
import { dataKindKeys } from '#access'
import type { SourceRow, ValueRow } from '../data/child.queries.ts'
import { sourcedValue } from './sourced-value.ts'

const source = (feed: string, attributes: readonly string[]): SourceRow => ({
  feed,
  sourceName: feed.toUpperCase(),
  organisation: `${feed} organisation`,
  isShared: true,
  sharedKinds: new Set(dataKindKeys),
  holdsRecord: true,
  asOf: '2026-11-20',
  isLate: false,
  attributes,
})
const sources = ['a', 'b', 'c'].map((feed) => source(feed, ['sex', 'bornOn']))

const held = (feed: string, value: string, more: Record<string, string> = {}): ValueRow => ({
  attribute: '',
  content: { value, ...more },
  feed,
  recordedOn: '2026-01-05',
})

describe('what other sources have instead', () => {
  const cases: [string, string, ValueRow[], string[]][] = [
    ['nothing where one source has it', 'sex', [held('a', 'F')], []],
    ['nothing where all agree', 'sex', [held('a', 'F'), held('b', 'F')], []],
    ['another value', 'sex', [held('a', 'F'), held('b', 'M')], ['B M']],
    ['not a source that does not know', 'sex', [held('a', 'F'), held('b', 'U')], []],
    ['not a refusal', 'ethnicity', [held('a', 'Indian'), held('b', 'Refused')], []],
    ['another day', 'bornOn', [held('a', '2017-04-09'), held('b', '2017-09-04')], ['B 2017-09-04']],
    [
      'not a date that stands for none',
      'bornOn',
      [held('a', '2017-04-09'), held('b', '1900-01-01', { certainty: 'placeholder' })],
      [],
    ],
    ['not another spacing', 'nhsNumber', [held('a', '9990000018'), held('b', '999 000 0018')], []],
    ['not small letters', 'upn', [held('a', 'B801200005001'), held('b', 'b801200005001')], []],
    ['not capitals', 'gpPractice', [held('a', 'Mill Surgery'), held('b', 'MILL SURGERY')], []],
    ['not another case', 'ethnicity', [held('a', 'White British'), held('b', 'white british')], []],
    [
      'each source that differs, each value of it once',
      'nhsNumber',
      [held('a', '1'), held('b', '2'), held('b', '2 '), held('c', '2'), held('c', '3')],
      ['B 2', 'C 2', 'C 3'],
    ],
  ]

  test.each(cases)('%s', (_, attribute, candidates, expected) => {
    const sourced = sourcedValue(attribute, candidates, sources)
    expect(sourced).toMatchObject({ value: candidates[0]?.content['value'], from: { feed: 'a' } })
    const others = 'others' in sourced ? sourced.others : undefined
    expect(others?.map(({ value, from }) => `${from.sourceName} ${value}`)).toEqual(expected)
  })
})

test('no value has the reason for it, from the sources that give such values', () => {
  expect(sourcedValue('sex', [], sources)).toEqual({
    blank: 'none-recorded',
    sources: ['A', 'B', 'C'],
  })
  expect(sourcedValue('upn', [], sources)).toMatchObject({ blank: 'not-asked' })
})
