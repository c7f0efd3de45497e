import { describe, expect, it } from 'vitest'
import type { BlankReason } from '#store'
import { blankWords } from './blank-words.ts'
import { counted, inWords } from './lists.ts'

describe('blankWords', () => {
  const cases: [BlankReason, string[], string][] = [
    ['none-recorded', [], 'None recorded'],
    ['none-recorded', ['Education'], 'None recorded by Education'],
    ['none-recorded', ['Education', 'Police'], 'None recorded by Education or Police'],
    [
      'not-matched',
      ['Child health'],
      'Not matched: no record from Child health is joined to this one',
    ],
    ['feed-late', ['Police'], 'Not known: the extract from Police is late'],
    ['feed-late', ['A', 'B', 'C'], 'Not known: the extracts from A, B and C are late'],
    ['not-shared', ['Child health'], 'Not shared with you'],
    ['not-asked', ['Police'], 'Not asked by Police'],
  ]
  it.each(cases)('%s of %s', (reason, sources, words) => {
    expect(blankWords(reason, sources)).toBe(words)
  })

  it('names no source where the value is not shared: which one it is may not be known', () => {
    expect(blankWords('not-shared', ['Sexual health clinic'])).not.toContain('clinic')
  })
})

it('joins names as a sentence does', () => {
  expect(inWords([])).toBe('')
  expect(inWords(['A'])).toBe('A')
  expect(inWords(['A', 'B', 'C'], 'or')).toBe('A, B or C')
  expect(counted(1, 'source')).toBe('1 source')
  expect(counted(2, 'source')).toBe('2 sources')
})
