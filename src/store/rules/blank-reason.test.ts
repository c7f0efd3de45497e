import { expect, test } from 'vitest'
import { blankReason, type SourceStanding } from './blank-reason.ts'

const source = (sourceName: string, facts: Partial<SourceStanding> = {}): SourceStanding => ({
  sourceName,
  gives: true,
  isShared: true,
  holdsRecord: false,
  isLate: false,
  ...facts,
})

test.each([
  [
    'what is not shared, held or not',
    [
      source('Police', { isShared: false, holdsRecord: true }),
      source('Health', { isShared: false }),
    ],
    'not-shared',
    [],
  ],
  [
    'what is not shared is left out of the count',
    [source('Police', { isShared: false, isLate: true }), source('Health', { holdsRecord: true })],
    'none-recorded',
    ['Health'],
  ],
  ['no source asks for it', [source('Police', { gives: false })], 'not-asked', ['Police']],
  [
    'no source that gives it is joined',
    [source('Health'), source('Police', { gives: false, holdsRecord: true })],
    'not-matched',
    ['Health'],
  ],
  [
    'a joined source holds nothing',
    [source('Health', { holdsRecord: true }), source('Schools')],
    'none-recorded',
    ['Health'],
  ],
  [
    'a late source is named first',
    [source('Health', { holdsRecord: true }), source('Schools', { isLate: true })],
    'feed-late',
    ['Schools'],
  ],
  [
    'a late source that never gives it says nothing',
    [source('Health', { holdsRecord: true }), source('Police', { gives: false, isLate: true })],
    'none-recorded',
    ['Health'],
  ],
  ['no sources at all', [], 'not-asked', []],
])('%s', (_, standings, blank, sources) => {
  expect(blankReason(standings)).toEqual({ blank, sources })
})
